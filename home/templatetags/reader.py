"""What the reader's templates can't say in Django's own words."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from news import renditions
from news.blocks.figures import images_in
from news.numbers import Place

register = template.Library()
_HARMFUL = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
register.filter("moment", parse_datetime)


@register.filter
def of(values: Any, key: Any) -> Any:
    """Return the value under a key, or nothing: Django would take `items` for the method of that name."""
    return (values or {}).get(key)


@register.filter
def cursor(address: str) -> str:
    """Return the cursor of the API's link to the next span."""
    return parse_qs(urlsplit(address).query)["cursor"][0]


@register.filter
def at(values: Any, place: int) -> Any:
    """Return what stands at a place, from nought."""
    return values[place]


@register.filter
def drawn(bound_block: Any) -> dict[str, Any]:
    """Return a block as its document has it, for the picker's previews; renditions that lack are made."""
    images = images_in([[bound_block]])
    renditions.make(images)
    block, context = bound_block.block, {"renditions": renditions.find(images), "place": Place()}
    return {"type": block.name, "value": block.get_api_representation(bound_block.value, context)}


@register.filter
def linked_data(article: Any) -> str:
    """Return JSON-LD as a data block, in which nothing can end the element (HTML standard §4.12.1.3)."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(_escaped(article)))  # noqa: S308


def _escaped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_HARMFUL)
