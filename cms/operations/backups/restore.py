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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.images import get_image_model

from cms.core.failures.unavailable import MediaAway
from cms.core.media import is_local
from cms.delivery import counts
from cms.publishing import verify
from cms.webhooks import pause

from . import backup, bucket_media, database_dumps, manifests
from .manifests import BackupError, Manifest

REASON = gettext_noop("restored from a backup")


def restore(source: Path, *, now: datetime) -> Manifest:
    """Put a backup into an empty place and hold its events.

    Raises BackupError, and changes nothing, where the backup is not whole or the place is not empty.
    """
    manifest = manifests.read(source)
    if manifest.engine != connection.vendor:
        raise BackupError(
            _("This backup is of {theirs}, this newsroom runs on {ours}.").format(
                theirs=manifest.engine, ours=connection.vendor
            )
        )
    manifests.check(source, manifest)
    bucket_media.check_place(manifest)
    _check_empty()
    if not manifest.bucket:
        _put_media_back(source)
    database_dumps.put_back(source / manifest.database.path)
    if database_dumps.counts() != manifest.rows:
        raise BackupError(_("The restored database does not hold the rows that were backed up."))
    call_command("migrate", verbosity=0)
    pause.begin(now=now, reason=REASON)
    return manifest


def faults(manifest: Manifest, *, now: datetime) -> Iterator[str]:
    """Return what is wrong with what was restored; no titles."""
    yield from _lost_in_bucket(manifest) if manifest.bucket else _lost_files(manifest)
    for finding in verify.verify(now=now):
        yield _("page {page}: {fault}").format(page=finding.page_id, fault=_(finding.fault))
    if wrong := counts.recount():
        yield _("{count} totals of documents were wrong").format(count=wrong)


def _lost_files(manifest: Manifest) -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT)
    for file in manifest.media:
        path = root / Path(file.path).relative_to(backup.MEDIA)
        if not path.is_file() or manifests.described(root, path).sha256 != file.sha256:
            yield _("{path} is not what was backed up").format(path=file.path)
    for pk, name in get_image_model().objects.values_list("pk", "file"):
        if not (root / name).is_file():
            yield _("picture {id} has no file").format(id=pk)


def _lost_in_bucket(manifest: Manifest) -> Iterator[str]:
    try:
        yield from (
            _("{name} is not in the bucket").format(name=name)
            for name in bucket_media.missing(manifest.elsewhere)
        )
    except MediaAway:
        yield _("the bucket does not answer: pictures were not checked")


def _check_empty() -> None:
    filled = [table for table, count in database_dumps.counts().items() if count]
    if filled:
        raise BackupError(
            _("The database is not empty ({count} tables hold rows): restore into a new one.").format(
                count=len(filled)
            )
        )
    if is_local() and backup.files_in(Path(settings.MEDIA_ROOT)):
        raise BackupError(
            _("{folder} is not empty: restore into a new folder.").format(folder=settings.MEDIA_ROOT)
        )


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
