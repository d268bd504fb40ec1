"""The values of blocks as editors fill them in."""

from typing import Annotated, Literal

from pydantic import Field

from news.schemas.numbers import NumberKind, Qualifier

from .base import Choice, Day, Draft, Html, Tick


class DraftFigure(Draft):
    """A picture with its words; a submission asks for the image, the credit, and alt text or `decorative`."""

    image: Choice | None = None
    alt: str = Field("", max_length=250)
    decorative: Tick = False
    caption: Html = Field("", description="Italics and links; at most 500 characters of text.")
    credit: str = Field("", max_length=255)


class DraftHeading(Draft):
    """A heading inside a body; level 2 is the highest."""

    text: str = Field("", max_length=120)
    level: Literal["2", "3"] = "2"


class DraftQuote(Draft):
    """Somebody's words, without quotation marks."""

    text: str = Field("", max_length=1000)
    speaker: str = Field("", max_length=120)
    role: str = Field("", max_length=120)
    source: str = Field("", max_length=200)


class DraftSource(Draft):
    """Where a number comes from."""

    name: str = Field("", max_length=200)
    url: str = Field("", max_length=500, json_schema_extra={"format": "uri"})
    retrieved: Day | None = None


Sources = Annotated[list[DraftSource], Field(max_length=1)]
Figures = Annotated[list[DraftFigure], Field(max_length=1)]
Topics = Annotated[list[Choice], Field(max_length=10)]


class DraftNumber(Draft):
    """A number exactly as printed, and entries that win over how it reads; empty where the reading stands."""

    display: str = Field("", max_length=40)
    kind: NumberKind | None = None
    value: str = Field("", max_length=60)
    value_high: str = Field("", max_length=60)
    denominator: str = Field("", max_length=60)
    unit: str = Field("", max_length=60)
    unit_code: str = Field("", max_length=3, description="ISO 4217.")
    qualifier: Qualifier | None = None
    as_of: str = Field("", max_length=10, description="YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD.")
    confirmed: Tick = False
    source: Sources = []


class DraftNumberItem(DraftNumber):
    """An item of a numbers list; its number may be empty."""

    kicker: str = Field("", max_length=120)
    text: Html = ""
    topics: Topics = []
    series: Choice | None = None
    figure: Figures = []


class DraftWatchItem(Draft):
    """Something to watch, and when: a day, month, quarter or year, or a window of days."""

    heading: str = Field("", max_length=120)
    text: Html = ""
    why_it_matters: str = Field("", max_length=300)
    watch_date: str = Field("", max_length=10, description="YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD.")
    watch_until: str = Field("", max_length=10, description="The last day of a window, YYYY-MM-DD.")
    topics: Topics = []
    figure: Figures = []
