"""The Content Security Policy of what the public gets: everything from here, nothing inline."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.core.content_security_policy import HEADER, media_origin, written

NO_PAGES = (f"/{settings.GALLEY_ADMIN_PATH}", "/api/", "/media/", "/static/")


def policy() -> str:
    """Return the policy; pictures may come from where media is stored."""
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data:{media_origin()}",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",  # the preview panel
    }
    return written(parts)


class ReaderPolicy:
    """Middleware that sends the policy with every page outside the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(NO_PAGES) and not settings.GALLEY_FRONTEND_URL:
            response.setdefault(HEADER, self.policy)
        return response
