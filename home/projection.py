"""Makes the front page's document; its stories are joined when it is read."""

from typing import Any

from pydantic import BaseModel

from cms.delivery.joined import Choice, JoinPlan
from cms.delivery.registry import Projected
from news.models import FORMATS
from news.projections import choices_of, section_body, section_card, words_of_section
from news.schemas import pages as schemas

LATEST = 12


class HomeProjection:
    """Documents of home pages."""

    body_schema: type[BaseModel] = schemas.SectionPage
    answer_schema: type[BaseModel] = schemas.HomePageAnswer
    card_schema: type[BaseModel] = schemas.SectionCard

    def project(self, page: Any) -> Projected:
        """Give the document of a home page, and what it joins."""
        plan = JoinPlan(
            lead=(Choice(page_id=page.lead_id),) if page.lead_id else (),
            chosen=choices_of(page.slots.all()),
            types=tuple(FORMATS),
            limit=LATEST,
            chosen_as="slots",
            newest_as="latest",
        )
        body = section_body(page)
        return Projected(body, section_card(page), [plan.entry()], words_of_section(body))
