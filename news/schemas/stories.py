"""A story as series and the calendar name it."""

from .base import Contract


class StoryLink(Contract):
    """The story in which an item stands."""

    title: str
    label: str
    detail_url: str
    html_url: str
