"""Rich text that programs send: what can't be stored is refused, not dropped."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

MAX_DEPTH = 24  # Wagtail's sanitiser (8.0) calls itself for each element within another
_VOID = frozenset({"br", "hr", "img", "embed", "wbr", "input"})
_PAGE = re.compile(r'<a id="([^"]*)" linktype="page">')
_MAX_DIGITS = 18


class _Depth(HTMLParser):
    """How deep elements stand inside each other at most."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        if tag not in _VOID:
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.now = max(0, self.now - 1)


def html_faults(html: str, features: list[str] | None) -> Iterator[str]:
    """Return what stops a text from being stored with these features of Draftail."""
    depth = _Depth()
    depth.feed(html)
    if depth.most > MAX_DEPTH:
        yield f"Elements stand inside each other more than {MAX_DEPTH} deep."
        return
    stored, removals = APIRichText.convert_input(html, features=features)
    for tag in dict.fromkeys(removal.tag for removal in removals):
        yield f"<{tag}> can't be stored here."
    linked = set(_PAGE.findall(stored))
    numbers = {text for text in linked if text.isdecimal() and len(text) <= _MAX_DIGITS}
    found = Page.objects.filter(pk__in=numbers).values_list("pk", flat=True) if numbers else ()
    for text in sorted(linked - {str(pk) for pk in found}):
        yield f"There is no page {text[:_MAX_DIGITS]}."
