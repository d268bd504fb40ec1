"""People and programs that ask a server again and again, each in a thread of its own."""

import itertools
import json
import secrets
import ssl
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPSConnection
from threading import Event, Thread
from typing import Any

from .services.server import HOST

PATIENCE_S = 30


def ask(
    port: int,
    method: str,
    path: str,
    body: Any = None,
    token: str = "",
    *,
    tls: ssl.SSLContext | None = None,
    **more: str,
) -> tuple[int, str, bytes]:
    """Return status, media type and body of an answer; `more` are headers, with `_` for `-`."""
    connection = (
        HTTPSConnection(HOST, port, timeout=PATIENCE_S, context=tls)
        if tls
        else HTTPConnection(HOST, port, timeout=PATIENCE_S)
    )
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    headers |= {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()
    finally:
        connection.close()


class Drafts:
    """Makes drafts over HTTP; keeps the titles that were acknowledged, by page.

    Each begins with `name`, and is `size` bytes or more long, which nothing can shrink.
    """

    def __init__(self, port: int, token: str, section: int, *, name: str = "Draft", size: int = 0) -> None:
        self._port, self._token, self._section, self._name, self._size = port, token, section, name, size
        self.titles: dict[int, str] = {}

    def __call__(self, number: int) -> int:
        """Save a draft."""
        title = f"{self._name} {number}"
        draft: dict[str, Any] = {
            "title": title,
            "meta": {"type": "news.BriefPage", "parent_id": self._section},
            "body": [{"type": "paragraph", "value": f"<p>{secrets.token_hex(self._size // 2)}</p>"}],
        }
        status, _type, body = ask(self._port, "POST", "/api/v3/pages/", draft, self._token)
        if status == 201:
            self.titles[json.loads(body)["id"]] = title
        return status


class Somebody(Thread):
    """Asks again and again, and notes when which status came."""

    def __init__(self, act: Callable[[int], int]) -> None:
        super().__init__()
        self.seen: list[tuple[float, int]] = []
        self.stop = Event()
        self._act = act

    def run(self) -> None:
        """Ask until told to stop."""
        for number in itertools.count():
            if self.stop.wait(0.005):
                return
            status = self._act(number)
            self.seen.append((time.monotonic(), status))

    def wait_for(self, *statuses: int, count: int = 1, since: float = 0) -> float:
        """Return the moment at which so many answers with one of the statuses had come."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            found = [at for at, status in list(self.seen) if status in statuses and at > since]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.01)
        raise AssertionError((statuses, self.seen[-5:]))
