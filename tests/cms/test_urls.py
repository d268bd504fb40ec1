"""The admin's path: everything follows it, and nothing else answers there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from cms.core.reserved_paths import TAKEN
from cms.settings.env import Environment
from tests.databases import database_of_its_own, url_of
from tests.newsroom import Newsroom
from tests.routes import ADMIN, routes


@pytest.mark.parametrize(
    ("written", "path"), [("desk", "desk/"), ("/desk/", "desk/"), ("staff/desk-2/", "staff/desk-2/")]
)
def test_slashes_do_not_matter(monkeypatch: pytest.MonkeyPatch, written: str, path: str) -> None:
    monkeypatch.setenv("GALLEY_ADMIN_PATH", written)

    assert Environment().galley_admin_path == path


def test_what_is_taken_is_what_answers_elsewhere() -> None:
    others = {route.partition("/")[0] for route in routes() if not route.startswith((ADMIN, "^"))}

    # No path of the admin has dots; whitenoise answers for static files before any route.
    assert {name for name in others if name.isidentifier()} | {"static"} == TAKEN


def test_everything_follows_the_admin_s_path(newsroom: Newsroom, tmp_path: Path) -> None:
    with database_of_its_own(tmp_path):
        page = Newsroom().submitted(hero=[], no_picture=True)
        asked = {
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": url_of(connections["default"].settings_dict["NAME"]),
            "GALLEY_ADMIN_PATH": "desk",
            "PAGE": str(page.pk),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.cms.other_admin_path"],
            env=os.environ | asked,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found == {
        "home": "/desk/",
        "statuses": [200] * 6,
        "of before": [],
        "login": "/desk/login/?next=/desk/",
        "gone": 404,
        "whale": 404,
        "nul": 400,
        "reader's policy": [False, True],
        "welcome": True,
    }
