"""What `docs/operations` tells operators to type works, from an empty folder to a restored newsroom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, shell_of
from tests.services.server import run

pytestmark = pytest.mark.slow

INSTALL = DOCS / "operations" / "install.md"
BACKUPS = DOCS / "operations" / "backup-and-restore.md"


def typed(document: Path, heading: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = ["bash", "-euo", "pipefail", "-c", shell_of(document, heading)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)  # noqa: S603


def test_a_newsroom_is_backed_up_and_restored(tmp_path: Path) -> None:
    here = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": "",
        "GALLEY_DATA_DIR": str(tmp_path / "here"),
        "BACKUPS": str(tmp_path / "backups"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    run(["-m", "tests.cms.operations.busy", "prepare"], here)

    installed = typed(INSTALL, "Ask whether it stands", here)
    assert (installed.returncode, "! worker: never ran" in installed.stdout) == (1, True)

    backed_up = typed(BACKUPS, "Backup", here)
    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    (folder,) = (tmp_path / "backups").iterdir()

    there = here | {"GALLEY_DATA_DIR": str(tmp_path / "there"), "BACKUP": str(folder)}
    restored = typed(BACKUPS, "Restore a backup", there)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert restored.stdout.splitlines()[1:] == [
        "All documents and live rows are as published.",
        "Events and mail are sent again.",
    ]
