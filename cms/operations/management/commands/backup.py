"""Writes the database and all media, as they are at this moment, into a new folder; others go on writing."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

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
                _("{rows} rows and {files} media files are in {target}.").format(
                    rows=rows, files=len(manifest.media), target=options["target"]
                )
            )
        if manifest.bucket:
            self.stdout.write(self._of_bucket(manifest))

    def _of_bucket(self, manifest: Manifest) -> str:
        count, bucket = len(manifest.elsewhere), manifest.bucket
        try:
            lost = len(bucket_media.missing(manifest.elsewhere))
        except MediaAway:
            text = _(
                "{count} media files are only in the bucket {bucket}, which does not answer: not checked."
            )
            return text.format(count=count, bucket=bucket)
        if lost:
            text = _("{count} media files are only in the bucket {bucket}; {lost} of them are missing there.")
            return text.format(count=count, bucket=bucket, lost=lost)
        text = _("{count} media files are only in the bucket {bucket}, all of them.")
        return text.format(count=count, bucket=bucket)
