"""Makes an answer comparable: what differs between runs is replaced by what does not."""

import json
import re
from itertools import count
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_MEDIA = re.compile(r"/media/r/([\w-]+)\.webp")
_DETAIL = re.compile(r"/api/v2/pages/(\d+)/")


def normal(answer: Any) -> Any:
    """Return the JSON value with ids, uuids and names of renditions numbered in order of appearance."""
    text = json.dumps(_with_numbered_ids(answer), ensure_ascii=False)
    text = _numbered(_UUID, text, "00000000-0000-4000-8000-{:012d}")
    text = _numbered(_MEDIA, text, "/media/r/rendition-{}.webp")
    return json.loads(_numbered(_DETAIL, text, "/api/v2/pages/{}/"))


def readable(value: Any) -> str:
    """Return JSON as goldens hold it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _numbered(pattern: re.Pattern[str], text: str, form: str) -> str:
    numbers = count(1)
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        found = match.group()
        if found not in names:
            names[found] = form.format(next(numbers))
        return names[found]

    return pattern.sub(name, text)


def _with_numbered_ids(answer: Any) -> Any:
    """Number the ids of pages and, apart from them, of pictures."""
    pages: dict[int, int] = {}
    pictures: dict[int, int] = {}

    def walk(value: Any, ids: dict[int, int]) -> Any:
        if isinstance(value, list):
            return [walk(item, ids) for item in value]
        if not isinstance(value, dict):
            return value
        return {key: member(key, item, ids) for key, item in value.items()}

    def member(key: str, value: Any, ids: dict[int, int]) -> Any:
        if key == "id" and isinstance(value, int):
            return ids.setdefault(value, len(ids) + 1)
        return walk(value, pictures if key == "image" else pages)

    return walk(answer, pages)
