"""Writes the database and all media, as they are at this moment, into a new folder; others go on writing."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core import clock
from cms.core.failures.unavailable import MediaAway
from cms.operations.backups import backup, bucket_media
from cms.operations.backups.manifests import BackupError, Manifest


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
        if manifest.bucket:
            self.stdout.write(self._of_bucket(manifest))

    def _of_bucket(self, manifest: Manifest) -> str:
        said = f"{len(manifest.elsewhere)} files of media are in the bucket {manifest.bucket} alone"
        try:
            lost = bucket_media.missing(manifest.elsewhere)
        except MediaAway:
            return f"{said}; it does not answer, so nobody looked for them."
        return f"{said}; {len(lost)} of them are missing there." if lost else f"{said}, all of them."
