"""Statements are made once, bring their values apart from their text, and decide visibility each time."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.delivery import reading
from cms.delivery.lists import Condition, Listing
from cms.delivery.models import PublishedDocument
from cms.delivery.statements import Slot, Statement
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def ids(listing: Listing) -> list[int]:
    return [pk for (pk,) in listing.rows("page_id", limit=100, offset=0)]


def test_the_queryset_is_built_once(newsroom: Newsroom) -> None:
    built: list[int] = []

    def build() -> Any:
        built.append(1)
        return PublishedDocument.objects.filter(slug=Slot("slug", CharField())).values_list("page_id")

    statement = Statement(build)

    assert statement.first({"slug": "news"}) == statement.first({"slug": "news"}) == (newsroom.news.pk,)
    assert statement.first({"slug": "nothing"}) is None
    assert built == [1]


@pytest.mark.parametrize("value", ["' OR 1=1 --", "news' OR 'a'='a", "%s", "%", "?", "\\"])
def test_values_are_never_text_of_the_statement(newsroom: Newsroom, value: str) -> None:
    asked = Listing([Condition("slug", [value])])

    with CaptureQueriesContext(connection) as queries:
        found = ids(asked)

    assert (found, asked.count(), len(queries)) == ([], 0, 1)


def test_a_percent_sign_in_the_text_stays(newsroom: Newsroom) -> None:
    both = Concat(F("slug"), Value("%s"), Value(7), output_field=CharField())
    rows = PublishedDocument.objects.filter(slug=Slot("slug", CharField())).annotate(both=both)

    assert Statement(lambda: rows.values_list("both")).first({"slug": "news"}) == ("news%s7",)


def test_columns_come_as_the_queryset_gives_them(newsroom: Newsroom) -> None:
    columns = ("uuid", "first_published_at", "sequence")
    rows = PublishedDocument.objects.filter(slug=Slot("slug", CharField())).values_list(*columns)

    assert Statement(lambda: rows).first({"slug": "news"}) == rows.model.objects.values_list(*columns).get(
        page_id=newsroom.news.pk
    )


def test_a_statement_made_before_hides_what_is_hidden_since(newsroom: Newsroom) -> None:
    page = newsroom.live("brief", slug="seen", topics=["Yemen"], **PLAIN)
    asked = Listing([Condition("topic", ["yemen"])])
    assert (ids(asked), asked.count()) == ([page.pk], 1)
    assert reading.by_id(page.pk) is not None

    Page.objects.filter(pk=newsroom.news.pk).update(live=False)

    assert (ids(asked), asked.count()) == ([], 0)
    assert reading.by_id(page.pk) is None
