"""Wagtail's document library is there for its admin alone: whatever is in it comes out nowhere."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.documents import get_document_model

from tests.newsroom import Newsroom
from tests.newsroom_api import Api

SECRET = b"<script>alert(1)</script>"
PEOPLE = ("nobody", "writer", "reviewer", "publisher", "root")


@pytest.fixture
def document(newsroom: Newsroom) -> Any:
    """Return a document that a superuser has put there."""
    file = ContentFile(SECRET, name="plan.html")
    return get_document_model().objects.create(title="Plan", file=file)


def client_of(newsroom: Newsroom, name: str) -> Client:
    client = Client()
    if name == "root":
        client.force_login(newsroom.person("root", is_superuser=True))
    elif name != "nobody":
        client.force_login(getattr(newsroom, name))
    return client


@pytest.mark.parametrize("name", PEOPLE)
def test_no_address_gives_a_document(newsroom: Newsroom, document: Any, name: str) -> None:
    client, filename = client_of(newsroom, name), document.filename

    for path in (
        f"/documents/{document.pk}/{filename}",
        f"/documents/{document.pk}/{filename}/",
        f"/documents/{document.pk}/",
        "/documents/",
        f"/media/{document.file.name}",
        f"/media/r/../{document.file.name}",
        f"/media/original_images/../{document.file.name}",
        f"/api/v2/documents/{document.pk}/",
    ):
        answer = client.get(path, follow=True)
        assert (path, answer.status_code) == (path, 404)
        assert SECRET not in answer.content


def test_programs_get_none(newsroom: Newsroom, document: Any) -> None:
    assert Api(newsroom.publisher).get(f"documents/{document.pk}/").status_code == 404


def test_no_group_comes_to_the_library(newsroom: Newsroom, document: Any) -> None:
    for name in ("writer", "reviewer", "publisher"):
        client = client_of(newsroom, name)
        for path in ("", "add/", "multiple/add/", f"edit/{document.pk}/", f"delete/{document.pk}/"):
            assert client.post(f"/admin/documents/{path}").status_code in {302, 405}
        chooser = client.get("/admin/documents/chooser/")
        assert b"plan" not in chooser.content.lower()
    assert get_document_model().objects.count() == 1


def test_it_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("wagtaildocs_serve", args=[1, "a.html"])
