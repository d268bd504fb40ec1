"""A newsroom on a PostgreSQL server of its own, served, so that tests may do to the server what they like."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.postgres import OwnPostgres, own_postgres
from tests.services.server import HOST, free_port, run, serving

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.newsroom import Newsroom
newsroom = Newsroom()
print(newsroom.news.pk, newsroom.live(hero=[], no_picture=True).pk)
"""


@dataclass(frozen=True)
class Served:
    """The port of a web server, a section, a live page, a writer's token, and the environment of commands."""

    port: int
    section: int
    page: int
    token: str
    environment: dict[str, str]


@contextmanager
def newsroom_at(url: str, folder: Path) -> Iterator[Served]:
    """Serve a newsroom from an empty database; an empty address is an SQLite file in the folder."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": url,
        "GALLEY_DATA_DIR": str(folder),
        "GALLEY_BASE_URL": f"http://{HOST}:{port}",
        "GALLEY_API_RATE": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
    section, page = map(int, run(["-c", PREPARE], environment).split())
    token = run(["manage.py", "issue_token", "writer"], environment).strip()
    with serving("cms.wsgi", port, environment):
        yield Served(port, section, page, token, environment)


@pytest.fixture
def database() -> Iterator[OwnPostgres]:
    """Return a server."""
    with own_postgres() as server:
        yield server


@pytest.fixture
def served(database: OwnPostgres, tmp_path: Path) -> Iterator[Served]:
    """Return a newsroom on that server."""
    with newsroom_at(database.url, tmp_path) as found:
        yield found
