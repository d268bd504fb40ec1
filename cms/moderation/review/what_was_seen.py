"""What a decider compares: the draft with what they decided on last, with what is live, or with nothing."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.images import get_image_model

from cms.moderation.comparison.differences import differences
from cms.moderation.comparison.wording import Picture, Shown, pictures, places, shown
from cms.moderation.models.reviews import Decision, Review
from cms.moderation.rules.refusals import StaleSeal
from cms.publishing import kept_copies
from cms.publishing.seal import sealed_content

from . import reviews

NAMES = {"decision": _("since my last decision"), "live": _("since it went live"), "whole": _("whole story")}


@dataclass(frozen=True)
class Comparison:
    """Changes since `base`, one of `bases`, which are the ones that there are."""

    base: str
    bases: dict[str, str]
    changes: list[Shown]


def compare(review: Review, draft: Any, *, user: Any, wanted: str) -> Comparison:
    """Return what `user` should look at: since `wanted`, or since the nearest base that there is."""
    found = {"decision": _decided(review, user), "live": _live(draft), "whole": {}}
    bases = {name: content for name, content in found.items() if content is not None}
    base = wanted if wanted in bases else next(iter(bases))
    changes = changes_between(draft, bases[base], sealed_content(draft))
    return Comparison(base, {name: str(NAMES[name]) for name in bases}, changes)


def changes_between(page: Any, before: dict[str, Any], after: dict[str, Any]) -> list[Shown]:
    """Return the changes from one sealed content of a page to another, with names instead of ids."""
    old, new = _readable(page, before), _readable(page, after)
    return shown(differences(old, new), page.field_names(), old=places(old), new=places(new))


def check_seal(draft: Any, seal: str, *, user: Any, door: str, step: str = "") -> None:
    """Raise StaleSeal, with the difference, where the newest draft is not what the user has seen."""
    seal, current = as_sent(seal), draft.seal
    if seal != current:
        changes = changes_between(draft, reviews.content_seen(draft, seal), sealed_content(draft))
        raise StaleSeal(draft, shown=seal, current=current, changes=changes, user=user, door=door, step=step)


def as_sent(seal: str) -> str:
    """Return what a user sent as a seal, fit to be looked for: PostgreSQL refuses NUL."""
    return seal.replace("\x00", "\ufffd")


def pictures_of(draft: Any) -> list[tuple[Any, Picture]]:
    """Return each picture of a draft, None for one that was deleted, with its words in the story."""
    found = list(pictures(sealed_content(draft)))
    images = get_image_model().objects.in_bulk([picture.image_id for picture in found])
    return [(images.get(picture.image_id), picture) for picture in found]


def _decided(review: Review, user: Any) -> dict[str, Any] | None:
    last = Decision.objects.filter(review=review, user=user).order_by("-at", "-pk").first()
    return reviews.content_under(review, last.seal) if last else None


def _live(draft: Any) -> dict[str, Any] | None:
    copy = kept_copies.live(draft)
    return sealed_content(kept_copies.as_page(draft, copy)) if copy else None


def _readable(page: Any, content: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in get_all_child_m2m_relations(page)}
    relations = {r.get_accessor_name(): r.related_model for r in get_all_child_relations(page)}
    read = dict(content)
    for name in names & content.keys():
        read[name] = ", ".join(_named(page._meta.get_field(name), content[name]))
    for name in relations.keys() & content.keys():
        read[name] = "\n".join(_row(relations[name], row) for row in content[name])
    return read


def _row(model: Any, row: dict[str, Any]) -> str:
    # By the model's order: PostgreSQL gives the names of kept JSON in an order of its own.
    fields = [field for field in model._meta.get_fields() if field.name in row]
    return ", ".join(
        ", ".join(_named(field, [row[field.name]])) if field.is_relation else str(row[field.name])
        for field in fields
    )


def _named(field: Any, ids: list[Any]) -> list[str]:
    found = field.related_model.objects.in_bulk(ids)
    return [str(found.get(pk, _("deleted"))) for pk in ids]
