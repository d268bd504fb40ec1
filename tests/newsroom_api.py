"""A client of the newsroom's API, as somebody's program uses it."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cms.api.newsroom import tokens
from cms.api.newsroom.preconditions import draft_etag


class Api:
    """Speaks JSON to /api/v3/ with a token of `user`; `scopes` narrow it."""

    def __init__(self, user: Any, *, scopes: Any = tokens.ALL_SCOPES) -> None:
        self.token, self.text = tokens.issue(user, name="A program", scopes=scopes)
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **params: Any) -> HttpResponse:
        """Read; `path` is below /api/v3/."""
        return self.send("get", path, params)

    def post(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        """Send an object; `headers` in Django's names, such as `HTTP_IDEMPOTENCY_KEY`."""
        return self.send("post", path, data, **headers)

    def patch(self, path: str, data: Any, **headers: str) -> HttpResponse:
        """Change a part of what is at `path`; a page with its newest draft's tag, unless told."""
        return self.send("patch", path, data, **{**self._seen(path), **headers})

    def delete(self, path: str, **headers: str) -> HttpResponse:
        """Delete what is at `path`, likewise."""
        return self.send("delete", path, None, **{**self._seen(path), **headers})

    def send(self, method: str, path: str, data: Any, **headers: str) -> HttpResponse:
        """Send exactly this: text as it is, all else as JSON."""
        call = getattr(self.client, method)
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {self.text}"}
        if method == "get":
            return call(f"/api/v3/{path}", data, **bearer, **headers)  # type: ignore[no-any-return]
        body = data if isinstance(data, str | bytes) else json.dumps({} if data is None else data)
        return call(  # type: ignore[no-any-return]
            f"/api/v3/{path}", body, content_type="application/json", **bearer, **headers
        )

    def _seen(self, path: str) -> dict[str, str]:
        parts = path.split("/")
        is_page = parts[0] == "pages" and parts[1].isdecimal()
        return {"HTTP_IF_MATCH": draft_etag(int(parts[1]))} if is_page else {}
