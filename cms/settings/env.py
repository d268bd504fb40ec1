"""The only place where the environment is read; every wrong or missing name is reported at once."""

import re
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    NonNegativeInt,
    PositiveInt,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from cms.core.reserved_paths import TAKEN

ROOT = Path(__file__).resolve().parent.parent.parent

MIN_SECRET_LENGTH = 50  # what Django's own check asks for (security.W009)
MIN_SECRET_VARIETY = 5
MIN_TOKEN_LENGTH = 20
LAST_PORT = 65535
NOBODY = "galley@localhost"  # no mail server outside this machine takes it


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _strong(secret: str) -> str:
    weak = len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < MIN_SECRET_VARIETY
    if weak or secret.startswith("django-insecure-"):
        raise ValueError(f"SECRET_KEY needs at least {MIN_SECRET_LENGTH} random characters")
    return secret


def _all_strong(secrets: list[str]) -> list[str]:
    return [_strong(secret) for secret in secrets]


def _mailbox(text: str) -> str:
    name, address = parseaddr(text)
    if "@" not in address or any(sign in text for sign in "\r\n,"):
        raise ValueError("write one address, such as Newsroom <news@example.org>")
    return formataddr((name, address))


def _not_empty(hosts: list[str]) -> list[str]:
    if not hosts or "*" in hosts:
        raise ValueError("name the hosts that serve this newsroom, separated by commas; * is refused")
    return hosts


def _cache_url(url: str) -> str:
    if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("write the address of a Valkey or Redis, such as redis://host:6379/0")
    return url


def _admin_path(text: str) -> str:
    path = text.strip("/")
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*", path, re.ASCII):
        raise ValueError("write a path of letters, digits, - and _, such as newsdesk/")
    first = path.partition("/")[0].lower()
    if first in TAKEN:
        raise ValueError(f"/{first}/ is taken: something else answers there")
    return f"{path}/"


def _contact(text: str) -> str:
    """Return an address as a URI (RFC 9116 §2.5.3)."""
    uri = f"mailto:{text}" if "@" in text and ":" not in text else text
    if uri and not re.fullmatch(r"(mailto:[^\s@,]+@[^\s@,]+|https://[^\s/]+\S*|tel:\+[\d-]+)", uri):
        raise ValueError("write a mail address, or a URI that begins with mailto:, https: or tel:+")
    return uri


def _rate(text: str) -> str:
    if text and not re.fullmatch(r"[1-9]\d*/(s|sec|m|min|h|hour|d|day)", text):
        raise ValueError("write requests and period, such as 600/min; empty for no limit")
    return text


def _long_enough(token: str) -> str:
    if token and len(token) < MIN_TOKEN_LENGTH:
        raise ValueError(f"use {MIN_TOKEN_LENGTH} random characters or more; empty for none")
    return token


def _address(text: str) -> str:
    host, _, port = text.partition(":")
    is_port = re.fullmatch(r"[1-9]\d{0,4}", port) and int(port) <= LAST_PORT
    if text and not (host and is_port):
        raise ValueError("write an address and a port up to 65535, such as 127.0.0.1:9101; empty for none")
    return text


Names = Annotated[list[str], NoDecode, BeforeValidator(_split)]


class Environment(BaseSettings):
    """What every place of use may set; each has a default fit for development."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    database_url: str = ""
    cache_url: Annotated[str, AfterValidator(_cache_url)] = ""
    galley_base_url: HttpUrl = HttpUrl("http://127.0.0.1:8000")
    galley_frontend_url: HttpUrl | None = None
    galley_data_dir: Path = ROOT / "var"
    galley_admin_path: Annotated[str, AfterValidator(_admin_path)] = "admin/"
    galley_s3_bucket: str = ""
    galley_s3_endpoint: HttpUrl | None = None
    galley_s3_region: str = "us-east-1"
    galley_s3_access_key: str = ""
    galley_s3_secret_key: str = ""
    galley_s3_public_url: HttpUrl | None = None
    galley_avif: bool = False
    galley_time_zone: str = "UTC"
    galley_site_name: str = "Galley"
    galley_shared_cache_seconds: NonNegativeInt = 0
    galley_stale_seconds: NonNegativeInt = 0
    galley_surrogate_keys: bool = False
    galley_purge_backend: str = ""
    galley_purge_location: str = ""
    galley_second_factor: bool = True
    galley_security_contact: Annotated[str, AfterValidator(_contact)] = ""
    galley_proxies: NonNegativeInt | None = None
    galley_api_writes: bool = True
    galley_api_rate: Annotated[str, AfterValidator(_rate)] = "600/min"
    galley_token_days: PositiveInt = 90
    galley_revisions_days: NonNegativeInt = 0
    galley_metrics_token: Annotated[str, AfterValidator(_long_enough)] = ""
    galley_worker_metrics: Annotated[str, AfterValidator(_address)] = ""
    prometheus_multiproc_dir: str = ""
    galley_ready_tick_seconds: PositiveInt = 60
    galley_ready_stale_documents: NonNegativeInt = 100

    @model_validator(mode="after")
    def _embedded_database(self) -> "Environment":
        self.database_url = (
            self.database_url or f"sqlite:///{self.galley_data_dir.absolute() / 'galley.sqlite3'}"
        )
        return self

    @model_validator(mode="after")
    def _whole_bucket(self) -> "Environment":
        others = (self.galley_s3_endpoint, self.galley_s3_access_key, self.galley_s3_public_url)
        if any(others) and not self.galley_s3_bucket:
            raise ValueError("GALLEY_S3_BUCKET is missing: the other settings of S3 do nothing without it")
        if bool(self.galley_s3_access_key) != bool(self.galley_s3_secret_key):
            raise ValueError("set GALLEY_S3_ACCESS_KEY and GALLEY_S3_SECRET_KEY both, or neither")
        return self

    @property
    def s3(self) -> dict[str, str]:
        """Arguments of the S3 store of media, and the public address of renditions; "" where not set."""
        return {
            "bucket": self.galley_s3_bucket,
            "endpoint": str(self.galley_s3_endpoint or "").rstrip("/"),
            "region": self.galley_s3_region,
            "access_key_id": self.galley_s3_access_key,
            "secret_access_key": self.galley_s3_secret_key,
            "public_url": str(self.galley_s3_public_url or "").rstrip("/"),
        }

    @property
    def frontend_url(self) -> str:
        """Origin of the newsroom's own front end without a trailing slash; empty without one."""
        return str(self.galley_frontend_url or "").rstrip("/")

    @property
    def base_url(self) -> str:
        """Public origin without a trailing slash."""
        return str(self.galley_base_url).rstrip("/")


class ProductionEnvironment(Environment):
    """What production must set: no defaults for secrets, hosts and the public address."""

    secret_key: Annotated[str, AfterValidator(_strong)]
    secret_key_fallbacks: Annotated[Names, AfterValidator(_all_strong)] = []
    allowed_hosts: Annotated[Names, AfterValidator(_not_empty)]
    galley_base_url: HttpUrl
    email_host: str = ""
    email_port: Annotated[int, Field(ge=1, le=LAST_PORT)] = 587
    email_host_user: str = ""
    email_host_password: str = ""
    email_security: Literal["starttls", "tls", "none"] = "starttls"
    default_from_email: Annotated[str, AfterValidator(_mailbox)] = NOBODY
