"""Dates to watch as spans of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.watch_dates import watch_problems, watch_span


@pytest.mark.parametrize(
    ("text", "until", "expected"),
    [
        ("2026-07-04", "", ("2026-07-04", "2026-07-04", "day")),
        ("2024-02", "", ("2024-02-01", "2024-02-29", "month")),
        ("2026-Q1", "", ("2026-01-01", "2026-03-31", "quarter")),
        ("2026-Q4", "", ("2026-10-01", "2026-12-31", "quarter")),
        ("2026", "", ("2026-01-01", "2026-12-31", "year")),
        ("2026-07-04", "2026-07-14", ("2026-07-04", "2026-07-14", "window")),
    ],
)
def test_span(text: str, until: str, expected: tuple[str, str, str]) -> None:
    span = watch_span(text, until)

    assert span is not None
    assert (str(span.start), str(span.end), span.precision) == expected
    assert list(watch_problems(text, until)) == []


@pytest.mark.parametrize(
    ("text", "until", "field"),
    [
        ("soon", "", "watch_date"),
        ("2026-02-30", "", "watch_date"),
        ("2026-Q5", "", "watch_date"),
        ("0000-Q1", "", "watch_date"),
        ("9999", "", "watch_date"),
        ("", "2026-07-04", "watch_date"),
        ("2026-07", "2026-07-04", "watch_date"),
        ("2026-07-04", "2026-07-03", "watch_until"),
        ("2026-07-04", "2026-08", "watch_until"),
    ],
)
def test_refused_at_its_field(text: str, until: str, field: str) -> None:
    assert [problem.field for problem in watch_problems(text, until)] == [field]
    assert watch_span(text, until) is None


def test_nothing_is_no_date() -> None:
    assert watch_span("", "") is None
    assert list(watch_problems("", "")) == []


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["year", "quarter", "month", "day"]))
def test_a_span_holds_its_day_and_meets_the_next_without_a_gap(day: date, precision: str) -> None:
    def written(moment: date) -> str:
        forms = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
        return moment.strftime(forms[precision]) if precision in forms else quarter(moment)

    def quarter(moment: date) -> str:
        return f"{moment.year}-Q{(moment.month + 2) // 3}"

    span = watch_span(written(day), "")

    assert span is not None
    assert span.precision == precision
    assert span.start <= day <= span.end
    assert written(span.start) == written(span.end) == written(day)
    assert written(span.start - timedelta(days=1)) != written(day) != written(span.end + timedelta(days=1))


date_like = st.from_regex(r"[0-9]{4}(-Q[0-9])?(-[0-9]{2}){0,2}", fullmatch=True)


@given(st.one_of(date_like, st.text(max_size=12)), st.one_of(st.just(""), date_like, st.text(max_size=12)))
def test_any_text_is_a_span_or_a_problem(text: str, until: str) -> None:
    span = watch_span(text, until)

    assert (span is not None) == (bool(text) and not list(watch_problems(text, until)))
