"""Series: over editions, without what is withdrawn, exact to the digit."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cms.core import clock
from cms.moderation.review import decisions
from news.api.series_csv import safe_cell
from news.models import Series
from tests.newsroom import Newsroom

EXACT = ("12345678901234567890.01", "0.1")


@pytest.fixture
def drought(newsroom: Newsroom) -> Series:
    return Series.objects.create(
        name="Drought deaths", slug="drought", unit="deaths", definition="By the WHO."
    )


def edition(newsroom: Newsroom, slug: str, *numbers: dict[str, Any], at: str = "2023-03-20") -> Any:
    name, value = newsroom.items("numbers")[0]
    items = [(name, value | number) for number in numbers]
    with clock.at(datetime.fromisoformat(at).replace(tzinfo=UTC)):
        return newsroom.live("numbers", title=f"Edition {slug}", slug=slug, items=items)


def values_of(reader: Client) -> list[tuple[str, str]]:
    answer = reader.get("/api/v2/series/drought/")
    return [(value["number"]["value"], value["at"]) for value in answer.json().get("values", [])]


def test_values_of_all_editions_come_oldest_first(
    newsroom: Newsroom, reader: Client, drought: Series
) -> None:
    later = edition(newsroom, "later", {"display": "34,000", "as_of": "2023-Q2", "series": drought})
    edition(
        newsroom,
        "first",
        {"display": "43,000", "as_of": "2022", "series": drought},
        {"display": "50,000", "unit": "", "series": drought},
        {"display": "7", "series": None},
        at="2023-04-14",
    )

    answer = reader.get("/api/v2/series/drought/").json()

    assert values_of(reader) == [("43000", "2022-01-01"), ("34000", "2023-04-01"), ("50000", "2023-04-14")]
    assert answer["definition"] == "By the WHO."
    value = answer["values"][1]
    assert value["story"]["title"] == "Edition later"
    assert value["item_url"].startswith("https://example.org/news/later/#item-")
    assert reader.get(value["story"]["detail_url"]).json()["id"] == later.pk
    assert [v["number"]["unit"]["label"] for v in answer["values"]] == ["deaths"] * 3
    assert {v["number"]["series"] for v in answer["values"]} == {"drought"}
    assert value["number"]["source"]["name"] == "WHO"


def test_withdrawn_edition_leaves_with_its_value(newsroom: Newsroom, reader: Client, drought: Series) -> None:
    edition(newsroom, "first", {"display": "43,000", "as_of": "2022", "series": drought})
    gone = edition(newsroom, "second", {"display": "34,000", "as_of": "2023", "series": drought})

    gone.unpublish()
    assert values_of(reader) == [("43000", "2022-01-01")]
    assert reader.get("/api/v2/series/").json()["items"][0]["value_count"] == 1

    newsroom.news.unpublish()
    for address in ("/api/v2/series/drought/", "/api/v2/series/drought.csv"):
        hidden = reader.get(address)
        assert (hidden.status_code, hidden["Content-Type"]) == (404, "application/problem+json")
    assert reader.get("/api/v2/series/").json() == {"items": []}


def test_another_unit_is_refused_at_its_field(newsroom: Newsroom, drought: Series) -> None:
    name, value = newsroom.items("numbers")[0]
    people = value | {"display": "43,000", "unit": "people", "series": drought}
    page = newsroom.draft("numbers", items=[(name, people)])

    with pytest.raises(ValidationError, match="counts in deaths, this number in people"):
        decisions.submit(page, user=newsroom.writer)

    assert not page.workflow_in_progress


def test_values_are_exact_in_json_and_csv(newsroom: Newsroom, reader: Client, drought: Series) -> None:
    numbers = [{"display": value, "series": drought, "as_of": f"202{n}"} for n, value in enumerate(EXACT)]
    edition(newsroom, "first", *numbers)

    answer = reader.get("/api/v2/series/drought.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="drought.csv"'
    assert [row["value"] for row in rows] == [value for value, _at in values_of(reader)] == list(EXACT)
    assert [row["unit"] for row in rows] == ["deaths", "deaths"]


def test_formulas_do_not_reach_a_spreadsheet(newsroom: Newsroom, reader: Client, drought: Series) -> None:
    evil = {"display": "-4.5", "kicker": '=HYPERLINK("https://evil.example")', "series": drought}
    edition(newsroom, "first", evil)

    (row,) = csv.DictReader(StringIO(reader.get("/api/v2/series/drought.csv").content.decode()))

    assert row["kicker"].startswith("'=")
    assert (row["display"], row["value"]) == ("-4.5", "-4.5")


@given(st.one_of(st.text(), st.from_regex(r"[=+@-][0-9.=-]{0,5}", fullmatch=True)))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)

    assert cell in {text, f"'{text}"}
    if cell[:1] in set("=+-@\t\r\n＝＋－＠"):
        assert Decimal(cell).is_finite()
        assert cell.startswith("-")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "-٣"])
def test_formula_starts_are_quoted(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("address", ["series/", "series/drought/", "series/drought.csv"])
def test_reads_are_conditional_and_cost_the_same_for_many(
    newsroom: Newsroom, reader: Client, drought: Series, address: str
) -> None:
    def read(**headers: str) -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(f"/api/v2/{address}", headers=headers)
        return answer, len(queries)

    edition(newsroom, "first", {"display": "1", "series": drought})
    first, few = read()
    edition(newsroom, "second", *[{"display": str(n), "series": drought} for n in range(20)])
    second, many = read()
    unchanged, _ = read(**{"if-none-match": second["ETag"]})

    assert first["ETag"] != second["ETag"]
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert int(second["Galley-Sequence"]) > int(first["Galley-Sequence"])
    assert unchanged.status_code == 304
    assert few == many <= 3


@pytest.mark.parametrize("address", ["series/?x=1", "series/drought/?x=1", "series/drought.csv?x=1"])
@pytest.mark.django_db
def test_unknown_parameter_is_refused(reader: Client, address: str) -> None:
    assert reader.get(f"/api/v2/{address}").status_code == 400


@pytest.mark.parametrize("address", ["series/none/", "series/none.csv", "series/%00/", "series/ü.csv"])
@pytest.mark.django_db
def test_unknown_series_is_not_found(reader: Client, address: str) -> None:
    answer = reader.get(f"/api/v2/{address}")

    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"
