"""The queue over HTTP: what waits, with the filters of the queue's page."""

from typing import Annotated, Any, Literal, cast

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from ninja import Field, Query
from pydantic import StringConstraints, create_model
from wagtail import hooks

from cms.api.newsroom.scopes import Scope, needs
from cms.api.parameters import MAX_VALUES, PageId
from cms.core import clock
from cms.moderation.queue import queries, rows
from cms.moderation.queue.filters import QueueFilterSet
from cms.moderation.rules.formats import formats
from cms.moderation.rules.refusals import Unacceptable

from .paging import Span
from .schemas import Queue, Step, Waiting

Label = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Yes = Literal["yes"]


class QueueParameters(Span):
    """The filters that every newsroom has; rooms above add theirs (`register_queue_filters`)."""

    mine: Literal["decide", "claimed", "written", "all"] = Field(
        default="decide", description="What you can decide, have claimed, or wrote; or all that you see."
    )
    format: list[Label] = Field(default=[], max_length=MAX_VALUES, description="Like `news.BriefPage`.")
    step: list[PageId] = Field(default=[], max_length=MAX_VALUES, description="The ids of steps of review.")
    unclaimed: Yes | None = Field(default=None, description="Only what nobody has in hand.")
    overdue: Yes | None = Field(default=None, description="Only what has waited longer than its target.")


def parameters() -> type[QueueParameters]:
    """Return the filters with those of the rooms above; call it when the apps are ready."""
    added: dict[str, Any] = {
        name: (Label | None, Field(default=None, description=f"{label}: a key of the story."))
        for name, label, _choices in (hook() for hook in hooks.get_hooks("register_queue_filters"))
    }
    return cast("type[QueueParameters]", create_model("QueueFilters", __base__=QueueParameters, **added))


def view() -> Any:
    """Return the view of the queue, which takes the filters of all rooms."""
    filters: Any = parameters()

    @needs(Scope.DECIDE)
    def queues(request: HttpRequest, parameters: Query[filters]) -> Queue:
        """Return what waits for a decision: what you can decide, unless you ask for more."""
        return listed(request, parameters)

    return queues


def listed(request: HttpRequest, asked: QueueParameters) -> Queue:
    """Return a span of the queue; any takes as many queries."""
    found = QueueFilterSet(_form(asked), queries.listed(request.user), request=request)
    if not found.is_valid():
        raise Unacceptable(_("There is nothing by that name."), {k: list(v) for k, v in found.errors.items()})
    ordered = found.qs.order_by("-is_breaking", "step_since", "pk")
    reviews = list(ordered[asked.places])
    found_rows = rows.rows(reviews, now=clock.now())
    items = [_item(review, row) for review, row in zip(reviews, found_rows, strict=True)]
    return Queue(count=found.qs.count(), items=items)


def _form(asked: QueueParameters) -> QueryDict:
    form = QueryDict(mutable=True)
    said = asked.model_dump(exclude={"limit", "offset", "format", "step", "mine"}, exclude_none=True)
    form.update(said)
    form["mine"] = "" if asked.mine == "all" else asked.mine
    form.setlist("step", [str(step) for step in asked.step])
    models = {kind.model_class(): str(kind.pk) for kind in formats()}
    known = {model._meta.label: pk for model, pk in models.items() if model}  # Django's documented name
    form.setlist("format", [known.get(label, label) for label in asked.format])
    return form


def _item(review: Any, row: rows.Row) -> Waiting:
    kind = ContentType.objects.get_for_id(review.page.content_type_id).model_class()
    state = review.workflow_state.current_task_state
    return Waiting(
        id=row.page_id,
        type=kind._meta.label if kind else "",
        format=row.format,
        title=row.headline,
        step=Step(id=state.pk, name=row.step),
        author=row.author,
        waiting_since=review.step_since,
        target_minutes=int(row.waiting.target.total_seconds() // 60),
        level=row.waiting.level,
        words=row.words,
        round=review.round,
        changes=row.changes,
        claimed=row.claim,
        may_decide=row.is_mine,
        flags=list(row.flags),
    )
