"""The system checks that keep data safe."""

from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks

from cms.core import checks
from cms.settings import base

SQLITE = "django.db.backends.sqlite3"
SAFE = dict(base.SQLITE_OPTIONS)


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def configure(monkeypatch: pytest.MonkeyPatch, engine: str, **config: Any) -> None:
    monkeypatch.setattr(settings, "DATABASES", {"default": {"ENGINE": engine, **config}})


def found(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> list[str]:
    configure(monkeypatch, SQLITE, OPTIONS=SAFE | changes)
    return ids(checks.check_sqlite_options())


def test_the_tests_own_settings_are_safe() -> None:
    assert run_checks(tags=["galley"]) == []


def test_sqlite_with_our_options_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"transaction_mode": None},
        {"transaction_mode": "DEFERRED"},
        {"timeout": 19},
        {"init_command": ""},
        *(
            {"init_command": SAFE["init_command"].replace(pragma, "")}
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
        ),
    ],
)
def test_sqlite_without_one_of_them_is_e001(monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]) -> None:
    assert found(monkeypatch, **changes) == ["galley.E001"]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, SQLITE)

    (error,) = checks.check_sqlite_options()

    for missing in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "IMMEDIATE", "20 s"):
        assert missing in error.msg


def test_other_databases_need_no_pragmas(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "django.db.backends.postgresql")

    assert checks.check_sqlite_options() == []


@pytest.mark.parametrize("url", ["https://news.example.org", "http://127.0.0.1:8000", "https://a.example/"])
def test_an_origin_is_a_base_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(settings, "GALLEY_BASE_URL", url)

    assert checks.check_base_url() == []


@pytest.mark.parametrize(
    "url", ["", "news.example.org", "https://", "https://a.example/cms", "ftp://a.example"]
)
def test_anything_else_is_e002(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(settings, "GALLEY_BASE_URL", url)

    assert ids(checks.check_base_url()) == ["galley.E002"]


@pytest.mark.parametrize(
    ("url", "found"), [("", []), ("https://a.example", []), ("a.example", ["galley.E002"])]
)
def test_a_front_end_of_the_newsroom_s_own_has_an_origin_too(
    monkeypatch: pytest.MonkeyPatch, url: str, found: list[str]
) -> None:
    monkeypatch.setattr(settings, "GALLEY_FRONTEND_URL", url)

    assert ids(checks.check_base_url()) == found


def test_database_urls_of_sqlite_get_the_options() -> None:
    config = base.database("sqlite:////tmp/some.sqlite3")

    assert (config["ENGINE"], config["NAME"], config["OPTIONS"]) == (SQLITE, "/tmp/some.sqlite3", SAFE)  # noqa: S108


def test_database_urls_of_postgresql_are_left_alone() -> None:
    config = base.database("postgres://user:word@host.example/name")

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert "init_command" not in config.get("OPTIONS", {})


@pytest.mark.parametrize("backend", ["nothing.here", "cms.publishing.nothing", "cms.publishing.purging.send"])
def test_a_purge_backend_that_cannot_purge_is_an_error(settings: Any, backend: str) -> None:
    settings.GALLEY_PURGE_BACKEND = backend

    assert ids(checks.check_purge_backend()) == ["galley.E003"]


def test_a_purge_backend_with_purge_keys_is_fine(settings: Any) -> None:
    settings.GALLEY_PURGE_BACKEND = "cms.publishing.purging.LoggingBackend"

    assert checks.check_purge_backend() == []
