"""Turns text that an editor pastes into an empty list into items."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from cms.core.http import problem

from .blocks.rich_text import editor_state
from .texts import NullCharacter, PastedItem, pasted_numbers, pasted_watch_items

MAX_PASTED = 200_000
_SPLITTERS = {"number_item": pasted_numbers, "watch_item": pasted_watch_items}


@require_POST
def pasted_items(request: HttpRequest) -> HttpResponse:
    """Answer with the items in `text`, as the blocks' fields take them; `type` is the type of the items."""
    text, split = request.POST.get("text", ""), _SPLITTERS.get(request.POST.get("type", ""))
    if split is None or len(text) > MAX_PASTED:
        return problem(400, f"Give a type of items, and a text of at most {MAX_PASTED} characters.")
    try:
        items = split(text)
    except NullCharacter as error:
        return problem(400, str(error))
    return JsonResponse({"items": [_fields(item) for item in items]})


def _fields(item: PastedItem) -> dict[str, Any]:
    html = format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in item.paragraphs))
    return {"lead": item.lead, "text": editor_state(html)}
