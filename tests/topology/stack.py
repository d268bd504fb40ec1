"""`topology()` starts production from packages, with the proxy's configuration of `deploy/`."""

import json
import os
import secrets
import shutil
import ssl
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.postgres import OwnPostgres, newest, own_postgres
from tests.services.server import HOST, demo, free_port, run

from .programs import Program

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE, TEMPLATE = ROOT / "Dockerfile", ROOT / "deploy" / "galley.conf.template"
IMAGE_ADDRESS = "0.0.0.0:8000"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""
OPENSSL = shutil.which("openssl") or ""
MAIN = """\
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  types {{ image/webp webp; image/avif avif; }}
  {paths}
  include {folder}/galley.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

needs_topology = pytest.mark.skipif(
    not (NGINX and OPENSSL and newest()), reason="nginx, openssl or PostgreSQL is not here"
)


@dataclass(frozen=True)
class Topology:
    """What runs, to be asked at `port` (TLS, `tls` trusts its certificate), and to be killed part by part."""

    folder: Path
    port: int
    tls: ssl.SSLContext
    environment: dict[str, str]
    database: OwnPostgres
    webs: tuple[Program, Program]
    worker: Program
    proxy: Program

    @property
    def folder_of_media(self) -> Path:
        """Return the folder of renditions and originals."""
        return Path(self.environment["GALLEY_DATA_DIR"]) / "media"

    def manage(self, *arguments: str) -> str:
        """Return what a command of `manage.py` prints."""
        return run(["manage.py", *arguments], self.environment)

    def shell(self, code: str) -> str:
        """Return what a few lines of Python print in the newsroom."""
        return self.manage("shell", "-v0", "-c", code).strip()

    def statuses(self) -> Counter[int]:
        """Count the answers of the web processes by status, from their logs."""
        lines = (line for web in self.webs for line in web.log.read_text().splitlines())
        found = (json.loads(line) for line in lines if line.startswith("{"))
        return Counter(line["status"] for line in found if line["logger"] == "galley.requests")


@contextmanager
def topology(folder: Path, **environment: str) -> Iterator[Topology]:
    """Start all over the demo newsroom; `environment` is added to that of the newsroom."""
    web_ports, http, https = (free_port(), free_port()), free_port(), free_port()
    with own_postgres() as database, demo(https, database_url=database.url, scheme="https") as newsroom:
        found = production(newsroom) | environment
        stack = Topology(
            folder=folder,
            port=https,
            tls=certified(folder),
            environment=found,
            database=database,
            webs=(web(folder, found, web_ports[0]), web(folder, found, web_ports[1])),
            worker=Program(
                [sys.executable, "manage.py", "worker", "-v0"], folder / "worker.log", environment=found
            ),
            proxy=proxy(folder, found, web_ports, http, https),
        )
        programs = (*stack.webs, stack.worker, stack.proxy)
        try:
            for program in programs:
                program.start()
            yield stack
        finally:
            for program in programs:
                program.end()


def production(newsroom: dict[str, str]) -> dict[str, str]:
    """Return the environment of production for a newsroom that the demo was loaded into."""
    return newsroom | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": HOST,
        "GALLEY_API_RATE": "",
        "GALLEY_SHARED_CACHE_SECONDS": "1",
        "GALLEY_STALE_SECONDS": "5",
        "GALLEY_PROXIES": "1",
        "EMAIL_HOST": HOST,
        "EMAIL_PORT": str(free_port()),  # mail waits: nobody answers there
        "DEFAULT_FROM_EMAIL": "news@example.org",
    }


def web(folder: Path, environment: dict[str, str], port: int) -> Program:
    """Return a web process as the image starts it."""
    command = [part.replace(IMAGE_ADDRESS, f"{HOST}:{port}") for part in image_command()]
    log = folder / f"web-{port}.log"
    return Program([sys.executable, "-m", *command], log, environment=environment, port=port)


def image_command() -> list[str]:
    """Return the command of the image."""
    [line] = (line for line in DOCKERFILE.read_text().splitlines() if line.startswith("CMD "))
    return list(json.loads(line.removeprefix("CMD ")))


def proxy(
    folder: Path, environment: dict[str, str], web_ports: tuple[int, int], http: int, https: int
) -> Program:
    """Return nginx with the configuration that production has."""
    filled = string.Template(TEMPLATE.read_text()).safe_substitute(
        GALLEY_SERVERS="\n  ".join(f"server {HOST}:{port} max_fails=0;" for port in web_ports),
        GALLEY_CACHE=folder / "cache",
        GALLEY_CERTIFICATES=folder,
        GALLEY_HTTP=f"{HOST}:{http}",
        GALLEY_HTTPS=f"{HOST}:{https}",
        GALLEY_DATA=environment["GALLEY_DATA_DIR"],
        GALLEY_ORIGIN=f"https://{HOST}:{https}",
    )
    (folder / "galley.conf").write_text(filled)
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user, paths=paths))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    return Program(command, folder / "proxy.log", port=https)


def certified(folder: Path) -> ssl.SSLContext:
    """Make a certificate for this machine, and give what trusts it."""
    request = [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subject = ["-subj", "/CN=galley", "-addext", f"subjectAltName=IP:{HOST}", "-days", "2"]
    subprocess.run([*request, *files, *subject], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    return ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
