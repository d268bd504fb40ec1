"""System checks of the settings that keep data safe; start-up fails where one is an error."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string

NEEDED_PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on")
MIN_TIMEOUT_S = 20


@register("galley")
def check_sqlite_options(**_kwargs: Any) -> list[CheckMessage]:
    """galley.E001: SQLite without these options loses or refuses writes when several people save."""
    config = settings.DATABASES["default"]
    if config["ENGINE"] != "django.db.backends.sqlite3":
        return []
    options = config.get("OPTIONS", {})
    pragmas = options.get("init_command", "").replace(" ", "").lower()
    missing = [pragma for pragma in NEEDED_PRAGMAS if pragma not in pragmas]
    if options.get("transaction_mode") != "IMMEDIATE":
        missing.append("transaction_mode IMMEDIATE")
    if options.get("timeout", 0) < MIN_TIMEOUT_S:
        missing.append(f"timeout of {MIN_TIMEOUT_S} s")
    if not missing:
        return []
    hint = "Build DATABASES with cms.settings.base.database(url), which sets them."
    return [Error(f"SQLite runs without: {', '.join(missing)}.", hint=hint, id="galley.E001")]


@register("galley")
def check_base_url(**_kwargs: Any) -> list[CheckMessage]:
    """galley.E002: documents carry absolute addresses, made from the public base URL or the front end's."""
    origins = {name: getattr(settings, name) for name in ("GALLEY_BASE_URL", "GALLEY_FRONTEND_URL")}
    hint = "Set it to scheme and host, such as https://news.example.org, without a path."
    return [
        Error(f"{name} is not an origin.", hint=hint, id="galley.E002")
        for name, url in origins.items()
        if not (_is_origin(url) or (name == "GALLEY_FRONTEND_URL" and not url))
    ]


def _is_origin(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.scheme in {"http", "https"} and parts.hostname and parts.path in {"", "/"})


@register("galley")
def check_purge_backend(**_kwargs: Any) -> list[CheckMessage]:
    """galley.E003: a backend that can't be loaded would let caches keep what was withdrawn."""
    if not settings.GALLEY_PURGE_BACKEND:
        return []
    try:
        backend = import_string(settings.GALLEY_PURGE_BACKEND)
    except ImportError as error:
        return [_no_backend(str(error))]
    return [] if callable(getattr(backend, "purge_keys", None)) else [_no_backend("it has no purge_keys")]


def _no_backend(why: str) -> Error:
    hint = "Name a class like cms.publishing.purging.backends.KeyBackend by its dotted path."
    return Error(f"GALLEY_PURGE_BACKEND is no purge backend: {why}.", hint=hint, id="galley.E003")


@register("galley", deploy=True)
def check_mail(**_kwargs: Any) -> list[CheckMessage]:
    """galley.W001: without a server and a sender reviewers hear of nothing, and nobody resets a password."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    missing = [
        name
        for name, is_missing in (
            ("EMAIL_HOST", not settings.EMAIL_HOST),
            ("DEFAULT_FROM_EMAIL", settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost")),
        )
        if is_missing
    ]
    hint = "Set the SMTP server and the address that mails come from; localhost is a server, too."
    return [Warning(f"Mail goes nowhere without {name}.", hint=hint, id="galley.W001") for name in missing]


@register("galley", deploy=True)
def check_proxies(**_kwargs: Any) -> list[CheckMessage]:
    """galley.W002: behind a proxy that nobody told of all have its address: one guesser stops everybody."""
    if settings.GALLEY_PROXIES is not None:
        return []
    hint = "Say how many append to X-Forwarded-For in front of this server: 1 for a proxy, 0 without one."
    return [Warning("GALLEY_PROXIES is not set.", hint=hint, id="galley.W002")]
