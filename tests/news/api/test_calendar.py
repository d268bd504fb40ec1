"""The calendar: dated items of live stories, as JSON and as iCalendar."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cms.core import clock
from cms.moderation.review import decisions
from tests.newsroom import Newsroom

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
PUBLISHED = datetime(2026, 3, 20, 14, 5, tzinfo=UTC)


def watch(newsroom: Newsroom, *dates: tuple[str, str], slug: str = "watch", state: str = "live") -> Any:
    name, value = newsroom.items("watch")[0]
    dated = [{"heading": f"On {day}", "watch_date": day, "watch_until": until} for day, until in dates]
    items = [(name, value | one) for one in dated]
    with clock.at(PUBLISHED):
        return getattr(newsroom, state)("watch", title="What to watch", slug=slug, items=items)


def headings(reader: Client, **query: str) -> list[str]:
    items = reader.get("/api/v2/calendar/", query).json()["items"]
    return [item["heading"].removeprefix("On ") for item in items]


def test_items_that_touch_the_days_come_earliest_first(newsroom: Newsroom, reader: Client) -> None:
    watch(newsroom, ("2026-07-04", ""), ("2026-Q3", ""), ("2026-06-28", "2026-07-01"), ("2027", ""), ("", ""))

    assert headings(reader, **YEAR) == ["2026-06-28", "2026-Q3", "2026-07-04"]
    assert headings(reader, **{"from": "2026-07-02", "to": "2026-07-03"}) == ["2026-Q3"]
    assert headings(reader, **{"from": "2026-10-01", "to": "2027-01-01"}) == ["2027"]


def test_item_names_its_story_and_its_place_in_it(newsroom: Newsroom, reader: Client) -> None:
    page = watch(newsroom, ("2026-Q3", ""))

    (item,) = reader.get("/api/v2/calendar/", YEAR).json()["items"]

    (shown,) = reader.get(f"/api/v2/pages/{page.pk}/").json()["items"]
    assert item["watch_date"] == shown["value"]["watch_date"]
    assert item["watch_date"] == {"start": "2026-07-01", "end": "2026-09-30", "precision": "quarter"}
    assert item["item_url"] == f"https://example.org/news/watch/#item-{shown['id']}"
    assert item["story"]["title"] == "What to watch"


def test_what_is_not_public_is_not_in_it(newsroom: Newsroom, reader: Client) -> None:
    watch(newsroom, ("2026-07-04", ""), slug="draft", state="draft")
    gone = watch(newsroom, ("2026-07-05", ""), slug="gone")
    assert headings(reader, **YEAR) == ["2026-07-05"]

    gone.unpublish()

    assert headings(reader, **YEAR) == []
    assert b"VEVENT" not in reader.get("/api/v2/calendar.ics", YEAR).content


def test_fuzzy_dates_are_whole_days_in_icalendar(newsroom: Newsroom, reader: Client) -> None:
    watch(newsroom, ("2026-07-04", ""), ("2026-Q3", ""))

    answer = reader.get("/api/v2/calendar.ics", YEAR)
    quarter, day = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (quarter.decoded("dtstart"), quarter.decoded("dtend")) == (date(2026, 7, 1), date(2026, 10, 1))
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2026, 7, 4), date(2026, 7, 5))
    assert day.decoded("dtstamp") == PUBLISHED
    assert str(day["summary"]) == "On 2026-07-04"
    assert str(day["uid"]).endswith("@example.org")
    assert str(day["url"]).startswith("https://example.org/news/watch/#item-")


@pytest.mark.parametrize("address", ["calendar/", "calendar.ics"])
@pytest.mark.parametrize(
    "query",
    [
        "from=2026-02-30",
        "from=",
        "from=20260704",
        "from=1234567890",
        "to=2026-07-04T00:00:00",
        "from=2026-07-04&to=2026-07-03",
        "from=1900-01-01&to=2026-01-01",
        "from=2026-01-01&from=2026-01-02",
        "first=2026-01-01",
        "from=٢٠٢٦-01-01",
    ],
)
@pytest.mark.django_db
def test_bad_days_are_a_problem(reader: Client, address: str, query: str) -> None:
    answer = reader.get(f"/api/v2/{address}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["parameter"] in {"from", "to", "first"}


@pytest.mark.django_db
def test_the_end_of_time_is_no_error(reader: Client) -> None:
    assert reader.get("/api/v2/calendar/?from=9999-12-31").json() == {"items": []}


def test_without_days_it_is_the_year_from_today(newsroom: Newsroom, reader: Client) -> None:
    watch(newsroom, ("2026-03-19", ""), ("2026-03-20", ""), ("2027-03-21", ""))

    with clock.at(PUBLISHED):
        assert headings(reader) == ["2026-03-20"]


@pytest.mark.parametrize("address", ["calendar/", "calendar.ics"])
def test_reads_are_conditional_and_cost_the_same_for_many(
    newsroom: Newsroom, reader: Client, address: str
) -> None:
    def read(**headers: str) -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(f"/api/v2/{address}", YEAR, headers=headers)
        return answer, len(queries)

    watch(newsroom, ("2026-07-04", ""))
    first, few = read()
    watch(newsroom, *[(f"2026-{month:02}", "") for month in range(1, 13)], slug="months")
    second, many = read()
    unchanged, _ = read(**{"if-none-match": second["ETag"]})

    assert first["ETag"] != second["ETag"]
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert unchanged.status_code == 304
    assert few == many == 1


def test_date_of_no_form_stops_a_submission(newsroom: Newsroom) -> None:
    page = watch(newsroom, ("soon", ""), state="draft")

    with pytest.raises(ValidationError, match="Write 2026, 2026-Q3"):
        decisions.submit(page, user=newsroom.writer)

    assert not page.workflow_in_progress
