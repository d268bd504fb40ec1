"""Backups: the database and all media as they were at one moment, in a folder that is whole or not there.

Media in a bucket are named, and stay there.
"""

import os
import secrets
import shutil
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from . import bucket_media, database_dumps, manifests
from .manifests import BackupError, Manifest

MEDIA = "media"
ATTEMPTS = 10  # a picture that has lost its file in the newsroom itself must not stop backups
Place = Callable[[Path, Path], object]


def write(target: Path, *, now: datetime, place: Place = shutil.copy2) -> Manifest:
    """Write a backup to `target`, which must not be there, or be empty; `place` puts a file of media there.

    It is renamed when it is whole, so that one that was killed looks like none.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(_("{folder} is not empty: name a new folder.").format(folder=target))
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    partial.mkdir(parents=True)
    try:
        manifest = _fill(partial, now=now, place=place)
        manifests.write(partial, manifest)
        os.sync()
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return manifest


def _fill(folder: Path, *, now: datetime, place: Place) -> Manifest:
    database, bucket = folder / database_dumps.FILES[connection.vendor], bucket_media.bucket()
    copy = database_dumps.copy(database) if bucket else _with_media(folder, database, place)
    return Manifest(
        version=_version(),
        engine=connection.vendor,
        at=now.isoformat(timespec="seconds"),
        database=manifests.described(folder, database),
        rows=copy.rows,
        media=[manifests.described(folder, path) for path in files_in(folder / MEDIA)],
        bucket=bucket,
        elsewhere=sorted(copy.files) if bucket else [],
    )


def _with_media(folder: Path, database: Path, place: Place) -> database_dumps.Copy:
    for _attempt in range(ATTEMPTS):
        # Twice: a picture deleted after the copy of the database is there from the first time, one that
        # was uploaded before it from the second. One that was uploaded after the first and deleted before the
        # second is in neither, so the copy is made again, of a moment without it.
        _take_media(folder / MEDIA, place)
        copy = database_dumps.copy(database)
        _take_media(folder / MEDIA, place)
        if all((folder / MEDIA / name).exists() for name in copy.files):
            break
    return copy


def files_in(folder: Path) -> list[Path]:
    """Return all files under a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _take_media(target: Path, place: Place) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in files_in(root):
        copy = target / path.relative_to(root)
        try:
            if not _is_taken(path, copy):
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.unlink(missing_ok=True)
                place(path, copy)
        except FileNotFoundError:
            continue  # deleted this moment


def _is_taken(path: Path, copy: Path) -> bool:
    """Whether a copy is that of the file as it is now: an upload may have been under way."""
    if not copy.exists():
        return False
    now, then = path.stat(), copy.stat()
    return (now.st_size, now.st_mtime_ns) == (then.st_size, then.st_mtime_ns)


def _version() -> str:
    project = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(project)["project"]["version"])
