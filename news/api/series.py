"""Series as JSON and as CSV: made from index rows of documents that are public at this moment."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Path, Router
from ninja.errors import HttpError

from cms.api.answers import public_answer
from cms.api.parameters import NoParameters, Text, refuse_unknown
from cms.api.public.api import Problem
from cms.api.routers import described
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery.models import IndexRow
from news.models import Series
from news.projections.series import KIND
from news.schemas.series import SeriesDetail, SeriesList

from .series_csv import CSV_TYPE, series_csv


def series_router() -> Router:
    """Return the endpoints of series."""
    router = Router(tags=["series"])
    errors: dict[int, Any] = {304: None, 400: Problem, 404: Problem}

    @router.get("/", response={200: SeriesList, 304: None, 400: Problem}, summary="List series")
    def list_series(request: HttpRequest) -> HttpResponse:
        return _listing(request)

    @router.get("/{slug}/", response={200: SeriesDetail} | errors, summary="Read a series, oldest first")
    def read_series(request: HttpRequest, slug: Path[Text]) -> HttpResponse:
        return _detail(request, slug)

    @router.get(
        "/{slug}.csv",
        response=errors,
        summary="Read a series as CSV",
        openapi_extra={"responses": {200: described("text/csv")}},
    )
    def read_series_as_csv(request: HttpRequest, slug: Path[Text]) -> HttpResponse:
        return _csv(request, slug)

    return router


def _listing(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, NoParameters)
    counted = IndexRow.objects.visible().filter(kind=KIND).order_by().values("key")
    counts = {row["key"]: row["count"] for row in counted.annotate(count=Count("pk"))}
    series = Series.objects.filter(pk__in=counts)
    items = [_head(one) | {"value_count": counts[str(one.pk)]} for one in series]
    body = canonical({"items": items})
    return public_answer(request, body, etag=etag_of(body), sequence=None)


def _detail(request: HttpRequest, slug: str) -> HttpResponse:
    series, payloads, sequence = _read(request, slug)
    head = canonical(_head(series))
    body = head[:-1] + b',"values":[' + b",".join(payloads) + b"]}"
    return public_answer(request, body, etag=etag_of(body), sequence=sequence)


def _csv(request: HttpRequest, slug: str) -> HttpResponse:
    _series, payloads, sequence = _read(request, slug)
    body = series_csv(payloads)
    answer = public_answer(request, body, etag=etag_of(body), sequence=sequence, content_type=CSV_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, f"{slug}.csv") or "attachment"  # noqa: FBT003
    return answer


def _read(request: HttpRequest, slug: str) -> tuple[Series, list[bytes], int]:
    """Return the series, its values oldest first, and the site's sequence; 404 where nothing is public."""
    refuse_unknown(request, NoParameters)
    series = Series.objects.filter(slug=slug).first()
    rows = IndexRow.objects.visible().with_sequence().filter(kind=KIND, key=str(series.pk if series else ""))
    found = list(rows.in_order().values_list("payload", "site_sequence"))
    if series is None or not found:
        raise HttpError(404, "There is no series with published values here.")
    return series, [bytes(payload) for payload, _sequence in found], found[0][1]


def _head(series: Series) -> dict[str, Any]:
    address = f"{settings.GALLEY_BASE_URL}/api/v2/series/{series.slug}"
    return {
        "slug": series.slug,
        "name": series.name,
        "unit": series.unit,
        "definition": series.definition,
        "detail_url": f"{address}/",
        "csv_url": f"{address}.csv",
    }
