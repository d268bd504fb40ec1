"""Numbers of documents, kept while documents change, against what counting finds."""

from typing import Any

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from cms.delivery import counts
from cms.delivery.conditions import Condition
from cms.delivery.lists import Listing
from cms.delivery.models import DocumentCount
from cms.publishing.freshness import scopes
from cms.publishing.totals import total_of
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
QUESTIONS = [
    [],
    [Condition("type", ["news.BriefPage"])],
    [Condition("type", ["news.BriefPage", "news.NewsIndexPage"])],
    [Condition("topic", ["yemen"])],
    [Condition("topic", ["yemen"]), Condition("type", ["news.BriefPage"])],
    [Condition("topic", ["yemen"]), Condition("type", ["news.WatchListPage"])],
    [Condition("topic", ["yemen", "somalia"])],
    [Condition("author", ["a-writer"])],
    [Condition("slug", ["a"])],
]


def right() -> bool:
    return all(total_of(Listing(asked)) == Listing(asked).count() for asked in QUESTIONS) and not recounted()


def recounted() -> int:
    with transaction.atomic():
        wrong = counts.recount()
        transaction.set_rollback(False)
    return wrong


def test_numbers_follow_every_event(newsroom: Newsroom) -> None:
    page = newsroom.live("brief", slug="a", topics=["Yemen"], **PLAIN)
    other = newsroom.live("numbers", slug="b", topics=["Somalia"], **PLAIN)
    assert (right(), total_of(Listing([Condition("topic", ["yemen"])]))) == (True, 1)

    restriction = PageViewRestriction.objects.create(page=newsroom.news, restriction_type="login")
    assert (right(), total_of(Listing([Condition("topic", ["yemen"])]))) == (True, 0)

    restriction.delete()
    assert (right(), total_of(Listing([Condition("topic", ["yemen"])]))) == (True, 1)

    page.unpublish()
    assert (right(), total_of(Listing([Condition("topic", ["yemen"])]))) == (True, 0)

    other.delete()
    assert right()


def test_aliases_of_what_is_hidden_are_not_counted_while_the_worker_has_to_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = newsroom.live("brief", slug="a", topics=["Yemen"], **PLAIN)
    for number in range(2):
        page.create_alias(parent=newsroom.home, update_slug=f"alias-{number}")
    monkeypatch.setattr(scopes, "FEW", 1)

    PageViewRestriction.objects.create(page=page, restriction_type="login")

    asked = Listing([Condition("topic", ["yemen"])])
    assert (total_of(asked), asked.count()) == (0, 0)


@pytest.mark.django_db
def test_wrong_numbers_are_put_right(newsroom: Newsroom) -> None:
    newsroom.live("brief", slug="a", topics=["Yemen"], **PLAIN)
    DocumentCount.objects.filter(kind="topic").update(number=-7)
    DocumentCount.objects.create(kind="topic", key="nothing", type="news.BriefPage", number=3)

    assert total_of(Listing([Condition("topic", ["yemen"])])) == 0
    assert recounted() == 2
    assert right()
