"""An S3 server of its own (SeaweedFS) for tests, which may stop it and start it again with what it holds."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import obstore
import pytest
from obstore.store import S3Store

from cms.core.bucket import Bucket
from cms.settings.base import BUCKET as BUCKET_STORAGE

from .server import HOST, free_port

BUCKET, KEY, SECRET = "galley", "a-test", "a-secret-for-tests"
WAIT_S = 90  # on a busy machine; else three
PORTS = ("s3.port", "s3.port.grpc", "filer.port", "filer.port.grpc", "volume.port", "volume.port.grpc")
PORTS += ("master.port", "master.port.grpc")
OPTIONS = ("-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=20", "-s3.port.iceberg=0")


def program() -> str | None:
    """Return the path of the server's program, or None."""
    return shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


needs_s3 = pytest.mark.skipif(program() is None, reason="SeaweedFS is not here (make servers)")


class OwnS3:
    """A server with one bucket, whose key may read and write there; nobody else may."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = {name: free_port() for name in PORTS}
        self._process: subprocess.Popen[bytes] | None = None
        identity = {
            "name": "test",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))

    @property
    def port(self) -> int:
        """Return the port of the S3 protocol."""
        return self._ports["s3.port"]

    def start(self) -> None:
        """Start, and wait until an object can be written; raise RuntimeError where it can't."""
        ports = [f"-{name}={port}" for name, port in self._ports.items()]
        where = [f"-dir={self._folder}", f"-ip={HOST}", f"-ip.bind={HOST}", "-filer", "-s3"]
        where += [f"-s3.config={self._folder / 's3.json'}"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [str(program()), "server", *where, *ports, *OPTIONS],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                obstore.put(self.store(), "ready", b"")
            except (obstore.exceptions.BaseError, OSError):
                time.sleep(0.1)
            else:
                obstore.delete(self.store(), "ready")
                return
        raise RuntimeError(f"SeaweedFS did not start: {(self._folder / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Kill it: told to end, it takes half a minute."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=WAIT_S)

    def store(self, **config: Any) -> S3Store:
        """Return the bucket as its owner sees it, or with another login."""
        wanted: dict[str, Any] = {**settings_of(self.port), **config}
        wanted.pop("public_url")
        options: Any = {"allow_http": True, "timeout": "5s"}
        return S3Store(**wanted, client_options=options, retry_config={"max_retries": 0})


def settings_of(port: int) -> dict[str, str]:
    """Return `GALLEY_S3` for a server, or a proxy before it."""
    return {
        "bucket": BUCKET,
        "endpoint": f"http://{HOST}:{port}",
        "region": "us-east-1",
        "access_key_id": KEY,
        "secret_access_key": SECRET,
        "public_url": "",
    }


@contextmanager
def in_bucket(settings: Any, port: int, **changes: str) -> Iterator[None]:
    """Let media be in the bucket of the server at a port, for as long as a test lasts."""
    before = settings.GALLEY_S3, settings.STORAGES
    settings.GALLEY_S3 = settings_of(port) | changes
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET_STORAGE}}
    Bucket.rest.end()
    try:
        yield
    finally:
        settings.GALLEY_S3, settings.STORAGES = before
        Bucket.rest.end()


@contextmanager
def answering_500() -> Iterator[int]:
    """Return the port of a server that fails at everything."""

    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PUT = do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), Failing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@contextmanager
def own_s3() -> Iterator[OwnS3]:
    """Return a running server; it and what it holds are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="galley-s3-", ignore_cleanup_errors=True) as folder:
        server = OwnS3(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
