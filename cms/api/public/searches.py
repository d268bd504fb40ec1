"""What lists do with `search=`: read its words, refuse what does not go with it, show where they stand."""

from collections.abc import Iterator
from typing import Any

from cms.api.parameters import BadParameter, ListParameters
from cms.delivery import reading
from cms.delivery.conditions import SEARCH, Condition
from cms.delivery.highlights import excerpt, marked
from cms.delivery.lists import NEAREST_FIRST, NEWEST_FIRST
from cms.delivery.search import Words

# As many matches are read and compared at most; more would take too long.
SEARCHED = 2_000
# What a search with highlights reads besides.
HIGHLIGHTED = ("page_id", "search_text__headline", "search_text__text")


def words_of(parameters: ListParameters) -> Words | None:
    """Return what is looked for; raise BadParameter where that has no word, or where nothing is."""
    if parameters.search is None:
        for name in ("search_operator", "highlight"):
            if getattr(parameters, name):
                raise BadParameter(name, f"{name} goes with search only")
        return None
    if parameters.cursor is not None and parameters.order is None:
        raise BadParameter("cursor", "search by relevance knows no cursor; give an order")
    try:
        return Words.read(parameters.search, parameters.search_operator or "and")
    except ValueError as error:
        raise BadParameter("search", str(error)) from None


def conditions(words: Words | None) -> Iterator[Condition]:
    """Return the conditions of a search, if there is one: of very many matches the newest pages are taken."""
    if words:
        query = words.as_query()
        yield Condition(SEARCH, [query])
        floor = reading.search_floor(query, most=SEARCHED)
        if floor is not None:
            yield Condition("searched_from", [floor])


def order_of(parameters: ListParameters) -> str:
    """Return the order of a list: as asked, else a search's nearest, else the newest first."""
    return parameters.order or (NEAREST_FIRST if parameters.search else NEWEST_FIRST)


def highlights(rows: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Return for each row its id, its headline and a part of its text, as HTML with the words marked."""
    return [
        {"id": pk, "title": marked(headline, words), "text": excerpt(text, words)}
        for pk, headline, text in (tuple(row[name] for name in HIGHLIGHTED) for row in rows)
    ]
