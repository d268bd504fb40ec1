"""Files that pretend to be pictures, or hold endless work, are refused at the field, undecoded."""

import html
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageFile, WebPImagePlugin
from wagtail.users.models import UserProfile

from news.models import NewsImage
from news.uploads import UNREADABLE, PictureField
from tests import bombs
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

DAMAGED = str(UNREADABLE)
TOO_MANY = "This picture has too many pixels: at most 25 million"
BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "PNG of any size": ("a.png", lambda: bombs.png(60_000, 60_000), TOO_MANY),
    "PNG of 36 million": ("a.png", lambda: bombs.png(6000, 6000), TOO_MANY),
    "JPEG of any size": ("a.jpg", lambda: bombs.jpeg(65_000, 65_000), TOO_MANY),
    "JPEG of 36 million": ("a.jpg", lambda: bombs.jpeg(6000, 6000), TOO_MANY),
    "WebP of any size": ("a.webp", lambda: bombs.webp(16_383, 16_383), TOO_MANY),
    "WebP of 36 million": ("a.webp", lambda: bombs.webp(6000, 6000), TOO_MANY),
    "text": ("a.png", bombs.text_bomb, DAMAGED),
    "colour profile": ("a.png", bombs.profile_bomb, DAMAGED),
    "scans": ("a.jpg", bombs.scans, DAMAGED),
    "frames of PNG": ("a.png", lambda: bombs.frames("PNG", 160), TOO_MANY),
    "frames of WebP": ("a.webp", lambda: bombs.frames("WEBP", 160), TOO_MANY),
    "SVG": ("a.svg", lambda: bombs.SVG, DAMAGED),
    "SVG as PNG": ("a.png", lambda: bombs.SVG, DAMAGED),
    "entities": ("a.jpg", lambda: bombs.LAUGHS, DAMAGED),
    "HTML": ("a.jpg", lambda: b"<html><script>alert(1)</script>", DAMAGED),
    "PDF": ("a.jpg", lambda: b"%PDF-1.7\n", DAMAGED),
    "GIF as JPEG": ("a.jpg", lambda: bombs.saved("GIF", mode="L"), DAMAGED),
    "TIFF": ("a.png", lambda: bombs.saved("TIFF"), DAMAGED),
    "nothing": ("a.jpg", lambda: b"\xff\xd8\xff", DAMAGED),
    "too many bytes": (
        "a.jpg",
        lambda: b"\xff\xd8\xff" + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        "too big",
    ),
}
# They are read to where they end.
DAMAGED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "wrong name": ("a.jpg", lambda: bombs.saved("PNG"), "Not a valid .jpeg image"),
    "half a PNG": ("a.png", lambda: bombs.saved("PNG", (300, 300))[:-300], DAMAGED),
    "half a JPEG": ("a.jpg", lambda: bombs.saved("JPEG", (300, 300))[:-300], DAMAGED),
    "half a WebP": ("a.webp", lambda: bombs.saved("WEBP", (300, 300))[:-30], DAMAGED),
}
FILES = BOMBS | DAMAGED
AT_THE_DOORS = ("PNG of 36 million", "scans", "SVG", "half a JPEG")
OURS = (48, 32)  # of the picture that is there already, which the admin shows
Send = Callable[[Any], HttpResponse]


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which formats were decoded, and how large they were."""
    seen: list[str] = []
    for owner in (ImageFile.ImageFile, WebPImagePlugin.WebPImageFile):
        load = owner.load

        def noted(self: Any, load: Any = load) -> Any:
            if self.size != OURS:
                seen.append(f"{self.format} {self.size}")
            return load(self)

        monkeypatch.setattr(owner, "load", noted)
    return seen


def form(file: Any) -> dict[str, Any]:
    return {"title": "A picture", "file": file, "collection": 1, "tags": ""}


def add(newsroom: Newsroom) -> Send:
    return lambda file: signed_in(newsroom).post("/admin/images/add/", form(file))


def replace(newsroom: Newsroom) -> Send:
    image = newsroom.image()
    return lambda file: signed_in(newsroom).post(f"/admin/images/{image.pk}/", form(file))


def add_many(newsroom: Newsroom) -> Send:
    scripted = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    path, more = "/admin/images/multiple/add/", {"title": "A", "collection": 1}
    return lambda file: signed_in(newsroom).post(path, more | {"files[]": file}, **scripted)


def choose(newsroom: Newsroom) -> Send:
    path, prefix = "/admin/images/chooser/create/", "image-chooser-upload"
    return lambda file: signed_in(newsroom).post(
        path, {f"{prefix}-{name}": value for name, value in form(file).items()}
    )


def by_program(newsroom: Newsroom) -> Send:
    api = Api(newsroom.publisher)
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {api.text}"}
    return lambda file: api.client.post("/api/v3/images/", {"title": "A", "file": file}, **bearer)


def own_picture(newsroom: Newsroom) -> Send:
    names = {"first_name": "A.", "last_name": "Publisher", "email": "publisher@example.org"}
    looks = {"theme": "system", "contrast": "system", "density": "default"}
    data = {f"name_email-{name}": value for name, value in names.items()}
    data |= {f"theme-{name}": value for name, value in looks.items()}
    return lambda file: signed_in(newsroom).post("/admin/account/", data | {"avatar-avatar": file})


DOORS = {f.__name__: f for f in (add, replace, add_many, choose, by_program, own_picture)}


def signed_in(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.publisher)
    return client


def stored() -> tuple[Any, ...]:
    return (
        *NewsImage.objects.values_list("pk", "file", "file_hash"),
        *UserProfile.objects.exclude(avatar="").values_list("avatar", flat=True),
    )


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_refused_with_its_reason_and_a_bomb_undecoded(name: str, decoded: list[str]) -> None:
    filename, make, said = FILES[name]
    file = SimpleUploadedFile(filename, make())
    decoded.clear()

    with pytest.raises(ValidationError, match=said):
        PictureField().clean(file)

    if name in BOMBS:
        assert decoded == []


@pytest.mark.parametrize("name", AT_THE_DOORS)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_why_at_the_field(
    newsroom: Newsroom, door: str, name: str, decoded: list[str]
) -> None:
    filename, make, said = FILES[name]
    send, before = DOORS[door](newsroom), stored()
    file = SimpleUploadedFile(filename, make())
    decoded.clear()

    answer = send(file)

    text = html.unescape(answer.content.decode()).replace("\\u0027", "'")
    assert answer.status_code == (422 if door == "by_program" else 200)
    assert re.sub(r"\s+", " ", text).count(said) >= 1
    assert stored() == before
    if name in BOMBS:
        assert decoded == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_door_takes_a_good_one(newsroom: Newsroom, door: str, kind: str) -> None:
    send, before = DOORS[door](newsroom), stored()

    answer = send(SimpleUploadedFile(f"a.{kind.lower()}", bombs.saved(kind, (640, 480))))

    assert answer.status_code in {200, 201, 302}
    assert stored() != before


@pytest.mark.parametrize(
    ("record", "credit"),
    [
        (b"\x1c\x02\x6e\x00\x06A Desk", "A Desk"),
        (b"\x1c\x02\x78\x00", ""),  # it ends within a length
        (b"\x1c\x03\x3c\x00\x00\x1c\x08\x0a\x00\x01\x61", ""),  # a picture in an empty layer
    ],
    ids=["good", "cut", "empty layer"],
)
def test_words_that_are_damaged_are_no_words(newsroom: Newsroom, record: bytes, credit: str) -> None:
    answer = add(newsroom)(SimpleUploadedFile("a.jpg", bombs.with_iptc(record)))

    assert answer.status_code == 302
    assert NewsImage.objects.get(title="A picture").credit == credit


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "data",
    [
        bombs.saved("PNG", (5000, 5000), "L"),
        bombs.frames("WEBP", 5),
        bombs.saved("JPEG", (300, 300), progressive=True),
    ],
    ids=["25 million", "a short animation", "progressive"],
)
def test_what_is_large_is_no_bomb(data: bytes) -> None:
    name = "a.png" if data[1:4] == b"PNG" else "a.webp" if data[:4] == b"RIFF" else "a.jpg"

    assert PictureField().clean(SimpleUploadedFile(name, data)).name == name


def test_a_rendition_holds_nothing_that_was_hung_on(newsroom: Newsroom) -> None:
    hung_on = b"<script>alert(1)</script>"
    send = add(newsroom)

    send(SimpleUploadedFile("a.jpg", bombs.saved("JPEG", (640, 480)) + hung_on))

    image = NewsImage.objects.get(title="A picture")
    for rendition in image.get_renditions("max-165x165", "width-320|format-webp").values():
        with rendition.file.open("rb") as file:
            assert hung_on not in file.read()
    original = signed_in(newsroom).get(image.file.url)
    assert original["Content-Type"] == "image/jpeg"
    assert original["X-Content-Type-Options"] == "nosniff"
    original.close()
    assert Client().get(image.file.url).status_code == 404


def test_others_are_refused_at_their_head_too() -> None:
    assert PillowImage.MAX_IMAGE_PIXELS == settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS


GOOD = {kind: bombs.saved(kind, (40, 30)) for kind in ("JPEG", "PNG", "WEBP")}


@given(data=st.data(), kind=st.sampled_from(sorted(GOOD)))
@how(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_is_broken_in_a_file_is_an_error_of_the_form(data: st.DataObject, kind: str) -> None:
    content = bytearray(GOOD[kind])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(1, len(content))))

    with suppress(ValidationError):
        PictureField().clean(SimpleUploadedFile(f"a.{kind.lower()}", bytes(content[:cut])))
