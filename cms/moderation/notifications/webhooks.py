"""What colleagues' systems learn of a review: where a story stands, and nothing of its text."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from cms.delivery.registry import label_of
from cms.moderation.models import Review
from cms.webhooks import outbox


def record(kind: str, review: Review, *, step: str, now: datetime) -> None:
    """Write an event of a review, in the transaction of what it announces; `step` is a task's name."""
    page: Any = review.page.specific
    address = settings.GALLEY_BASE_URL + reverse("moderation_review", args=[page.pk])
    outbox.record_event(
        kind,
        now=now,
        data={"step": step, "round": review.round, "admin_url": address},
        uuid=page.uuid,
        page_type=label_of(type(page)),
    )
