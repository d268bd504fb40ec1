"""Switches off the second factor of a user who lost app and recovery codes; their password stays."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.accounts import second_factor


class Command(BaseCommand):
    """Says what was done; a second time changes nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user's name."""
        parser.add_argument("user")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Reset."""
        model: Any = get_user_model()
        user = model.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(_("There is no user “{name}”.").format(name=options["user"]))
        was_on = second_factor.switch_off(user)
        text = _("{user}: second factor switched off.") if was_on else _("{user} has no second factor.")
        self.stdout.write(text.format(user=user))
