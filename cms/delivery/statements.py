"""SELECTs whose text is made once: Django needs longer to build it than the database to answer.

A statement is an ordinary queryset with `Slot`s where each execution brings its values, so that whatever the
queryset says of visibility holds here too. Values only ever travel as parameters of the driver.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet

Row = tuple[Any, ...]


class Slot(Expression):
    """Stand in a queryset for the value `name`, whose type is that of `output_field`."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        """Return a placeholder; the slot itself is its parameter until the statement is executed."""
        return "%s", [self]

    def prepared(self, value: Any) -> Any:
        """Return a value as the driver takes it."""
        return self.output_field.get_db_prep_value(value, connection)


def slots(name: str, count: int, output_field: "Field[Any, Any]") -> list[Slot]:
    """Return slots for `count` values, for an `in` lookup; see `numbered`."""
    return [Slot(f"{name}.{n}", output_field) for n in range(count)]


def numbered(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return values under the names of their slots."""
    return {f"{name}.{n}": value for n, value in enumerate(values)}


@dataclass(frozen=True)
class _Text:
    """A statement for one kind of database; `converters` lead from the driver's values to Python's."""

    sql: str
    parameters: list[Any]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Statement:
    """A SELECT of columns, built by `build` once for each kind of database."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._texts: dict[str, _Text] = {}

    def rows(self, values: Mapping[str, Any], *, limit: int, offset: int = 0) -> list[Row]:
        """Execute with the values of the slots; return at most `limit` rows."""
        text = self._text()
        given = [*_given(text, values), limit, offset]
        with connection.cursor() as cursor:
            cursor.execute(f"{text.sql} LIMIT %s OFFSET %s", given)
            return [_converted(row, text) for row in cursor.fetchall()]

    def count(self, values: Mapping[str, Any], *, up_to: int) -> int:
        """Execute; return the number of rows, `up_to` at most."""
        text = self._text()
        counting = f"SELECT COUNT(*) FROM ({text.sql} LIMIT %s) AS found"  # noqa: S608  # our own text
        with connection.cursor() as cursor:
            cursor.execute(counting, [*_given(text, values), up_to])
            return int(cursor.fetchone()[0])

    def first(self, values: Mapping[str, Any]) -> Row | None:
        """Execute; return the first row, or None."""
        return next(iter(self.rows(values, limit=1)), None)

    def _text(self) -> _Text:
        if connection.vendor not in self._texts:
            compiler = self._build().query.get_compiler(connection=connection)
            sql, parameters = _with_numbers(*compiler.as_sql())
            converters = compiler.get_converters([column[0] for column in compiler.select])
            found = [(place, functions, column) for place, (functions, column) in converters.items()]
            self._texts[connection.vendor] = _Text(sql, parameters, found)
        return self._texts[connection.vendor]


def _with_numbers(sql: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """Write whole numbers that never differ into the text: a parameter costs at each execution."""
    rest, left = iter(parameters), []

    def written(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%%"
        value = next(rest)
        if type(value) is int:
            return str(value)
        left.append(value)
        return "%s"

    return re.sub("%[%s]", written, sql), left


def _given(text: _Text, values: Mapping[str, Any]) -> list[Any]:
    return [p.prepared(values[p.name]) if isinstance(p, Slot) else p for p in text.parameters]


def _converted(row: Row, text: _Text) -> Row:
    if not text.converters:
        return row
    values = list(row)
    for place, functions, column in text.converters:
        for function in functions:
            values[place] = function(values[place], column, connection)
    return tuple(values)
