"""The calendar: dated items of watch-lists."""

from .base import Contract
from .blocks import WatchDate
from .stories import StoryLink


class CalendarItem(Contract):
    """A dated item of a live story."""

    id: str
    watch_date: WatchDate
    heading: str
    why_it_matters: str
    story: StoryLink
    item_url: str


class CalendarList(Contract):
    """Items whose dates touch the days that were asked for, earliest first."""

    items: list[CalendarItem]
