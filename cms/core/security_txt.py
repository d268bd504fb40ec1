"""Whom to tell of a hole, at the place where people look for it (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import clock

PATH = ".well-known/security.txt"
GOOD_FOR = timedelta(days=180)  # §2.5.5: less than a year


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Return the contact that the settings name; 404 where they name none."""
    if not settings.GALLEY_SECURITY_CONTACT:
        raise Http404
    # By whole days, so that an answer stays the same for one.
    ends = (clock.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": settings.GALLEY_SECURITY_CONTACT,
        "Expires": ends.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": settings.LANGUAGE_CODE,
        "Canonical": f"{settings.GALLEY_BASE_URL}/{PATH}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
