"""What is said of an audit: a hole fails, silence is no clean bill."""

from typing import Any

import pytest

from tests.audit import SILENT, verdict

CLEAN: dict[str, Any] = {"name": "good", "version": "1.0", "vulns": []}
HOLE: dict[str, Any] = {"name": "bad", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}
UNKNOWN: dict[str, Any] = {"name": "unknown", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ([CLEAN], (0, "1 packages audited, 0 known holes")),
        ([CLEAN, HOLE], (1, "bad 2.0: X-1, mended in 2.1\n2 packages audited, 1 known holes")),
        ([CLEAN, UNKNOWN], (0, "1 packages audited, 0 known holes\nnot known there: unknown")),
        ([UNKNOWN], (0, SILENT)),
        ([], (0, SILENT)),
    ],
)
def test_a_hole_fails_and_silence_is_said(packages: list[Any], expected: tuple[int, str]) -> None:
    assert verdict({"dependencies": packages}) == expected


def test_no_report_is_silence() -> None:
    assert verdict(None) == (0, SILENT)
