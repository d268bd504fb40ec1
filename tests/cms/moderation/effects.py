"""What an act has changed, in the words of the policy."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site, TaskState, WorkflowState

from cms.delivery.models import PublishedDocument
from cms.moderation.models import BreakGlass, Decision, Review
from cms.publishing.models import KeptCopy

World = dict[str, dict[Any, Any]]


def _rows(rows: type[Model] | QuerySet[Any], *names: str) -> dict[Any, Any]:
    queryset = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    return {row[0]: row[1:] for row in queryset.values_list("pk", *names)}


def _documents() -> dict[Any, Any]:
    return {pk: (bytes(body), card) for pk, (body, card) in _rows(PublishedDocument, "body", "card").items()}


def _copies() -> dict[Any, Any]:
    return {(page, state): seal for page, state, seal in _rows(KeptCopy, "page", "state", "seal").values()}


def _live_rows() -> dict[Any, Any]:
    return _rows(Page.objects.filter(live=True), "title", "slug", "seo_title")


def _drafts() -> dict[Any, Any]:
    rows = Revision.page_revisions.values_list("object_id", "pk", "content").order_by("object_id", "pk")
    return {(page, pk): _content(content) for page, pk, content in rows}


def _content(content: dict[str, Any]) -> Any:
    return {name: value for name, value in content.items() if name not in {"path", "depth", "url_path"}}


# By the name of the effect: what counts, by row.
WATCHED: dict[str, Callable[[], dict[Any, Any]]] = {
    "public": lambda: _documents() | _copies(),
    "live": _live_rows,
    "schedule": lambda: _rows(Revision.objects.exclude(approved_go_live_at=None), "approved_go_live_at"),
    "review": lambda: {
        **{("w", pk): row for pk, row in _rows(WorkflowState, "status", "current_task_state").items()},
        **{("t", pk): row for pk, row in _rows(TaskState, "status").items()},
        **{("d", pk): row for pk, row in _rows(Decision, "is_valid").items()},
    },
    "draft": _drafts,
    "place": lambda: _rows(Page, "path", "depth"),
    "lock": lambda: _rows(Page, "locked", "locked_by"),
    "privacy": lambda: _rows(PageViewRestriction, "page", "restriction_type"),
    "site": lambda: {
        **{("s", pk): row for pk, row in _rows(Site, "hostname", "root_page").items()},
        **{("l", pk): row for pk, row in _rows(Locale, "language_code").items()},
    },
    "claim": lambda: _rows(Review.objects.exclude(claimed_by=None), "claimed_by"),
    "emergency": lambda: _rows(BreakGlass, "countersigned_by"),
}
# Where new rows are the effect `new` or `gone` of a page, they are no effect of their own kind.
OF_PAGES = frozenset({"place", "lock", "draft"})


def world() -> World:
    """Return everything that is watched."""
    return {name: look() for name, look in WATCHED.items()}


def effects(before: World, after: World) -> frozenset[str]:
    """Return the names of what has changed."""
    found = {name for name in WATCHED if _changed(name, before[name], after[name])}
    pages_before, pages_after = before["place"].keys(), after["place"].keys()
    found |= {"new"} if pages_after - pages_before else set()
    found |= {"gone"} if pages_before - pages_after else set()
    return frozenset(found)


def _changed(name: str, before: dict[Any, Any], after: dict[Any, Any]) -> bool:
    if name == "draft":
        return _newest(before, after) != _newest(after, before)
    if name in OF_PAGES:
        both = before.keys() & after.keys()
        return any(before[key] != after[key] for key in both)
    return before != after


def _newest(rows: dict[Any, Any], others: dict[Any, Any]) -> dict[Any, Any]:
    """Return the newest revision's content by page, of pages that stand in both."""
    pages = {page for page, _pk in others}
    return {page: (pk, rows[page, pk]) for page, pk in sorted(rows) if page in pages}
