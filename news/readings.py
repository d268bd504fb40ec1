"""The editor's live line under a number: how it reads, and what it asks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.models import Page

from cms.core.http import problem

from .blocks.readings import entries_of, parse_at, reading_line
from .models.settings import place_of
from .numbers import Place, adjusted, problems
from .numbers.values import MAX_DISPLAY

_MAX_ID = 2**63 - 1


def number_reading(request: HttpRequest) -> HttpResponse:
    """Answer with how a number as typed reads; `page` is the id of the story, or of where it will stand."""
    display = request.GET.get("display", "")
    page = request.GET.get("page", "0")
    if len(display) > 2 * MAX_DISPLAY or not page.isdecimal() or int(page[:20]) > _MAX_ID:
        return problem(400, "Give a display of a few characters, and the number of a page.")
    number = parse_at(display, _place(int(page)))
    entries = entries_of(request.GET)
    asked = problems(number, entries) if number.display else []
    return JsonResponse(
        {
            "reading": reading_line(adjusted(number, entries)),
            "problems": [p.message for p in asked],
            "notes": [w.message for w in number.warnings if not w.blocking],
        }
    )


def _place(page_id: int) -> Place:
    page = Page.objects.filter(pk=page_id).select_related("locale").first()
    return place_of(page) if page else Place()
