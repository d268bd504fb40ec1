"""The figure: an image with the words that belong to this use of it."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.telepath import register
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructBlockValidationError
from wagtail.blocks.struct_block import StructBlockAdapter
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from news import renditions
from news.schemas.base import CAPTION_ELEMENTS

from .rich_text import CaptionBlock, display_html


class FigureBlock(StructBlock):
    """A picture. Its words are copied from the image when it is chosen, and live here from then on."""

    image = ImageChooserBlock(label=_("Image"))
    alt = CharBlock(
        required=False,
        max_length=250,
        label=_("Alt text"),
        help_text=_("Describe the picture for readers who can't see it. Don't repeat the caption."),
    )
    decorative = BooleanBlock(
        required=False, label=_("Decorative"), help_text=_("Tick only if the picture carries no information.")
    )
    caption = CaptionBlock(required=False, label=_("Caption"))
    credit = CharBlock(
        max_length=255,
        label=_("Credit"),
        help_text=_("As the agency writes it, for example REUTERS/A. Name."),
    )

    class Meta:
        icon = "image"
        label = "Picture"
        description = _("With caption and credit, between paragraphs")
        label_format = "Picture: {alt} {credit}"

    def clean(self, value: Any) -> Any:
        """Require alt text or the decorative tick; drafts may lack both."""
        cleaned = super().clean(value)
        alt, decorative = (cleaned.get("alt") or "").strip(), cleaned.get("decorative")
        if alt and decorative:
            raise _error("alt", "A decorative picture has no alt text: clear it, or clear the tick.")
        if not alt and not decorative and not self.is_deferred_validation:
            raise _error("alt", "Describe the picture, or tick “Decorative”.")
        return cleaned

    def get_preview_value(self) -> Any:
        """Return the newest picture for the block picker; a figure without one where the library is empty."""
        image = get_image_model().objects.order_by("-pk").first()
        words = {"alt": image.default_alt_text, "caption": image.default_caption} if image else {}
        return self.normalize({"image": image, "credit": image.credit if image else "", **words})

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the contract's figure; `context["renditions"]` holds what `renditions.find` gave."""
        image = value.get("image")
        if image is None:
            return None
        decorative = bool(value.get("decorative"))
        return {
            "alt": "" if decorative else (value.get("alt") or ""),
            "decorative": decorative,
            "caption": self.child_blocks["caption"].get_api_representation(value.get("caption"), context),
            "credit": value.get("credit") or "",
            "image": {
                "id": image.pk,
                "width": image.width,
                "height": image.height,
                "focal_point": _focal_point(image),
                "renditions": renditions.representation((context or {})["renditions"][image.pk]),
            },
        }


def images_in(streams: Iterable[Any]) -> list[Any]:
    """Return every picture of the streams once, in order of appearance: figures, and figures of items."""
    blocks = (block for stream in streams for block in stream)
    found = {image.pk: image for block in blocks for image in _images_of(block.value) if image}
    return list(found.values())


def _images_of(value: Any) -> list[Any]:
    if not hasattr(value, "get"):
        return []
    if "image" in value:
        return [value["image"]]
    return [figure["image"] for figure in value.get("figure") or []]


def editable_caption(source: str) -> dict[str, Any] | None:
    """Return caption, plain or with italics and links, as Draftail's content state; None for an empty one."""
    caption = CaptionBlock()
    value = caption.normalize(display_html(source, CAPTION_ELEMENTS).strip())
    return json.loads(caption.get_form_state(value)) if value else None


def _error(field: str, message: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(message)})


def _focal_point(image: Any) -> dict[str, float] | None:
    if not image.has_focal_point():
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }


class FigureBlockAdapter(StructBlockAdapter):
    """Gives the editor's figure the script that copies a chosen image's words into it."""

    js_constructor = "news.blocks.FigureBlock"

    def js_args(self, block: FigureBlock) -> list[Any]:
        """Return Wagtail's arguments, and where the words of an image are (0 stands for its id)."""
        name, children, meta = super().js_args(block)
        return [name, children, meta | {"imageWordsUrl": reverse("news_image_words", args=[0])}]

    @cached_property
    def media(self) -> Media:
        """Return Wagtail's struct block script, then ours."""
        base = super().media
        return Media(js=[*base._js, "news/js/figure-block.js"], css=base._css)  # noqa: SLF001


register(FigureBlockAdapter(), FigureBlock)
