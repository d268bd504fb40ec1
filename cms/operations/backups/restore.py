"""Restores a backup into an empty place, holds its events, and checks what came of it."""

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from wagtail.images import get_image_model

from cms.core.failures.unavailable import MediaAway
from cms.core.media import is_local
from cms.delivery import counts
from cms.publishing import verify
from cms.webhooks import pause

from . import backup, bucket_media, database_dumps, manifests
from .manifests import BackupError, Manifest

REASON = "restored from a backup"


def restore(source: Path, *, now: datetime) -> Manifest:
    """Put a backup into an empty place and hold its events.

    Raises BackupError, and changes nothing, where the backup is not whole or the place is not empty.
    """
    manifest = manifests.read(source)
    if manifest.engine != connection.vendor:
        raise BackupError(f"This backup is of {manifest.engine}, this newsroom runs on {connection.vendor}.")
    manifests.check(source, manifest)
    bucket_media.check_place(manifest)
    _check_empty()
    if not manifest.bucket:
        _put_media_back(source)
    database_dumps.put_back(source / manifest.database.path)
    if database_dumps.counts() != manifest.rows:
        raise BackupError("The restored database does not hold the rows that were backed up.")
    call_command("migrate", verbosity=0)
    pause.begin(now=now, reason=REASON)
    return manifest


def faults(manifest: Manifest, *, now: datetime) -> Iterator[str]:
    """Return what is wrong with what was restored; no titles."""
    yield from _lost_in_bucket(manifest) if manifest.bucket else _lost_files(manifest)
    for finding in verify.verify(now=now):
        yield f"page {finding.page_id}: {finding.fault}"
    if wrong := counts.recount():
        yield f"{wrong} numbers of documents were wrong"


def _lost_files(manifest: Manifest) -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT)
    for file in manifest.media:
        path = root / Path(file.path).relative_to(backup.MEDIA)
        if not path.is_file() or manifests.described(root, path).sha256 != file.sha256:
            yield f"{file.path} is not what was backed up"
    for pk, name in get_image_model().objects.values_list("pk", "file"):
        if not (root / name).is_file():
            yield f"picture {pk} has no file"


def _lost_in_bucket(manifest: Manifest) -> Iterator[str]:
    try:
        yield from (f"{name} is not in the bucket" for name in bucket_media.missing(manifest.elsewhere))
    except MediaAway:
        yield "the bucket does not answer, so nobody looked for pictures"


def _check_empty() -> None:
    filled = [table for table, count in database_dumps.counts().items() if count]
    if filled:
        raise BackupError(
            f"The database is not empty ({len(filled)} tables hold rows): restore into a new one."
        )
    if is_local() and backup.files_in(Path(settings.MEDIA_ROOT)):
        raise BackupError(f"{settings.MEDIA_ROOT} is not empty: restore into a new folder.")


def _put_media_back(source: Path) -> None:
    """Put all media in place at once; copies, for a hard link would let the newsroom change its backup."""
    root = Path(settings.MEDIA_ROOT)
    new = root.with_name(f".{root.name}.{secrets.token_hex(4)}.new")
    new.mkdir(parents=True)
    if (source / backup.MEDIA).exists():
        shutil.copytree(source / backup.MEDIA, new, dirs_exist_ok=True)
    os.sync()
    if root.exists():
        shutil.rmtree(root)  # folders without files
    new.rename(root)
