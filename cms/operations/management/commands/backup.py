"""Writes the database and all media, as they are at this moment, into a new folder; others go on writing."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core import clock
from cms.operations import backup
from cms.operations.manifests import BackupError


class Command(BaseCommand):
    """The folder is whole, or not there."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to, and how."""
        parser.add_argument("target", type=Path, help="a folder that is not there yet, or empty")
        parser.add_argument("--link", action="store_true", help="hard-link media; the same disk, no space")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it, and say what it holds."""
        place = {"place": os.link} if options["link"] else {}
        try:
            manifest = backup.write(options["target"].absolute(), now=clock.now(), **place)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            rows = sum(manifest.rows.values())
            self.stdout.write(
                f"{rows} rows and {len(manifest.media)} files of media are in {options['target']}."
            )
