"""`fields=`: which parts of pages an answer holds, in the syntax of Wagtail's pages API.

Names are added to what a list or a detail shows by itself, `-name` is taken away, `*` begins with everything
and `_` with nothing; `name(part,-part)` chooses among the parts of what stands under a name. Parts of `meta`
may be named directly, as in Wagtail.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from typing_extensions import TypeAliasType
from wagtail.api.v2.utils import parse_fields_parameter

from cms.api.parameters import BadParameter

MAX_LENGTH = 1000
META = "meta"

Known = Mapping[str, frozenset[str]]  # names to those of their parts
Asked = tuple[str, bool, list[Any] | None]  # name, whether it is taken away, what is asked of its parts


@dataclass(frozen=True)
class Selection:
    """What is asked for; `known` has the names of the page types in question."""

    asked: tuple[Asked, ...]
    known: Known

    @property
    def is_everything(self) -> bool:
        """Whether whole pages are asked for."""
        return [name for name, *_rest in self.asked] == ["*"]

    def of(self, whole: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
        """Return the parts asked for; `usual` is what is shown by itself, `whole` what there is besides."""
        everything = usual | whole
        chosen = self._begin(whole, usual)
        meta = dict(chosen.pop(META, {}))
        for name, is_negated, parts in self._rest():
            if name not in self.known and name in self.known[META]:
                _choose(meta, name, everything[META], is_negated=is_negated)
            elif name == META:
                meta = {} if is_negated else _parts_of(dict(everything[META]), parts)
            else:
                _choose(chosen, name, everything, is_negated=is_negated)
                if name in chosen and parts:
                    chosen[name] = _parts_of(chosen[name], parts)
        return chosen | ({META: meta} if meta else {})

    def _begin(self, whole: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
        first = self.asked[0][0] if self.asked else ""
        return dict(whole) if first == "*" else {} if first == "_" else dict(usual)

    def _rest(self) -> Iterable[Asked]:
        return (asked for asked in self.asked if asked[0] not in {"*", "_"})


def selection(text: str, schemas: Iterable[type[BaseModel]]) -> Selection:
    """Return what `fields=` asks of pages of these schemas; raise BadParameter for what they don't have."""
    if len(text) > MAX_LENGTH:
        raise BadParameter("fields", f"fields can have {MAX_LENGTH} characters")
    known = _known(tuple(schemas))
    try:
        asked = parse_fields_parameter(text)
    except (ValueError, RecursionError) as error:
        raise BadParameter("fields", f"fields error: {error}") from error
    if whole := [name for name, _negated, parts in asked if parts and known.get(name) == frozenset()]:
        raise BadParameter("fields", f"'{whole[0]}' does not support nested fields")
    unknown = {name for name, _negated, parts in asked if not _is_known(name, parts, known)}
    if unknown:
        raise BadParameter("fields", f"unknown fields: {', '.join(sorted(unknown))}")
    return Selection(tuple(asked), known)


def _is_known(name: str, parts: list[Asked] | None, known: Known) -> bool:
    if name in {"*", "_"}:
        return True
    names = known.get(name, frozenset())
    if parts:
        return all(not deeper and (part in names or part in {"*", "_"}) for part, _negated, deeper in parts)
    return name in known or name in known[META]


@cache
def _known(schemas: tuple[type[BaseModel], ...]) -> Known:
    found: dict[str, frozenset[str]] = {META: frozenset()}
    for schema in schemas:
        for name, field in schema.model_fields.items():
            found[name] = found.get(name, frozenset()) | frozenset(_names_in(field.annotation))
    return found


def _names_in(annotation: Any) -> Iterable[str]:
    """Return the names of the models in an annotation, through lists, unions and `Annotated`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from annotation.model_fields
    if isinstance(annotation, TypeAliasType):
        yield from _names_in(annotation.__value__)
    for argument in get_args(annotation):
        yield from _names_in(argument)


def _choose(chosen: dict[str, Any], name: str, everything: Mapping[str, Any], *, is_negated: bool) -> None:
    if is_negated:
        chosen.pop(name, None)
    elif name in everything:
        chosen[name] = everything[name]


def _parts_of(value: Any, parts: list[Asked] | None) -> Any:
    """Return the parts of an object, or of each object of a list; all of them where none are named."""
    if not parts or value is None:
        return value
    if isinstance(value, list):
        return [_parts_of(member, parts) for member in value]
    return _of_object(value, parts)


def _of_object(value: dict[str, Any], parts: list[Asked]) -> dict[str, Any]:
    taken = {name for name, is_negated, _deeper in parts if is_negated}
    named = {name for name, is_negated, _deeper in parts if not is_negated}
    if parts[0][0] == "_":
        return {name: part for name, part in value.items() if name in named - taken}
    return {name: part for name, part in value.items() if name not in taken}
