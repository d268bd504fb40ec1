"""Old revisions go where a newsroom says so; what anybody still needs stays."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from wagtail.models import Revision

from cms.core import clock
from cms.operations import retention
from cms.preview import grants
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
LATER = timedelta(days=31)


def revisions(page: Any) -> set[int]:
    return set(Revision.objects.for_instance(page).values_list("pk", flat=True))


def forget_later() -> int:
    with time_machine.travel(clock.now() + LATER):
        return retention.forget(now=clock.now())


@pytest.fixture
def changed(newsroom: Newsroom) -> Any:
    """Return a live story whose draft was saved three times more."""
    page = newsroom.live(**PLAIN)
    for title in ("One", "Two", "Three"):
        newsroom.change(page, title=title)
    return page


def test_all_are_kept_unless_somebody_says_otherwise(changed: Any) -> None:
    before = revisions(changed)

    assert forget_later() == 0
    assert revisions(changed) == before


@override_settings(GALLEY_REVISIONS_DAYS=30)
def test_old_ones_go_but_for_what_is_shown_drafted_reviewed_and_shared(
    newsroom: Newsroom, changed: Any
) -> None:
    changed.refresh_from_db()
    before = sorted(revisions(changed))
    live, draft = changed.live_revision_id, changed.latest_revision_id
    one, two = [pk for pk in before if pk not in (live, draft)][-2:]
    grants.share(
        Revision.objects.get(pk=two), user=newsroom.writer, until=clock.now() + LATER + timedelta(days=1)
    )

    assert retention.forget(now=clock.now()) == 0
    assert forget_later() == 1

    assert revisions(changed) == set(before) - {one}


@override_settings(GALLEY_REVISIONS_DAYS=30)
def test_what_waits_for_its_hour_stays_and_goes_live(newsroom: Newsroom) -> None:
    page = newsroom.live(**PLAIN)
    newsroom.change(page, title="Later", go_live_at=clock.now() + LATER + timedelta(days=1))
    newsroom.publish(page)
    newsroom.change(page, title="After that")
    before = revisions(page)

    forget_later()

    assert revisions(page) == before
