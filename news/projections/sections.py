"""Documents of pages that are not stories."""

from typing import Any

from pydantic import BaseModel

from cms.delivery.registry import Projected
from news.schemas import pages as schemas

from .shared import card_meta, head, meta, topic_refs


class SectionProjection:
    """Documents of pages that are not stories."""

    body_schema: type[BaseModel] = schemas.SectionPage
    card_schema: type[BaseModel] = schemas.SectionCard

    def project(self, page: Any) -> Projected:
        """Give the document of a home page, a section or a topic page."""
        topic = getattr(page, "topic", None)
        common = head(page, label=None, standfirst=page.intro)
        ref = topic_refs([topic])[topic.pk] if topic else None
        body = schemas.SectionPage(**common, meta=meta(page), topic=ref)
        return Projected(body, schemas.SectionCard(**common, meta=card_meta(page)))
