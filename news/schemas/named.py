"""Topics and authors: only those that public stories name."""

from .base import Contract
from .texts import SitePath, Timestamp, Uri


class NamedMeta(Contract):
    """What a list of names says of itself."""

    total_count: int


class NamedCard(Contract):
    """A name that public stories carry, how many do, and when the newest of them was first published."""

    slug: str
    name: str
    story_count: int
    newest_first_published_at: Timestamp
    detail_url: Uri


class TopicCard(NamedCard):
    """A topic; `path` is that of its page, None where no page of it is public."""

    path: SitePath | None


class AuthorCard(NamedCard):
    """An author, as bylines name them."""


class TopicList(Contract):
    """Topics of public stories, in order of their names."""

    meta: NamedMeta
    items: list[TopicCard]


class AuthorList(Contract):
    """Authors of public stories, in order of their names."""

    meta: NamedMeta
    items: list[AuthorCard]
