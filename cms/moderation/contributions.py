"""The only writer of contributions: who worked on a story since its last publication."""

from typing import Any

from django.db.models import Max

from cms.publishing import kept_copies

from .models.contributions import Contribution


def contributors(page_id: int) -> frozenset[int]:
    """Return the ids of everybody who contributed since the last publication."""
    return frozenset(Contribution.objects.filter(page_id=page_id).values_list("user_id", flat=True))


def answered_seal(page: Any) -> str | None:
    """Return the seal of the content that a user answers for: of the last change, else of what is live."""
    newest = Contribution.objects.filter(page_id=page.pk).order_by("-number").first()
    if newest is not None:
        return newest.seal
    copy = kept_copies.live(page)
    return copy.seal if copy else None


def record(page_id: int, user: Any, seal: str) -> None:
    """Note that `user` answers for the content with this seal; needs a transaction."""
    last = Contribution.objects.filter(page_id=page_id).aggregate(last=Max("number"))["last"] or 0
    values = {"seal": seal, "number": last + 1, "is_granted": False}
    Contribution.objects.update_or_create(page_id=page_id, user=user, defaults=values)


def mark_granted(page_id: int) -> None:
    """Note that all contributions so far are covered by the approval."""
    Contribution.objects.filter(page_id=page_id).update(is_granted=True)


def settle(page_id: int) -> None:
    """Forget the contributions to what has just gone live; those to newer drafts stay."""
    Contribution.objects.filter(page_id=page_id, is_granted=True).delete()
