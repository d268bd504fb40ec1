"""Makes the front page's document; its stories are joined when it is read."""

from typing import Any

from pydantic import BaseModel

from cms.delivery.joined import Choice, JoinPlan
from cms.delivery.registry import Projected
from news.models import FORMATS
from news.projections import card_meta, choices_of, meta, section_head, words_of_page
from news.schemas import pages as schemas

LATEST = 12


class HomeProjection:
    """Documents of home pages."""

    body_schema: type[BaseModel] = schemas.HomePage
    answer_schema: type[BaseModel] = schemas.HomePageAnswer
    card_schema: type[BaseModel] = schemas.HomePageCard

    def project(self, page: Any) -> Projected:
        """Return the document of a home page, and what it joins."""
        plan = JoinPlan(
            lead=(Choice(page_id=page.lead_id),) if page.lead_id else (),
            chosen=choices_of(page.slots.all()),
            types=tuple(FORMATS),
            limit=LATEST,
            chosen_as="slots",
            newest_as="latest",
        )
        head = section_head(page)
        body = schemas.HomePage(**head, meta=meta(page), topic=None)
        card = schemas.HomePageCard(**head, meta=card_meta(page))
        return Projected(body, card, [plan.entry()], words_of_page(body, ()))
