"""Restores a backup into an empty database and an empty media folder, holds its events, and checks it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core import clock
from cms.operations.backups import restore
from cms.operations.backups.manifests import BackupError


class Command(BaseCommand):
    """Changes nothing where the backup is not whole, or the place not empty."""

    help = __doc__ or ""
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where from."""
        parser.add_argument("source", type=Path, help="a folder that `backup` wrote")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, and fail where something is not as it was."""
        try:
            manifest = restore.restore(options["source"].absolute(), now=clock.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        found = 0
        for fault in restore.faults(manifest, now=clock.now()):
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(
                ngettext("Restored, with {count} finding.", "Restored, with {count} findings.", found).format(
                    count=found
                )
            )
        if options["verbosity"]:
            text = _("Restored as of {at}. Events are on hold: run resume_events to send them.")
            self.stdout.write(text.format(at=manifest.at))
