"""Values of a series as CSV (RFC 4180): exact strings, and no cell that a spreadsheet would run."""

import csv
import json
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

CSV_TYPE = "text/csv; charset=utf-8"
COLUMNS = (
    "at",
    "as_of",
    "display",
    "kind",
    "value",
    "value_high",
    "denominator",
    "unit_code",
    "unit",
    "qualifier",
    "source",
    "source_url",
    "source_retrieved",
    "kicker",
    "story",
    "item_url",
)
# OWASP, CSV injection: what makes a cell a formula, in its wide forms too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def series_csv(payloads: Iterable[bytes]) -> bytes:
    """Return a header and a row for each payload (`SeriesValue` as JSON), in UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in _row(json.loads(payload))] for payload in payloads)
    return text.getvalue().encode()


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; plain decimals stay as they are."""
    if _NUMBER.fullmatch(text) or not _FORMULA.match(text):
        return text
    return f"'{text}"


def _row(value: dict[str, Any]) -> list[str]:
    number = value["number"]
    unit, source = number["unit"] or {}, number["source"] or {}
    cells = {
        **number,
        "at": value["at"],
        "unit_code": unit.get("code"),
        "unit": unit.get("label"),
        "source": source.get("name"),
        "source_url": source.get("url"),
        "source_retrieved": source.get("retrieved"),
        "kicker": value["kicker"],
        "story": value["story"]["title"],
        "item_url": value["item_url"],
    }
    return ["" if cells[column] is None else str(cells[column]) for column in COLUMNS]
