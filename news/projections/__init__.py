"""Makes public documents from pages: the one place where journalism becomes the contract."""

from cms.delivery import registry
from news import models
from news.schemas import pages as schemas

from .sections import SectionProjection, TopicProjection, choices_of, section_head
from .shared import card_meta, meta, timestamp, topic_refs
from .stories import StoryProjection
from .words import words_of_section

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
    "words_of_section",
]


def register() -> None:
    """Register the projections of this room's pages."""
    for page_type, schema, card in (
        (models.BriefPage, schemas.BriefPage, schemas.BriefPageCard),
        (models.NumbersListPage, schemas.NumbersListPage, schemas.NumbersListPageCard),
        (models.WatchListPage, schemas.WatchListPage, schemas.WatchListPageCard),
    ):
        registry.register(page_type, StoryProjection(schema, card))
    registry.register(models.NewsIndexPage, SectionProjection())
    registry.register(models.TopicPage, TopicProjection())
