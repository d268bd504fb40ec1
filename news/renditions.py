"""The named crops of every picture: made when an image is saved, looked up when a story is published."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from cms.delivery.registry import NotReady

# Width to height; None keeps the picture's own shape.
CROPS: Mapping[str, tuple[int, int] | None] = {
    "wide": (16, 9),
    "card": (3, 2),
    "square": (1, 1),
    "full": None,
}
WIDTHS = (320, 640, 1280)
DEFAULT_WIDTH = 640

Found = Mapping[str, Any]  # filter spec → rendition


class RenditionsMissing(NotReady):
    """Some pictures lack named renditions; `prepare` makes them."""

    def __init__(self, images: Iterable[Any]) -> None:
        self.images = list(images)
        super().__init__(f"renditions missing for images {[image.pk for image in self.images]}")

    def prepare(self) -> None:
        """Make the renditions of every picture that lacks some."""
        make(self.images)


def spec(crop: str, width: int) -> str:
    """Return Wagtail's filter for one crop in one width; neither `fill` nor `width` enlarges a picture."""
    shape = CROPS[crop]
    size = f"width-{width}" if shape is None else f"fill-{width}x{round(width * shape[1] / shape[0])}"
    return f"{size}|format-{'avif' if settings.GALLEY_AVIF else 'webp'}"


def specs() -> list[str]:
    """Return the filters of all crops in all widths."""
    return [spec(crop, width) for crop in CROPS for width in WIDTHS]


def make(images: Iterable[Any]) -> None:
    """Make what is missing; slow (tens of milliseconds a rendition), never inside a transaction or a GET."""
    for image in images:
        image.get_renditions(*specs())


@task(backend="queue")
def make_soon(image_ids: list[int]) -> None:
    """Make what the pictures with the ids lack; those that are gone by now are left out."""
    make(get_image_model().objects.filter(pk__in=image_ids).order_by("pk"))


def forget_other_formats() -> None:
    """Delete renditions, with their files, in other formats: they carry what their original says.

    They were made for the admin before it got WebP. Public documents name none of them.
    """
    old = get_image_model().get_rendition_model().objects.exclude(file__endswith=".webp")
    old.exclude(file__endswith=".avif").delete()


def find(images: Iterable[Any]) -> dict[int, Found]:
    """Return the renditions of `images` by image id in one query; raise RenditionsMissing where some lack."""
    by_id = {image.pk: image for image in images}
    found: dict[int, dict[str, Any]] = {pk: {} for pk in by_id}
    if not by_id:
        return {}
    model = get_image_model().get_rendition_model()
    for rendition in model.objects.filter(image_id__in=by_id, filter_spec__in=specs()):
        # After the focal point moved, renditions of the old one are still there.
        key = Filter(spec=rendition.filter_spec).get_cache_key(by_id[rendition.image_id])
        if rendition.focal_point_key == key:
            found[rendition.image_id][rendition.filter_spec] = rendition
    missing = [by_id[pk] for pk, have in found.items() if len(have) < len(specs())]
    if missing:
        raise RenditionsMissing(missing)
    return dict(found)


def representation(found: Found) -> dict[str, dict[str, Any]]:
    """Return the contract's `renditions` of one picture: per crop the middle width and all widths."""
    return {crop: _crop(crop, found) for crop in CROPS}


def _crop(crop: str, found: Found) -> dict[str, Any]:
    # A picture smaller than a width gives the same pixels for several specs: one of them is enough.
    by_width = {found[spec(crop, width)].width: found[spec(crop, width)] for width in reversed(WIDTHS)}
    ascending = [by_width[width] for width in sorted(by_width)]
    middle = [r for r in ascending if r.width <= DEFAULT_WIDTH][-1:] or ascending[:1]
    return {
        "url": absolute(middle[0].url),
        "width": middle[0].width,
        "height": middle[0].height,
        "srcset": ", ".join(f"{absolute(r.url)} {r.width}w" for r in ascending),
    }


def absolute(url: str) -> str:
    """Return a media URL with the public origin, unless the storage gave a full one."""
    return url if "://" in url else f"{settings.GALLEY_BASE_URL}{url}"
