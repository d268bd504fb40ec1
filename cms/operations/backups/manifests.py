"""What a backup holds, file by file, so that a whole one can be told from a broken one."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

NAME = "manifest.json"
FORMAT = 1
_CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup that can't be made, or can't be used; the message says what to do."""


@dataclass(frozen=True)
class File:
    """A file by its path below the backup, and what it must be."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in a backup; `rows` counts those of each table at the moment of the copy."""

    version: str
    engine: str
    at: str
    database: File
    rows: dict[str, int]
    media: list[File]
    format: int = FORMAT
    bucket: str = ""  # where media are that the backup does not hold, and their names
    elsewhere: list[str] = field(default_factory=list)


def described(root: Path, path: Path) -> File:
    """Return a file as a manifest names it."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as data:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return File(path.relative_to(root).as_posix(), size, digest.hexdigest())


def write(root: Path, manifest: Manifest) -> None:
    """Write the manifest, last of all: a backup without one is none."""
    path = root / f"{NAME}.new"
    with path.open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    path.rename(root / NAME)


def read(root: Path) -> Manifest:
    """Return the manifest of a backup; raise BackupError where there is none that we know."""
    try:
        raw = json.loads((root / NAME).read_text(encoding="utf-8"))
        files = {"database": File(**raw["database"]), "media": [File(**file) for file in raw["media"]]}
        manifest = Manifest(**raw | files)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(
            _("{folder} is not a whole backup: it has no readable {name}.").format(folder=root, name=NAME)
        ) from error
    if manifest.format != FORMAT:
        raise BackupError(
            _("This backup has format {theirs}; this version reads {ours}.").format(
                theirs=manifest.format, ours=FORMAT
            )
        )
    return manifest


def check(root: Path, manifest: Manifest) -> None:
    """Raise BackupError for the first file that is not what the manifest says."""
    for file in [manifest.database, *manifest.media]:
        path = root / file.path
        if not path.resolve().is_relative_to(root.resolve()):
            raise BackupError(_("{path} leads out of the backup.").format(path=file.path))
        if not path.is_file() or described(root, path) != file:
            raise BackupError(_("{path} is missing or not what was backed up.").format(path=file.path))
