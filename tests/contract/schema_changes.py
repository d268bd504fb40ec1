"""What breaks between two JSON Schemas, for those who read the values and for those who write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
NULL = "null"
UPPER = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")
LOWER = ("minLength", "minItems", "minimum", "exclusiveMinimum")
SHAPES = ("format", "pattern")


@dataclass(frozen=True, order=True)
class Break:
    """A change that clients notice; a warning stops only those that expected to know everything."""

    place: str
    what: str
    is_warning: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        return f"{'warning' if self.is_warning else 'breaking'}: {self.place}: {self.what}"


@dataclass(frozen=True)
class Part:
    """A schema inside a document."""

    document: Json
    schema: Any

    def at(self, schema: Any) -> "Part":
        """Return another schema of the document."""
        return Part(self.document, schema)

    @property
    def name(self) -> str | None:
        """The name of the schema, if it has one."""
        whole = self.schema.get("allOf", ())
        # Ninja writes a named schema that has a default as the only one of `allOf`.
        reference = whole[0].get("$ref") if len(whole) == 1 else self.schema.get("$ref")
        return reference.rsplit("/", 1)[1] if reference else None

    def resolved(self) -> "Part":
        """Return what stands under the name."""
        return self.at(self.document["components"]["schemas"][self.name]).resolved() if self.name else self

    def members(self) -> dict[str, "Part"]:
        """Return the members of a union by what they are; what is no union is its only member."""
        whole = self.resolved()
        union = whole.schema.get("anyOf") or whole.schema.get("oneOf")
        parts = [self.at(member) for member in union] if union else [self]
        return {part.name or type_of(part.schema): part for part in parts}


def type_of(schema: Json) -> str:
    """Return the JSON type, of lists with that of their members; `anything` for none."""
    found = str(schema.get("type", "anything"))
    if found != "array":
        return found
    member = schema.get("items", {})
    return f"array of {member.get('$ref', type_of(member)).rsplit('/', 1)[-1]}"


@dataclass(frozen=True)
class Side:
    """Who is broken by what: readers by values that they did not expect, writers by those refused now."""

    widened_breaks: bool

    def limit_breaks(self, name: str, old: Any, new: Any) -> bool:
        """Whether another limit of that name breaks."""
        if name in SHAPES:
            return (old if self.widened_breaks else new) is not None
        loosest = float("inf") if name in UPPER else float("-inf")
        was, now = (loosest if limit is None else limit for limit in (old, new))
        is_wider = now > was if name in UPPER else now < was
        return is_wider == self.widened_breaks


ANSWERS, REQUESTS = Side(widened_breaks=True), Side(widened_breaks=False)


class Compared:
    """Compares schemas as one side sees them, each pair of named ones once; a named one is its own place."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._seen: set[tuple[str, str]] = set()

    def changes(self, place: str, old: Part, new: Part) -> Iterator[Break]:
        """Return what breaks between `old` and `new`."""
        if old.name and new.name:
            if (old.name, new.name) in self._seen:
                return
            self._seen.add((old.name, new.name))
            place = old.name
        before, after = old.members(), new.members()
        if len(before) == len(after) == 1:
            yield from self._of_one(place, old.resolved(), new.resolved())
            return
        yield from self._of_members(place, before.keys(), after.keys())
        for name in before.keys() & after.keys():
            yield from self.changes(place, before[name], after[name])

    def _of_members(self, place: str, before: Any, after: Any) -> Iterator[Break]:
        """Return what breaks where a union has other members."""
        for name in before - after:
            if name != NULL or not self.side.widened_breaks:
                yield Break(place, f"can't be {name} any more")
        for name in after - before if self.side.widened_breaks else ():
            yield Break(place, f"can be {name} now", is_warning=name != NULL)

    def _of_one(self, place: str, old: Part, new: Part) -> Iterator[Break]:
        was, now = type_of(old.schema), type_of(new.schema)
        if was.split()[0] != now.split()[0]:
            if (now if self.side.widened_breaks else was) == "anything" or "anything" not in (was, now):
                yield Break(place, f"was {was}, is {now}")
            return
        yield from self._of_values(place, _values(old.schema), _values(new.schema))
        yield from self._of_limits(place, old.schema, new.schema)
        yield from self._of_properties(place, old, new)
        for key, mark in (("items", "[]"), ("additionalProperties", ".*")):
            inner = old.schema.get(key), new.schema.get(key)
            if all(isinstance(schema, Mapping) for schema in inner):
                yield from self.changes(f"{place}{mark}", old.at(inner[0]), new.at(inner[1]))

    def _of_values(
        self, place: str, before: frozenset[str] | None, after: frozenset[str] | None
    ) -> Iterator[Break]:
        """Return what breaks where other values are listed; None lists none, and so allows all."""
        if before and after and not before & after:
            yield Break(place, f"was {', '.join(sorted(before))}, is {', '.join(sorted(after))}")
        elif self.side.widened_breaks:
            added = (after - before if after else {"any other value"}) if before else ()
            yield from (Break(place, f"can be {value} now", is_warning=True) for value in added)
        else:
            lost = (before - after if before else {"any other value"}) if after else ()
            yield from (Break(place, f"can't be {value} any more") for value in lost)

    def _of_limits(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        for name in (*UPPER, *LOWER, *SHAPES):
            was, now = old.get(name), new.get(name)
            if was != now and self.side.limit_breaks(name, was, now):
                said = f"{name} was {_shown(was)}, is {_shown(now)}"
                yield Break(place, said, is_warning=self.side.widened_breaks and name not in SHAPES)

    def _of_properties(self, place: str, old: Part, new: Part) -> Iterator[Break]:
        before, after = (part.schema.get("properties", {}) for part in (old, new))
        was, now = (frozenset(part.schema.get("required", ())) for part in (old, new))
        for name in before.keys() - after.keys():
            yield Break(f"{place}.{name}", "is gone")
        for name in was & after.keys() - now if self.side.widened_breaks else ():
            yield Break(f"{place}.{name}", "may be missing now")
        for name in now - was if not self.side.widened_breaks else ():
            yield Break(f"{place}.{name}", "is required now")
        for name in before.keys() & after.keys():
            yield from self.changes(f"{place}.{name}", old.at(before[name]), new.at(after[name]))


def _values(schema: Json) -> frozenset[str] | None:
    listed = [schema["const"]] if "const" in schema else schema.get("enum")
    return frozenset(map(repr, listed)) if listed is not None else None


def _shown(limit: Any) -> str:
    return "open" if limit is None else str(limit)
