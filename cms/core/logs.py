"""Logs as one JSON object a line: what happened, in which request; no secret, and no word of a draft.

Of an exception the lines tell kind and places, not its message: databases quote in theirs what was saved.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

LONGEST = 2000  # characters of one text
FRAMES = 20  # of a traceback, the innermost
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}
# The link of Wagtail's password reset, tokens of the API, secrets of webhooks, and whatever ends in a
# signature of Django's (previews among it): 27 characters or more after a dot or a colon.
_SECRET = re.compile(
    r"(?<=/password_reset/confirm/)\S+|wagtail_\w{20,}|whsec_[\w+/=]+|"
    r"(?<![^\s/])[^\s/]*[.:][\w-]{27,}[^\s/]*",
    re.ASCII,
)


def redacted(text: str) -> str:
    """Return a text without what opens something, and not longer than a line should be."""
    return _SECRET.sub("…", text[:LONGEST])


class JSONFormatter(logging.Formatter):
    """Write a record as a JSON object; fields given by `extra` follow, if they are plain."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if name := request_id.get():
            line["request_id"] = name
        for field, value in vars(record).items():
            if field not in _OWN and (plain := _plain(value)) is not None:
                line[field] = plain
        if record.exc_info and record.exc_info[1]:
            line |= _told(record.exc_info[1])
        return json.dumps(line)


def _plain(value: object) -> Any:
    """Return what JSON can hold as it is; None for everything else."""
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, (list, tuple)):
        return [plain for part in value if (plain := _plain(part)) is not None]
    return value if isinstance(value, (bool, int, float)) else None


def _told(error: BaseException) -> dict[str, Any]:
    """Return an exception's kind and those of its causes, and where it came from."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < FRAMES:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return {"exception": kinds[0], "causes": kinds[1:], "trace": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
