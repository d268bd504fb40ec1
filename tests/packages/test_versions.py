"""The facts about Wagtail that the code rests on hold for one series: it is the one installed."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[2] / "requirements" / "base.txt"


def locked(name: str) -> str:
    match = re.search(rf"^{re.escape(name)}==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert match, f"{name} is not in the lock"
    return match.group(1)


def test_wagtail_is_of_the_series_that_the_code_was_written_for() -> None:
    assert version("wagtail").startswith("8.0.")


def test_django_is_the_long_term_release() -> None:
    assert version("django").startswith("5.2.")


@pytest.mark.parametrize("name", ["wagtail", "django", "pillow", "django-ninja", "pydantic", "nh3"])
def test_what_is_installed_is_what_is_locked(name: str) -> None:
    assert version(name) == locked(name)
