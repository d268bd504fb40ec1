"""The public pages API, asked inside the process: the reader gets its dictionaries, and nothing else."""

import json
from copy import copy
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import resolve

API = "/api/v2/"
# What a browser sends about its own page, and would change what the API answers.
_OWN = ("HTTP_IF_NONE_MATCH", "HTTP_RANGE", "CONTENT_LENGTH", "HTTP_AUTHORIZATION", "HTTP_COOKIE")
Answer = dict[str, Any]


class Refused(Exception):  # noqa: N818  # the visitor's address asks for something that is not there
    """The API's problem: its status, what it says, and when to come again."""

    def __init__(self, problem: Answer, retry_after: str = "") -> None:
        super().__init__(problem["detail"])
        self.status: int = problem["status"]
        self.retry_after = retry_after


def read(request: HttpRequest, path: str, *, token: str = "", **parameters: Any) -> Answer:
    """Return what `GET /api/v2/{path}` answers on the host of `request`; raise Refused for a problem.

    It is empty where the API leads on to another of its addresses.
    `token` is that of a preview, which nothing else takes.
    """
    query = urlencode(parameters, doseq=True)
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", f"{API}{path}", f"{API}{path}"
    asked.META = {k: v for k, v in request.META.items() if k not in _OWN} | {"QUERY_STRING": query}
    if token:
        asked.META["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    asked.GET = QueryDict(query)
    asked.__dict__.pop("headers", None)
    view, args, kwargs = resolve(asked.path_info)
    response = view(asked, *args, **kwargs)
    answer: Answer = json.loads(response.content or b"{}")
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise Refused(answer, response.get("Retry-After", ""))
    return answer
