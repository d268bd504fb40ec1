"""Somebody in a browser without a window: logs into the admin, and uploads pictures."""

import json
import ssl
from email.message import Message
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener
from uuid import uuid4

from tests.services.server import HOST
from tests.somebody import PATIENCE_S

from .desk import AWAY


class Admin:
    """A session of the admin, through the proxy."""

    def __init__(self, port: int, tls: ssl.SSLContext, *, name: str, password: str) -> None:
        self._origin, self._cookies = f"https://{HOST}:{port}", CookieJar()
        self._open = build_opener(HTTPSHandler(context=tls), HTTPCookieProcessor(self._cookies)).open
        self.get("/admin/login/")
        form = urlencode({"username": name, "password": password, "next": "/admin/"}).encode()
        status, text = self._send("/admin/login/", form, "application/x-www-form-urlencoded")
        assert (status, "logout" in text) == (200, True)

    def get(self, path: str) -> int:
        """Return the status of a screen."""
        return self._send(path, None, "")[0]

    def upload(self, title: str, picture: bytes) -> tuple[int, int]:
        """Upload a picture by the form that takes many; return the status and the picture's id, or 0."""
        boundary = uuid4().hex
        parts = (
            _part(boundary, 'name="title"', title.encode()),
            _part(boundary, f'name="files[]"; filename="{title}.png"', picture, "image/png"),
            f"--{boundary}--\r\n".encode(),
        )
        media_type = f"multipart/form-data; boundary={boundary}"
        status, text = self._send("/admin/images/multiple/add/", b"".join(parts), media_type)
        answer: dict[str, Any] = json.loads(text) if text.startswith("{") and status == 200 else {}
        return status, int(answer.get("image_id") or 0) if answer.get("success") else 0

    def _send(self, path: str, body: bytes | None, media_type: str) -> tuple[int, str]:
        token = next((cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken"), "")
        headers = {"X-CSRFToken": token, "Referer": f"{self._origin}/admin/"} if body else {}
        headers |= {"X-Requested-With": "XMLHttpRequest"} if media_type.startswith("multipart") else {}
        headers |= {"Content-Type": media_type} if media_type else {}
        request = Request(self._origin + path, body, headers)  # noqa: S310
        try:
            with self._open(request, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (OSError, HTTPException):
            return AWAY, ""


def _part(boundary: str, disposition: str, content: bytes, media_type: str = "text/plain") -> bytes:
    head = Message()
    head["Content-Disposition"] = f"form-data; {disposition}"
    head["Content-Type"] = media_type
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"--{boundary}\r\n{lines}\r\n".encode() + content + b"\r\n"
