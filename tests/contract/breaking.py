"""Which changes of an OpenAPI document break clients: two documents in, lines of text out; pure.

Answers may say more and requests may say less, never the other way round. One value more in an enum, or one
member more in a union, of an answer stops only clients that expected to know them all: a warning.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .schema_changes import ANSWERS, REQUESTS, Break, Compared, Part

Json = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


def breaking_changes(old: Json, new: Json) -> list[str]:
    """Return what in `new` breaks clients that were written for `old`, in order of places."""
    return [str(found) for found in sorted(set(_Documents(old, new).changes()))]


class _Documents:
    """Two documents; a schema that both name is compared once for all answers, and once for all requests."""

    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new = old, new
        self.answers, self.requests = Compared(ANSWERS), Compared(REQUESTS)

    def changes(self) -> Iterator[Break]:
        for path, methods in self.old["paths"].items():
            for method in [m for m in METHODS if m in methods]:
                place, now = f"{method.upper()} {path}", self.new["paths"].get(path, {}).get(method)
                if now is None:
                    yield Break(place, "is gone")
                else:
                    yield from self._of_parameters(place, methods[method], now)
                    yield from self._of_body(f"{place} body", methods[method], now)
                    yield from self._of_answers(place, methods[method]["responses"], now["responses"])

    def _of_parameters(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        before, after = _parameters(old), _parameters(new)
        for name, parameter in before.items():
            where, now = f"{place} {name}", after.get(name)
            if now is None:
                yield Break(where, "is gone")
                continue
            if now.get("required") and not parameter.get("required"):
                yield Break(where, "is required now")
            yield from self._compare(self.requests, where, parameter, now)
        for name in after.keys() - before.keys():
            if after[name].get("required"):
                yield Break(f"{place} {name}", "is new and required")

    def _of_body(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        before, after = old.get("requestBody", {}), new.get("requestBody", {})
        if after.get("required") and not before.get("required"):
            yield Break(place, "is required now")
        yield from self._of_contents(self.requests, place, before, after)

    def _of_answers(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        for status, answer in old.items():
            if status in new:
                yield from self._of_contents(self.answers, f"{place} {status}", answer, new[status])
            else:
                yield Break(f"{place} {status}", "is gone")

    def _of_contents(self, compared: Compared, place: str, old: Json, new: Json) -> Iterator[Break]:
        for media_type, content in old.get("content", {}).items():
            now = new.get("content", {}).get(media_type)
            if now is None:
                yield Break(place, f"is no {media_type} any more")
            else:
                yield from self._compare(compared, place, content, now)

    def _compare(self, compared: Compared, place: str, old: Json, new: Json) -> Iterator[Break]:
        before, after = Part(self.old, old.get("schema", {})), Part(self.new, new.get("schema", {}))
        return compared.changes(place, before, after)


def _parameters(operation: Json) -> dict[str, Json]:
    return {f"{p['in']} parameter {p['name']}": p for p in operation.get("parameters", ())}
