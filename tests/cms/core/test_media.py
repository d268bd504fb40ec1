"""Originals are for the newsroom, renditions for everybody, and no path leaves the media folder."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.newsroom import Newsroom


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Return a media folder with an original and a rendition, and a secret beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for name, content in (
        ("media/original_images/a.jpg", "original"),
        ("media/r/x.webp", "rendition"),
        ("secret", "no"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_renditions_are_public_and_kept_by_caches(reader: Client, db: None, files: Path) -> None:
    answer = reader.get("/media/r/x.webp")

    assert content(answer) == b"rendition"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_originals_do_not_exist_for_anonymous(reader: Client, db: None, files: Path) -> None:
    assert reader.get("/media/original_images/a.jpg").status_code == 404


def test_originals_do_not_exist_for_people_outside_the_newsroom(
    newsroom: Newsroom, reader: Client, files: Path
) -> None:
    reader.force_login(newsroom.person("stranger"))

    assert reader.get("/media/original_images/a.jpg").status_code == 404


def test_the_newsroom_sees_originals_and_no_cache_keeps_them(
    newsroom: Newsroom, reader: Client, files: Path
) -> None:
    reader.force_login(newsroom.writer)

    answer = reader.get("/media/original_images/a.jpg")

    assert content(answer) == b"original"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "r/../original_images/a.jpg",
        "r/..%2foriginal_images/a.jpg",
        "r/../../secret",
        "../secret",
        "%2e%2e/secret",
        "./r/../original_images/a.jpg",
        "/original_images/a.jpg",
        "r",
        "r/",
        "r/none.webp",
        "r/%00",
        "r/%FF",
        pytest.param("r/" + "a" * 5000, id="too long for a file's name"),
    ],
)
def test_nothing_else_is_served(reader: Client, db: None, files: Path, path: str) -> None:
    assert reader.get(f"/media/{path}").status_code == 404
