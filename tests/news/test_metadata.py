"""What a picture file says of its maker and place stays with the original: no rendition carries it on."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import ExifTags
from PIL import Image as PillowImage

from home.setup import setup_newsroom
from news import renditions
from news.models import NewsImage
from tests.newsroom import Newsroom
from tests.pictures import BOTTOM, MARK, SIZE, TOP, picture_with_everything, profile

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
ADMINS = ("max-165x165", "max-800x600", "original")  # thumbnails, the editor's preview, everything else
CAMERAS = ("exif", "xmp", "comment", "photoshop", "Author", "XML:com.adobe.xmp", "mp")
NEAR = 40  # of a colour, after two lossy encodings


@pytest.fixture(params=FORMATS)
def image(newsroom: Newsroom, request: pytest.FixtureRequest) -> NewsImage:
    """Return a saved image of each format whose file says everything."""
    data = picture_with_everything(request.param)
    file = ImageFile(BytesIO(data), name=f"camera.{request.param.lower()}")
    return NewsImage.objects.create(title="A picture", file=file)


def is_near(colour: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < NEAR for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_files_carry_all_of_it(format_name: str) -> None:
    data = picture_with_everything(format_name)

    with PillowImage.open(BytesIO(data)) as picture:
        exif = picture.getexif()
        assert (exif[274], exif[315], exif.get_ifd(0x8825)[29]) == (6, MARK, MARK)
        if format_name != "AVIF":  # Pillow writes Exif again there
            assert exif.get_ifd(ExifTags.IFD.IFD1)[0x0202] > 0  # the thumbnail
        assert MARK.encode() in (picture.info.get("xmp") or picture.info["XML:com.adobe.xmp"].encode())
        assert picture.info["icc_profile"] == profile()
    assert data.count(MARK.encode()) >= 5


@pytest.mark.parametrize("made", ["webp", "avif"])
def test_renditions_carry_none_of_it_and_look_right(image: NewsImage, settings: Any, made: str) -> None:
    settings.GALLEY_AVIF = made == "avif"

    for rendition in image.get_renditions(*renditions.specs(), *ADMINS).values():
        with rendition.file.open("rb") as file:
            data = file.read()
        with PillowImage.open(BytesIO(data)) as picture:
            assert MARK.encode() not in data
            assert [name for name in CAMERAS if picture.info.get(name)] == []
            assert dict(picture.getexif()) == {}
            assert picture.info["icc_profile"] == profile()
            if rendition.filter_spec in {"original", f"width-320|format-{made}"}:
                width, height = picture.size
                assert (width, height) == SIZE[::-1]
                seen = picture.convert("RGB")
                assert is_near(seen.getpixel((width // 2, 4)), TOP)
                assert is_near(seen.getpixel((width // 2, height - 4)), BOTTOM)


def test_renditions_of_before_that_carry_it_go_with_the_set_up(
    newsroom: Newsroom, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.WAGTAILIMAGES_FORMAT_CONVERSIONS = {}
    file = ImageFile(BytesIO(picture_with_everything("JPEG")), name="camera.jpeg")
    image = NewsImage.objects.create(title="A picture", file=file)
    image.make_renditions()
    named = set(image.renditions.values_list("pk", flat=True))
    old = image.get_rendition("max-165x165").file
    assert MARK.encode() in old.read()
    old.close()

    with django_capture_on_commit_callbacks(execute=True):
        setup_newsroom(steps=2)

    assert set(image.renditions.values_list("pk", flat=True)) == named
    assert not old.storage.exists(old.name)
