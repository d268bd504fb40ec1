"""All addresses: the admin, the public API, media, and pages at the site's own paths."""

from django.conf import settings
from django.http import Http404
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from cms.api.newsroom.api import newsroom_urls
from cms.api.public.api import public_api
from cms.api.public.views import not_found, read_only
from cms.core import security_txt
from cms.core.media import media
from cms.operations.probes import health
from home.reader import views as reader

api = public_api()


def _read_only(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Wrap the views of Ninja's patterns, which are all plain."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = read_only(pattern.callback)
    return patterns


_routes, _app_name, _namespace = api.urls

handler400 = "cms.core.failures.unavailable.answer_400"
handler404 = reader.not_found
handler500 = "cms.core.failures.unavailable.answer_500"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path(security_txt.PATH, security_txt.security_txt),
    path("api/v2/", include((_read_only(_routes), _app_name), namespace=_namespace)),
    # Wagtail's view (8.0) fails, so that somebody sees how that looks.
    path(f"{settings.GALLEY_ADMIN_PATH}failwhale/", reader.not_found, {"exception": Http404()}),
    path(settings.GALLEY_ADMIN_PATH, include(admin_urls)),
    path("api/v3/", include((newsroom_urls(), "wagtailapi_v3"), namespace="wagtailapi_v3")),
    re_path(r"^api/", not_found),
    path("media/<path:path>", media),
    path("search/", reader.search, name="reader_search"),
    path("preview/", reader.preview, name="reader_preview"),
    path("authors/<slug:slug>/", reader.author, name="reader_author"),
    # One door for everybody: Wagtail's own for readers would be a second one.
    path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
    path("", include(wagtail_urls)),
]
