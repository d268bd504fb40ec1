"""Documents of pages that are not stories."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from cms.delivery.joined import Choice, JoinPlan
from cms.delivery.registry import Projected
from news import models, renditions
from news.schemas import pages as schemas

from .menus import menu_entries
from .shared import card_meta, head, hero_of, meta, topic_refs
from .words import words_of_page


class SectionProjection:
    """Documents of sections."""

    body_schema: type[BaseModel] = schemas.NewsIndexPage
    card_schema: type[BaseModel] = schemas.NewsIndexPageCard

    def project(self, page: Any) -> Projected:
        """Return the document of a section."""
        own_head, own_meta = section_head(page), meta(page)
        body = schemas.NewsIndexPage(**own_head, meta=own_meta, topic=None)
        card = schemas.NewsIndexPageCard(**own_head, meta=card_meta(page))
        return Projected(body, card, menu_entries(page, own_meta), words_of_page(body, ()))


class TopicProjection:
    """Documents of topic pages, whose stories are joined when they are read."""

    body_schema: type[BaseModel] = schemas.TopicPage
    answer_schema: type[BaseModel] = schemas.TopicPageAnswer
    card_schema: type[BaseModel] = schemas.TopicPageCard

    def project(self, page: Any) -> Projected:
        """Return the document of a topic page; raise RenditionsMissing where its picture lacks some."""
        context = {"renditions": renditions.find(page.images())}
        ref = topic_refs([page.topic])[page.topic_id]
        own_head, own_meta = section_head(page), meta(page)
        body = schemas.TopicPage(**own_head, meta=own_meta, topic=ref, hero=hero_of(page, context))
        card = schemas.TopicPageCard(**own_head, meta=card_meta(page))
        index = [topic_plan(page).entry(), *menu_entries(page, own_meta)]
        return Projected(body, card, index, words_of_page(body, [body.hero]))


def section_head(page: Any) -> dict[str, Any]:
    """Return what all of these pages say of themselves."""
    return head(page, label=None, standfirst=page.intro)


def topic_plan(page: Any) -> JoinPlan:
    """Return what a topic page joins: its pins, and the newest stories of its topic in its formats."""
    pins = choices_of(page.pins.all())
    return JoinPlan(
        lead=pins if page.lead_mode == page.LeadMode.PIN else (),
        chosen=pins,
        types=tuple(page.formats or models.FORMATS),
        kind="topic",
        key=page.topic.slug,
        chosen_as="pins",
        newest_as="feed",
    )


def choices_of(chosen: Iterable[models.ChosenStory]) -> tuple[Choice, ...]:
    """Return an editor's choice in order."""
    return tuple(Choice(page_id=c.story_id, until=c.until) for c in chosen)
