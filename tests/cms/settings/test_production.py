"""Production refuses to start without what must not be guessed."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from cms.settings.env import ProductionEnvironment

STRONG = secrets.token_urlsafe(64)
COMPLETE = {
    "SECRET_KEY": STRONG,
    "ALLOWED_HOSTS": "news.example.org",
    "GALLEY_BASE_URL": "https://news.example.org",
}
OURS = (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "EMAIL_HOST",
    "DEFAULT_FROM_EMAIL",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "CACHE_URL",
    "DJANGO_SETTINGS_MODULE",
)


def load(tmp_path: Path, code: str = "", **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of its own; None leaves a variable out."""
    clean = {k: v for k, v in os.environ.items() if k not in OURS and not k.startswith("GALLEY_")}
    wanted = COMPLETE | changes | {"GALLEY_DATA_DIR": str(tmp_path)}
    return subprocess.run(  # noqa: S603  # our own interpreter and code
        [sys.executable, "-c", f"import cms.settings.production as settings; {code}"],
        env=clean | {name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_complete_settings_start(tmp_path: Path) -> None:
    names = ("DEBUG", "ALLOWED_HOSTS", "GALLEY_DEMO_ALLOWED", "SECURE_SSL_REDIRECT")
    code = f"print(*(getattr(settings, name) for name in {names}))"

    process = load(tmp_path, code)

    assert process.stderr == ""
    assert process.stdout == "False ['news.example.org'] False True\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", f"django-insecure-{STRONG}"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "news.example.org,*"),
        ("GALLEY_BASE_URL", None),
        ("GALLEY_BASE_URL", "news.example.org"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("EMAIL_PORT", "0"),
        ("GALLEY_PROXIES", "-1"),
        ("GALLEY_METRICS_TOKEN", "short"),
        ("GALLEY_WORKER_METRICS", "9101"),
        ("GALLEY_WORKER_METRICS", "127.0.0.1:65536"),
        ("GALLEY_SECURITY_CONTACT", "nobody"),
        ("GALLEY_SECURITY_CONTACT", "http://example.org/"),
        ("GALLEY_SECURITY_CONTACT", "a@example.org\nExpires: never"),
        ("GALLEY_ADMIN_PATH", ""),
        ("GALLEY_ADMIN_PATH", "/"),
        ("GALLEY_ADMIN_PATH", "a b/"),
        ("GALLEY_ADMIN_PATH", "a/../b/"),
        ("GALLEY_ADMIN_PATH", "API/desk/"),
        ("EMAIL_SECURITY", "ssl"),
        ("DEFAULT_FROM_EMAIL", "news"),
        ("DEFAULT_FROM_EMAIL", "a@example.org, b@example.org"),
        ("DEFAULT_FROM_EMAIL", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_a_missing_or_weak_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    for other, good in COMPLETE.items():
        monkeypatch.setenv(other, good)
    if value is None:
        monkeypatch.delenv(name, raising=False)
    else:
        monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError) as refusal:
        ProductionEnvironment()

    assert [error["loc"] for error in refusal.value.errors()] == [(name.lower(),)]


def test_everything_missing_is_named_at_once(tmp_path: Path) -> None:
    process = load(tmp_path, SECRET_KEY=None, ALLOWED_HOSTS=None, GALLEY_BASE_URL=None)

    assert process.returncode != 0
    assert [name for name in COMPLETE if name.lower() not in process.stderr] == []


def test_a_refusal_prints_no_part_of_the_key(tmp_path: Path) -> None:
    process = load(tmp_path, ALLOWED_HOSTS=None)

    assert "allowed_hosts" in process.stderr
    assert STRONG[-8:] not in process.stderr
    assert STRONG[:8] not in process.stderr


def test_a_weak_key_stops_the_process(tmp_path: Path) -> None:
    process = load(tmp_path, SECRET_KEY="a" * 60)

    assert process.returncode != 0
    assert "secret_key" in process.stderr


def test_production_logs_json(tmp_path: Path) -> None:
    code = (
        "import django, os, logging; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production';"
        "django.setup(); logging.getLogger('gunicorn.error').info('Booting');"
        "logging.getLogger('wagtail').info('Page published: \"%s\"', 'Secret');"
        "logging.getLogger('cms').warning('purged_keys', extra={'keys': ['list']})"
    )

    process = load(tmp_path, code)

    lines = [json.loads(line) for line in process.stderr.splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [
        ("gunicorn.error", "Booting"),
        ("cms", "purged_keys"),
    ]
    assert lines[1]["keys"] == ["list"]


MAIL = {"EMAIL_HOST": "mail.example.org", "DEFAULT_FROM_EMAIL": "Newsroom <news@example.org>"}


@pytest.mark.parametrize(
    ("security", "expected"), [("starttls", "True False"), ("tls", "False True"), ("none", "False False")]
)
def test_mail_goes_where_the_environment_says(tmp_path: Path, security: str, expected: str) -> None:
    login = {"EMAIL_HOST_USER": "galley", "EMAIL_HOST_PASSWORD": "s3cret,with=signs", "EMAIL_PORT": "2525"}
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production'; django.setup();"
        "from django.core.mail import get_connection; c = get_connection(); s = settings;"
        "print(c.host, c.port, c.username, c.password, c.use_tls, c.use_ssl, c.timeout);"
        "print(s.DEFAULT_FROM_EMAIL, s.SERVER_EMAIL)"
    )

    process = load(tmp_path, code, EMAIL_SECURITY=security, **MAIL, **login)

    assert process.stdout == (
        f"mail.example.org 2525 galley s3cret,with=signs {expected} 30\n"
        "Newsroom <news@example.org> Newsroom <news@example.org>\n"
    ), process.stderr


def warned(tmp_path: Path, **changes: str) -> list[str]:
    """Return what `check --deploy` warns of."""
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production'; django.setup();"
        "from cms.core.checks import check_mail; print(*(m.msg for m in check_mail()), sep='\\n')"
    )
    return load(tmp_path, code, **changes).stdout.split("\n")[:-1]


@pytest.mark.slow
def test_mail_that_goes_nowhere_is_told(tmp_path: Path) -> None:
    assert warned(tmp_path, **MAIL) == [""]
    assert warned(tmp_path, **MAIL | {"EMAIL_HOST": ""}) == ["Mail goes nowhere without EMAIL_HOST."]
    assert warned(tmp_path) == [
        "Mail goes nowhere without EMAIL_HOST.",
        "Mail goes nowhere without DEFAULT_FROM_EMAIL.",
    ]


@pytest.mark.slow
def test_proxies_that_nobody_told_of_are_told(tmp_path: Path) -> None:
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production'; django.setup();"
        "from cms.core.checks import check_proxies; print(*(m.id for m in check_proxies()))"
    )

    assert load(tmp_path, code).stdout == "galley.W002\n"
    assert load(tmp_path, code, GALLEY_PROXIES="0").stdout == "\n"


@pytest.mark.slow
def test_older_keys_still_open_what_they_signed(tmp_path: Path) -> None:
    old = secrets.token_urlsafe(64)
    setup = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production'; django.setup();"
    )
    sign = "from django.core.signing import Signer; print(Signer().sign('x'))"
    signed = load(tmp_path, setup + sign, SECRET_KEY=old).stdout.strip()
    open_it = f"from django.core.signing import Signer; print(Signer().unsign({signed!r}))"

    assert load(tmp_path, setup + open_it, SECRET_KEY_FALLBACKS=old).stdout == "x\n"
    assert "BadSignature" in load(tmp_path, setup + open_it).stderr
