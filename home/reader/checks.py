"""What an editor should look at in a draft, seen from its document; pure. The preview panel lists it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LONGEST_HEADLINE = 90
MESSAGES = {
    "headline-length": (
        format_lazy(_("Headline over {longest} characters"), longest=LONGEST_HEADLINE),
        _("Shorten it: phones and search results cut it off"),
    ),
    "credit-missing": (_("Picture without a credit"), _("Add the credit as the agency writes it")),
    "number-without-source": (_("Number without a source"), _("Name the source of the figure")),
    "page-not-public": (
        _("Link to a page that is not public"),
        _("Publish that page first, or remove the link: readers get its words alone, and no related story"),
    ),
}


def issues(document: Mapping[str, Any], *, names_hidden_pages: bool = False) -> list[str]:
    """Return the keys of `MESSAGES` that hold for a document, each once.

    A document leaves out pages that are not public: the caller, who has the draft, says if it names some.
    """
    found = {*_found(document), *(["page-not-public"] if names_hidden_pages else [])}
    return [name for name in MESSAGES if name in found]


def _found(document: Mapping[str, Any]) -> Iterator[str]:
    if len(document["title"]) > LONGEST_HEADLINE:
        yield "headline-length"
    blocks = [*document.get("items", ()), *document.get("body", ())]
    if any(not figure["credit"] for figure in _figures(document, blocks)):
        yield "credit-missing"
    if any(_lacks_source(block) for block in blocks):
        yield "number-without-source"


def _figures(document: Mapping[str, Any], blocks: list[Any]) -> Iterator[Mapping[str, Any]]:
    if document.get("hero"):
        yield document["hero"]
    for block in blocks:
        if block["type"] == "figure":
            yield block["value"]
        elif isinstance(block["value"], dict) and block["value"].get("figure"):
            yield block["value"]["figure"]


def _lacks_source(block: Mapping[str, Any]) -> bool:
    if block["type"] not in {"number", "number_item"}:
        return False
    number = block["value"] if block["type"] == "number" else block["value"]["number"]
    return bool(number) and not number["source"]
