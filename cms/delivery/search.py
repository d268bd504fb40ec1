"""What readers ask for in words, and how each kind of database is asked; what is found is up to the queryset.

There is no query syntax: whatever is sent is words, and words between quotation marks are a phrase. The text
that goes to the database holds letters, digits, quotation marks and `OR`; nothing else in it means anything.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Expression, F, FloatField, Lookup, TextField

MAX_WORDS = 16
HEADLINE_WEIGHT = 10  # PostgreSQL's weights of A and D have the same ratio

Operator = Literal["and", "or"]
Phrase = tuple[str, ...]

WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r'"([^"]*)"|([^\s"]+)')


class _Fold(dict[int, str]):
    """Each character as the index keeps it, in one character: small, Latin letters without their accents."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0]
        small = base.lower() if base.isascii() else chr(code).lower()
        self[code] = small if len(small) == 1 else chr(code)
        return self[code]


_FOLD = _Fold()


def folded(text: str) -> str:
    """Return a text as the index compares it, character by character, so that places stay what they are."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Words:
    """What is looked for: all of the phrases, or any of them. A word is a phrase of one."""

    phrases: tuple[Phrase, ...]
    operator: Operator = "and"

    @classmethod
    def read(cls, text: str, operator: Operator = "and") -> "Words":
        """Read what somebody typed; raise ValueError where it has no word, or too many."""
        parts = (quoted or plain for quoted, plain in _ASIDE.findall(unicodedata.normalize("NFC", text)))
        phrases = tuple(phrase for part in parts if (phrase := tuple(WORD.findall(folded(part)))))
        if not phrases:
            raise ValueError("search needs a word: a letter or a digit at least")
        if sum(map(len, phrases)) > MAX_WORDS:
            raise ValueError(f"search takes at most {MAX_WORDS} words")
        return cls(phrases, operator)

    def as_query(self) -> str:
        """Return the text that both databases understand: SQLite's FTS5 and `websearch_to_tsquery`."""
        return (" OR " if self.operator == "or" else " ").join(f'"{" ".join(p)}"' for p in self.phrases)


class IndexedField(TextField):  # type: ignore[type-arg]  # not generic at run time
    """What the database looks words up in: FTS5's table as a column, or PostgreSQL's `tsvector`."""


@IndexedField.register_lookup
class Matches(Lookup):
    """Hold where the text fits the query that `Words.as_query` gave."""

    lookup_name = "matches"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Ask FTS5."""
        return self._asked("%s MATCH %s", compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Ask the index of PostgreSQL."""
        return self._asked("%s @@ websearch_to_tsquery('simple', %s)", compiler, connection)

    def _asked(self, template: str, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, of_column = self.process_lhs(compiler, connection)
        query, of_query = self.process_rhs(compiler, connection)
        return template % (column, query), [*of_column, *of_query]


class Distance(Expression):
    """How far a found text is from the query: headlines count most, less is nearer."""

    def __init__(self, indexed: str, query: Any) -> None:
        super().__init__(output_field=FloatField())
        self.indexed: Any = F(indexed)
        self.query = query

    def get_source_expressions(self) -> list[Any]:
        """Return the parts, in which Django resolves names."""
        return [self.indexed, self.query]

    def set_source_expressions(self, exprs: Any) -> None:
        """Take the resolved parts."""
        self.indexed, self.query = exprs

    def as_sql(self, compiler: Any, _connection: Any) -> tuple[str, Any]:
        """Ask FTS5, which knows the query from the condition."""
        column, parameters = compiler.compile(self.indexed)
        return f"bm25({column}, {HEADLINE_WEIGHT}.0, 1.0)", [*parameters]

    def as_postgresql(self, compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        """Ask PostgreSQL."""
        column, of_column = compiler.compile(self.indexed)
        query, of_query = compiler.compile(self.query)
        return f"-ts_rank({column}, websearch_to_tsquery('simple', {query}))", [*of_column, *of_query]
