"""Makes public documents from pages: the one place where journalism becomes the contract."""

from cms.delivery import registry
from news import models
from news.schemas import pages as schemas

from .sections import SectionProjection, TopicProjection, choices_of, section_body, section_card
from .shared import timestamp, topic_refs
from .stories import StoryProjection
from .words import words_of_section

__all__ = [
    "SectionProjection",
    "StoryProjection",
    "TopicProjection",
    "choices_of",
    "register",
    "section_body",
    "section_card",
    "timestamp",
    "topic_refs",
    "words_of_section",
]


def register() -> None:
    """Register the projections of this room's pages."""
    for page_type, schema in (
        (models.BriefPage, schemas.BriefPage),
        (models.NumbersListPage, schemas.NumbersListPage),
        (models.WatchListPage, schemas.WatchListPage),
    ):
        registry.register(page_type, StoryProjection(schema))
    registry.register(models.NewsIndexPage, SectionProjection())
    registry.register(models.TopicPage, TopicProjection())
