"""Lets events and mail be sent again after a restore; endpoints go on where they stood in the backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.webhooks import pause


class Command(BaseCommand):
    """Does nothing where nothing is held."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say go."""
        was_held = pause.end()
        if options["verbosity"]:
            self.stdout.write(_("Events and mail are sent again.") if was_held else _("Nothing was on hold."))
