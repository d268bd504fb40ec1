"""The site itself: its name, its labels, and what its footer links to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from wagtail.models import Site

from cms.api.answers import public_answer
from cms.api.parameters import NoParameters, refuse_unknown
from cms.api.public.api import Problem
from cms.api.sites import site_of
from cms.core.http import etag_of
from cms.core.json import canonical
from news.models.format_labels import labels_of
from news.models.site_settings import SiteSettings
from news.schemas.site import SiteAnswer


def site_router() -> Router:
    """Return the endpoint of the site."""
    router = Router(tags=["site"])
    responses: dict[int, Any] = {200: SiteAnswer, 304: None, 400: Problem}

    @router.get("/", response=responses, summary="Read what a front end says of the site")
    def read_site(request: HttpRequest) -> HttpResponse:
        return site(request)

    return router


def site(request: HttpRequest) -> HttpResponse:
    """Answer with the site that the request is for."""
    refuse_unknown(request, NoParameters)
    found = site_of(request)
    body = canonical(_answer(found).model_dump(mode="json"))
    return public_answer(request, body, etag=etag_of(body), sequence=None)


def _answer(found: Site) -> SiteAnswer:
    # Wagtail's `for_site` would write a row of defaults, and a read writes nothing.
    said = SiteSettings.objects.filter(site=found).first() or SiteSettings()
    return SiteAnswer(
        name=found.site_name or settings.WAGTAIL_SITE_NAME,
        html_url=f"{found.root_url}/",
        locale=settings.LANGUAGE_CODE,
        labels=labels_of(found),
        contact_email=said.contact_email or None,
        newsletter_url=said.newsletter_url or None,
        policies=said.policies(),
    )
