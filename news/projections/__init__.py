"""Makes public documents from pages: the one place where journalism becomes the contract."""

from cms.delivery import registry
from news import models
from news.schemas import pages as schemas

from .sections import SectionProjection
from .shared import timestamp, topic_refs
from .stories import StoryProjection

__all__ = ["SectionProjection", "StoryProjection", "register", "timestamp", "topic_refs"]


def register() -> None:
    """Register the projections of this room's pages."""
    for page_type, schema in (
        (models.BriefPage, schemas.BriefPage),
        (models.NumbersListPage, schemas.NumbersListPage),
        (models.WatchListPage, schemas.WatchListPage),
    ):
        registry.register(page_type, StoryProjection(schema))
    for section in (models.NewsIndexPage, models.TopicPage):
        registry.register(section, SectionProjection())
