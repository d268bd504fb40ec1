"""The calendar: dated items of watch-lists."""

from typing import Annotated

from .base import Contract
from .blocks import WatchDate
from .stories import StoryLink
from .texts import Uri, up_to


class CalendarItem(Contract):
    """A dated item of a live story."""

    id: str
    watch_date: WatchDate
    heading: Annotated[str, up_to(120)]
    why_it_matters: Annotated[str, up_to(300)]
    story: StoryLink
    item_url: Uri


class CalendarList(Contract):
    """Items whose dates touch the days that were asked for, earliest first."""

    items: list[CalendarItem]
