"""Series: every published value of one figure, in order of the time that it speaks of."""

from typing import Annotated

from .base import Contract
from .numbers import Number
from .stories import StoryLink
from .texts import Day, Uri, up_to


class SeriesValue(Contract):
    """A published value; `at` is its place in the series: the first day of `as_of`, or its publication."""

    at: Day
    number: Number
    kicker: Annotated[str, up_to(120)]
    story: StoryLink
    item_url: Uri


class SeriesHead(Contract):
    """A series; `unit` is a noun, a sign, or a currency's code (ISO 4217)."""

    slug: str
    name: str
    unit: str
    definition: str
    detail_url: Uri
    csv_url: Uri


class SeriesCard(SeriesHead):
    """A series in the list."""

    value_count: int


class SeriesDetail(SeriesHead):
    """A series with its values, oldest first."""

    values: list[SeriesValue]


class SeriesList(Contract):
    """All series that have a published value, in order of their names."""

    items: list[SeriesCard]
