"""A story as series and the calendar name it."""

from .base import Contract
from .texts import Uri


class StoryLink(Contract):
    """The story in which an item stands."""

    title: str
    label: str
    detail_url: Uri
    html_url: Uri
