"""A backup is one moment or not there; a restore fills an empty place or changes nothing. Nothing is sent."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from cms.core import clock
from cms.operations.backups import backup, database_dumps, manifests, restore
from cms.operations.backups.manifests import BackupError
from cms.operations.probes import status
from cms.webhooks import dispatch, outbox, pause, stream
from cms.webhooks.kinds import PUBLIC
from cms.webhooks.models import Attempt, Endpoint
from tests.databases import FILE, is_postgresql
from tests.newsroom import Newsroom
from tests.services.postgres import binary, needs_postgres, own_postgres

pytestmark = pytest.mark.slow  # each process takes seconds to load


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a newsroom with a picture, and in it a backup: a transaction can't be copied."""
    folder: Path = tmp_path_factory.mktemp("here")
    environment = environment_of(folder)
    command = [sys.executable, "-m", "tests.cms.operations.busy", "prepare"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603
    for name, option in (("backup", ()), ("linked", ("--link",))):
        done = manage(environment, "backup", str(folder / name), *option)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """Return a folder of media of this test's own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media").mkdir()
    return tmp_path / "media"


@pytest.fixture
def written(here: Path, tmp_path: Path) -> Path:
    """Return a backup that a test may break."""
    shutil.copytree(here / "backup", tmp_path / "backup")
    return tmp_path / "backup"


@pytest.fixture
def on_sqlite() -> None:
    """Skip where the tests' own database could not take the backup for another reason than the one tested."""
    if is_postgresql():
        pytest.skip(
            "the backup is of SQLite; test_backups_of_postgresql_under_load_restore_silently has others"
        )


def flip(file: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_names_what_it_holds(here: Path) -> None:
    manifest = manifests.read(here / "backup")

    manifests.check(here / "backup", manifest)
    assert {file.path for file in manifest.media} == {
        f"media/{path.relative_to(here / 'media')}" for path in backup.files_in(here / "media")
    }
    assert any(file.path.startswith("media/original_images/") for file in manifest.media)
    assert (manifest.engine, manifest.database.path) == ("sqlite", "database.sqlite3")
    assert manifest.rows["news_newsimage"] == 1
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest.version)
    assert {path.name for path in (here / "backup").iterdir()} == {
        manifests.NAME,
        "media",
        "database.sqlite3",
    }


def test_a_linked_backup_takes_no_space(here: Path) -> None:
    for path in backup.files_in(here / "media"):
        linked, copied = (
            here / name / "media" / path.relative_to(here / "media") for name in ("linked", "backup")
        )
        assert linked.samefile(path)
        assert not copied.samefile(path)


def test_a_backup_overwrites_nothing(written: Path) -> None:
    before = everything_in(written)

    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(written), verbosity=0)

    assert everything_in(written) == before


def test_a_backup_that_fails_leaves_nothing(media: Path, tmp_path: Path) -> None:
    (media / "picture.png").write_bytes(b"x")

    def full(_source: Path, _target: Path) -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        backup.write(tmp_path / "backup", now=clock.now(), place=full)

    assert [path.name for path in tmp_path.iterdir()] == ["media"]


@pytest.mark.usefixtures("on_sqlite")
@pytest.mark.parametrize("what", ["media", "database", "manifest", "escape"])
def test_a_broken_backup_is_refused(newsroom: Newsroom, written: Path, media: Path, what: str) -> None:
    manifest = manifests.read(written)
    if what == "manifest":
        (written / manifests.NAME).unlink()
    elif what == "escape":
        raw = json.loads((written / manifests.NAME).read_text())
        raw["media"][0]["path"] = "media/../../media/x"
        (written / manifests.NAME).write_text(json.dumps(raw))
    else:
        flip(written / (manifest.media[0] if what == "media" else manifest.database).path)
    before = everything_in(media)

    with pytest.raises(CommandError, match=r"not a whole backup|leads out|not what was backed up"):
        call_command("restore", str(written))

    assert everything_in(media) == before


@pytest.mark.parametrize("what", ["media", "database"])
def test_one_other_byte_keeps_a_backup_out_of_an_empty_place(
    written: Path, tmp_path: Path, what: str
) -> None:
    manifest = manifests.read(written)
    flip(written / (manifest.media[0] if what == "media" else manifest.database).path)

    done = manage(environment_of(tmp_path / "there"), "restore", str(written))

    assert (done.returncode, "not what was backed up" in done.stderr) == (1, True)
    assert [path for path in everything_in(tmp_path / "there") if not path.endswith(FILE)] == []


def test_a_picture_that_is_other_after_a_restore_is_told(db: None, written: Path, media: Path) -> None:
    manifest = manifests.read(written)
    shutil.copytree(written / backup.MEDIA, media, dirs_exist_ok=True)
    assert not [fault for fault in restore.faults(manifest, now=clock.now()) if "backed up" in fault]

    flip(media / Path(manifest.media[0].path).relative_to(backup.MEDIA))

    told = [fault for fault in restore.faults(manifest, now=clock.now()) if "backed up" in fault]
    assert told == [f"{manifest.media[0].path} is not what was backed up"]


@pytest.mark.usefixtures("on_sqlite")
def test_a_place_with_rows_is_refused(newsroom: Newsroom, written: Path, media: Path) -> None:
    shutil.rmtree(media)
    rows = database_dumps.counts()

    with pytest.raises(BackupError, match="tables hold rows"):
        restore.restore(written, now=clock.now())

    assert database_dumps.counts() == rows
    assert not media.exists()
    assert pause.current() is None


def test_while_events_are_held_nothing_is_sent(newsroom: Newsroom) -> None:
    endpoint = Endpoint.objects.create(name="Front end", url="https://127.0.0.1/", events=list(PUBLIC))
    newsroom.live(hero=[], no_picture=True)
    status.beat(now=clock.now())
    pause.begin(now=clock.now(), reason=restore.REASON)

    dispatch.run_once()
    assert dispatch.turn(endpoint.pk, dispatch.Flag()) is False

    assert not Attempt.objects.exists()
    assert outbox.end() > 0
    held = [line for line in status.lines(now=clock.now()) if line.about == "sending"]
    assert [line.is_wrong for line in held] == [True]
    assert "resume_events" in held[0].text
    out = StringIO()
    for _twice in range(2):
        call_command("resume_events", stdout=out)
    assert out.getvalue() == "Events and mail are sent again.\nNothing was on hold.\n"
    assert list(stream.due_endpoints(now=clock.now())) == [endpoint]
    dispatch.run_once()
    assert Attempt.objects.exists()


# --- In processes of their own, with others that write ---------------------------------------------------


def environment_of(folder: Path, database: str = "") -> dict[str, str]:
    path = os.pathsep.join([os.environ["PATH"], *([str(Path(binary("pg_dump")).parent)] if database else [])])
    return os.environ | {
        "GALLEY_DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "PATH": path,
    }


def manage(environment: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


@contextmanager
def busy(environment: Mapping[str, str]) -> Iterator[None]:
    """Let an editor work meanwhile."""
    command = [sys.executable, "-m", "tests.cms.operations.busy"]
    subprocess.run([*command, "prepare"], env=environment, check=True)  # noqa: S603
    editor = subprocess.Popen([*command, "work"], env=environment, stdout=subprocess.PIPE)  # noqa: S603
    try:
        assert editor.stdout
        assert editor.stdout.readline() == b"busy\n"
        yield
        assert editor.poll() is None
    finally:
        editor.kill()
        editor.communicate()


def restored(source: Path, environment: Mapping[str, str]) -> dict[str, int]:
    """Restore a backup, which must be silent; return its rows."""
    done = manage(environment, "restore", str(source))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("Restored as of ")
    assert len(done.stdout.splitlines()) == 1
    return manifests.read(source).rows


def test_backups_under_load_restore_silently(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    here = environment_of(tmp_path / "here")
    revisions = []
    with busy(here):
        for number in range(pytestconfig.getoption("--rounds")):
            source, there = tmp_path / f"backup-{number}", tmp_path / f"there-{number}"
            done = manage(here, "backup", str(source))
            assert done.returncode == 0, done.stderr
            revisions.append(restored(source, environment_of(there))["wagtailcore_revision"])
            told = manage(environment_of(there), "status")
            assert "! sending: on hold since" in told.stdout
            shutil.rmtree(there)

    assert revisions == sorted(revisions)
    assert revisions[-1] > revisions[0]


@needs_postgres
def test_backups_of_postgresql_under_load_restore_silently(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    with own_postgres() as server:
        here = environment_of(tmp_path / "here", server.url)
        with busy(here):
            for number in range(1 + pytestconfig.getoption("--rounds") // 10):
                with psycopg.connect(server.url, autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE there_{number}")
                url = server.url.removesuffix("postgres") + f"there_{number}"
                source, there = tmp_path / f"backup-{number}", environment_of(tmp_path / str(number), url)
                done = manage(here, "backup", str(source))
                assert done.returncode == 0, done.stderr
                restored(source, there)
                again = manage(there, "restore", str(source))
                assert again.returncode == 1
                assert "tables hold rows" in again.stderr
        lacking = here | {"PATH": str(tmp_path)}
        done = manage(lacking, "backup", str(tmp_path / "never"))
        assert "pg_dump was not found" in done.stderr
        assert not (tmp_path / "never").exists()


@pytest.mark.long
def test_a_killed_backup_looks_like_none(tmp_path: Path) -> None:
    here = environment_of(tmp_path / "here")
    command = [sys.executable, "manage.py", "backup"]
    whole = killed = 0
    with busy(here):
        start = time.monotonic()
        assert manage(here, "backup", str(tmp_path / "first")).returncode == 0
        took = time.monotonic() - start
        for number in range(10):
            target = tmp_path / "backups" / str(number)
            process = subprocess.Popen([*command, str(target)], env=here, stdout=subprocess.DEVNULL)  # noqa: S603
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=took * random.uniform(0.5, 1.1))  # noqa: S311
            process.send_signal(signal.SIGKILL)
            process.wait()
            if target.exists():
                whole += 1
                manifests.check(target, manifests.read(target))
            else:
                killed += 1
    assert whole + killed == 10
    for partial in (tmp_path / "backups").glob(".*.partial"):
        with pytest.raises(BackupError, match="not a whole backup"):
            manifests.check(partial, manifests.read(partial))
