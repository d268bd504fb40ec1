"""Makes public documents from pages: the one place where journalism becomes the contract."""

from cms.delivery import registry
from news import models

from .sections import SectionProjection, TopicProjection, choices_of, section_head
from .shared import card_meta, meta, timestamp, topic_refs
from .stories import StoryProjection
from .words import words_of_page

__all__ = [
    "SectionProjection",
    "StoryProjection",
    "TopicProjection",
    "card_meta",
    "choices_of",
    "meta",
    "register",
    "section_head",
    "timestamp",
    "topic_refs",
    "words_of_page",
]


def register() -> None:
    """Register the projections of this room's pages."""
    for page_type in models.FORMATS.values():
        registry.register(page_type, StoryProjection(page_type.detail_schema, page_type.card_schema))
    registry.register(models.NewsIndexPage, SectionProjection())
    registry.register(models.TopicPage, TopicProjection())
