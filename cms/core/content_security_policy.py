"""The Content Security Policy of the admin: scripts, pictures and requests from here alone."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


def media_origin() -> str:
    """Return the origin of media with a space before it; empty where media is stored here."""
    media = urlsplit(default_storage.url(""))
    return f" {media.scheme}://{media.netloc}" if media.netloc else ""


def policy(*, framed_by: str) -> str:
    """Return the policy for pages that `framed_by` may frame: a source in quotation marks.

    Wagtail (8.0) writes scripts into the HTML of its choosers, dates and inline panels, also of what it loads
    later, and has no nonces: so they are let in. Scripts of other hosts, and `eval`, are not.
    """
    front_end = f" {settings.GALLEY_FRONTEND_URL}" if settings.GALLEY_FRONTEND_URL else ""
    parts = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob:{media_origin()}",
        "frame-src": f"'self'{front_end}",  # previews
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": framed_by,
    }
    return written(parts)


def written(parts: Mapping[str, str]) -> str:
    """Return the header's value from directives and their sources."""
    return "; ".join(f"{name} {value}" for name, value in parts.items())


class AdminPolicy:
    """Middleware that sends the policy with every page of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = f"/{settings.GALLEY_ADMIN_PATH}"
        # Wagtail lets its preview panel frame the draft; a browser obeys this header instead of that one.
        self.policies = {"DENY": policy(framed_by="'none'"), "SAMEORIGIN": policy(framed_by="'self'")}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        response = self.get_response(request)
        if request.path_info.startswith(self.prefix):
            framing = response.get("X-Frame-Options", "DENY")
            response.setdefault(HEADER, self.policies.get(framing, self.policies["DENY"]))
        return response
