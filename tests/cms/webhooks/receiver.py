"""A receiver on this machine: keeps what it gets, and answers as a test says."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook

HOST = "127.0.0.1"
Answer = Callable[["Request"], None]


def good(request: "Request") -> None:
    """Answer 204."""
    request.send_response(204)
    request.end_headers()


def status(code: int, **headers: str) -> Answer:
    """Answer with a status, and headers with underlines for hyphens."""

    def answer(request: "Request") -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


@dataclass
class Receiver:
    """What came, in order: the bodies as they are, and their headers."""

    port: int
    answer: Answer = good
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Return its address."""
        return f"{self.scheme}://{HOST}:{self.port}/hook"

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return the bodies."""
        return [json.loads(body) for _headers, body in self.got]

    def state(self) -> dict[str, tuple[int, str | None]]:
        """Return what a receiver knows that drops older versions: by uuid, its version and ETag."""
        known: dict[str, tuple[int, str | None]] = {}
        for event in self.events:
            data = event["data"]
            if "version" in data and data["version"] >= known.get(data["uuid"], (0, None))[0]:
                known[data["uuid"]] = (data["version"], data["etag"])
        return {uuid: value for uuid, value in known.items() if value[1]}

    def verify(self, secret: str) -> None:
        """Raise where something that came is not signed by the secret."""
        for headers, body in self.got:
            Webhook(secret).verify(body, headers)


class Request(BaseHTTPRequestHandler):
    """One request to a receiver."""

    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Keep it, and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.receiver.got.append((dict(self.headers), body))
        self.receiver.answer(self)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: Any) -> None:
        """Say nothing: senders hang up in some tests."""


@contextmanager
def receiving(answer: Answer = good, *, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Return a receiver that listens while the context lasts."""
    handler = type("Handler", (Request,), {})
    server = _Server((HOST, 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver = Receiver(server.server_port, answer, scheme="https" if tls else "http")
    handler.receiver = receiver  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
