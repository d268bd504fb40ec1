"""What a story needs before anybody reviews it: plain data in, problems out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _


def updated_at(
    *, ticked: bool, before: datetime | None, first: datetime | None, last: datetime | None
) -> datetime | None:
    """Return when readers last got something new; the first publication is no update.

    `ticked` says that the version published at `last` is a substantive update; else `before` stands.
    """
    return last if ticked and first and last and first < last else before


@dataclass(frozen=True, kw_only=True)
class StoryFacts:
    """What the rules look at."""

    has_hero: bool
    no_picture: bool
    topics: int
    items: int
    items_field: str
    min_items: int
    item_name: str


@dataclass(frozen=True)
class Problem:
    """Something missing, the form field that it belongs to, and what to do."""

    field: str
    message: str


def problems(story: StoryFacts) -> list[Problem]:
    """Return everything that stops a submission, in the order of the form."""
    found = []
    if not story.has_hero and not story.no_picture:
        found.append(Problem("hero", _("Add a picture, or tick “No picture”.")))
    if story.has_hero and story.no_picture:
        found.append(Problem("no_picture", _("The story has a picture. Remove it, or clear “No picture”.")))
    if story.items < story.min_items:
        need = _("The story needs at least {count} {item}.")
        found.append(
            Problem(
                story.items_field,
                need.format(
                    count=story.min_items, item=story.item_name + ("s" if story.min_items > 1 else "")
                ),
            )
        )
    if not story.topics:
        found.append(Problem("topics", _("Choose at least one topic.")))
    return found
