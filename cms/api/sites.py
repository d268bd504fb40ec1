"""The site that a request is for."""

from django.http import Http404, HttpRequest
from wagtail.models import Site


def site_of(request: HttpRequest) -> Site:
    """Return the site at the request's host; raise Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site
