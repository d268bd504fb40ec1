"""Media in a bucket: a backup names them and does not hold them, for the bucket has its own copies."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from cms.core.media import is_local

from .manifests import BackupError, Manifest


def bucket() -> str:
    """Return the name of the bucket that holds this newsroom's media, "" where they are files."""
    return "" if is_local() else str(settings.GALLEY_S3["bucket"])


def missing(names: Iterable[str]) -> list[str]:
    """Return those of the names that are not in the bucket; raise MediaAway where it does not answer."""
    there: Any = storages["default"]
    return sorted(set(names) - set(there.names()))


def check_place(manifest: Manifest) -> None:
    """Raise BackupError where this newsroom keeps media in another way than the one that was backed up."""
    if manifest.bucket and is_local():
        raise BackupError(
            _(
                "The pictures of this backup are in the bucket {bucket}:"
                " set GALLEY_S3_BUCKET to it, or to a copy of it."
            ).format(bucket=manifest.bucket)
        )
    if not manifest.bucket and not is_local():
        raise BackupError(
            _(
                "This backup holds its pictures as files: restore it without GALLEY_S3_BUCKET, then copy"
                " media into the bucket."
            )
        )
