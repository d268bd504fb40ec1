"""`security.txt` says whom to tell of a hole, where the settings say so."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cms.core import clock
from cms.settings.env import Environment

PATH = "/.well-known/security.txt"
MOMENT = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)


def test_without_a_contact_there_is_none(reader: Client, db: None) -> None:
    assert reader.get(PATH).status_code == 404


def test_it_names_the_contact_and_its_end(reader: Client, settings: Any) -> None:
    settings.GALLEY_SECURITY_CONTACT = "mailto:security@example.org"

    with clock.at(MOMENT):
        answer = reader.get(PATH)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2026-07-09T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )
    assert reader.post(PATH).status_code == 405


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("", ""),
    ],
)
def test_a_mail_address_is_a_contact(monkeypatch: pytest.MonkeyPatch, written: str, uri: str) -> None:
    monkeypatch.setenv("GALLEY_SECURITY_CONTACT", written)

    assert Environment().galley_security_contact == uri
