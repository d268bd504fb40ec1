"""Rich text: what editors may write, and the HTML that readers get."""

import json
import re
from collections.abc import Set as AbstractSet
from html import unescape
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import expand_db_html

from news.schemas.base import CAPTION_ELEMENTS, LINK_SCHEMES, TEXT_ELEMENTS
from news.schemas.texts import Html

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]
CAPTION_FEATURES = ["italic", "link"]
CORRECTION_FEATURES = ["bold", "italic", "link"]

# The sanitiser leaves links without an address as bare elements; links do not nest (HTML standard §4.5.1).
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def display_html(source: str, elements: AbstractSet[str] = TEXT_ELEMENTS) -> Html:
    """Return stored rich text as HTML of the contract: `elements` only, links with safe schemes, or text."""
    clean = nh3.clean(
        expand_db_html(source),
        tags=set(elements),
        attributes={"a": {"href"}},
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
    )
    return Html(_DEAD_LINK.sub(r"\1", clean))


def escaped(text: str) -> Html:
    """Return plain text as a paragraph of HTML, in which nothing is an element; empty text stays empty."""
    return Html(f"<p>{escape(text)}</p>" if text.strip() else "")


def first_paragraph(html: Html) -> Html:
    """Return the first paragraph of display HTML, all of it where there is none."""
    first = _PARAGRAPH.search(html)
    return Html(first.group()) if first else html


def plain_text(html: str) -> str:
    """Return display HTML as one line of text."""
    spaced = re.sub(r"</(p|li)>|<br/?>", " ", html)
    return " ".join(unescape(strip_tags(spaced)).split())


class TextBlock(RichTextBlock):
    """Paragraphs with emphasis, links and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Require words, but in drafts: Wagtail 8.0 takes a paragraph without any for something written."""
        cleaned = super().clean(value)
        if self.required and not self.is_deferred_validation and not plain_text(display_html(cleaned.source)):
            raise ValidationError(_("Write something here, or delete the block."), code="required")
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> Html:  # noqa: ARG002
        """Return display HTML."""
        return display_html(value.source) if value else Html()

    def excerpt(self, shown: Html) -> Html:
        """Return all of it, for a teaser; `first_paragraph` shortens it where it leads the story."""
        return shown


def editor_state(html: str) -> dict[str, Any] | None:
    """Return paragraphs as Draftail's content state; None for nothing."""
    block = TextBlock()
    return json.loads(block.get_form_state(block.normalize(html))) if html else None


class CaptionBlock(RichTextBlock):
    """One line under a picture: italic and links only, no paragraph around it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", CAPTION_FEATURES)
        kwargs.setdefault("max_length", 500)
        super().__init__(**kwargs)

    def get_api_representation(self, value: Any, context: Any = None) -> Html:  # noqa: ARG002
        """Return display HTML without a paragraph."""
        return Html(display_html(value.source, CAPTION_ELEMENTS).strip()) if value else Html()
