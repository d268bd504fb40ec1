"""What is said of an audit: a hole fails, silence is no clean bill, and a broken audit no silence."""

from typing import Any

import pytest

from tests.packages.audit import SILENT, ask, verdict

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


@pytest.mark.parametrize(
    "trouble",
    [
        "ERROR:Could not connect to PyPI's vulnerability feed\nERROR:Tip: your network may be blocking it",
        "ProxyError('Unable to connect to proxy', NewConnectionError('Connection refused'))",
    ],
)
def test_nobody_to_ask_is_silence(trouble: str) -> None:
    assert verdict(None, trouble) == (0, SILENT)


@pytest.mark.parametrize("options", [["--wrong"], ["-r", "no-such-file.txt"]])
def test_an_audit_that_fails_by_itself_fails(options: list[str]) -> None:
    report, trouble = ask(*options)
    status, said = verdict(report, trouble)

    assert (report, status) == (None, 1)
    assert options[-1] in said
