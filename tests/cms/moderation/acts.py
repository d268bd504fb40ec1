"""How to go through each door: one request by somebody on a story. What it may change is said in `doors`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.api.newsroom.preconditions import draft_etag

from .stage import Stage


@dataclass(frozen=True)
class Cell:
    """Somebody before a story."""

    stage: Stage
    actor: str
    page: Any

    def post(self, path: str, data: Mapping[str, Any] | None = None, **headers: str) -> HttpResponse:
        """Send a form as the actor."""
        return self.stage.clients[self.actor].post(path, data or {}, **headers)  # type: ignore[return-value]

    def save(self, path: str, data: Mapping[str, Any]) -> HttpResponse:
        """Send the editor's form as its scripts do, which spares us the drawing of refused forms."""
        topics = {"topics": [self.stage.newsroom.topic("Somalia").pk]}
        return self.post(path, {**data, **topics}, HTTP_ACCEPT="application/json")

    def send(self, path: str, data: Any = None, method: str = "post") -> HttpResponse:
        """Send JSON to the newsroom's API with the actor's token."""
        headers = {
            "HTTP_AUTHORIZATION": f"Bearer {self.stage.tokens[self.actor]}",
            "HTTP_IF_MATCH": draft_etag(self.page.pk),
        }
        call = getattr(self.stage.clients[self.actor], method)
        return call(path, json.dumps(data or {}), content_type="application/json", **headers)  # type: ignore[no-any-return]

    def read(self, path: str) -> HttpResponse:
        """Read from the newsroom's API with the actor's token."""
        bearer = f"Bearer {self.stage.tokens[self.actor]}"
        return self.stage.clients[self.actor].get(path, HTTP_AUTHORIZATION=bearer)  # type: ignore[return-value]

    @property
    def seal(self) -> str:
        """Return the seal of the newest draft: what a careful decider sends."""
        return str(self.page.draft_seal)

    @property
    def waiting(self) -> int:
        """Return the id of the task state at which the story waits, else of one that is over, else none."""
        states = TaskState.objects.for_instance(self.page)
        state = states.filter(status="in_progress").first() or states.order_by("-pk").first()
        return state.pk if state else 999_999

    @property
    def foreign(self) -> int:
        """Return the id of the task state at which another story waits."""
        return int(TaskState.objects.for_instance(self.stage.foreign).get(status="in_progress").pk)


Act = Callable[[Cell], HttpResponse]


def form(title: str = "Changed", **extra: Any) -> dict[str, Any]:
    """Return the edit form of a brief, filled."""
    text = rich_text("<p>Other words.</p>", features=["bold"])
    data = {
        "title": title,
        "slug": "changed",
        "standfirst": "Changed.",
        "hero": streamfield([]),
        "no_picture": "on",
        "body": streamfield([("paragraph", text)]),
        "bylines": inline_formset([]),
        "related": inline_formset([]),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
        "seo_title": "",
        "search_description": "",
    }
    return dict(nested_form_data(data)) | extra


def edit(**extra: Any) -> Act:
    """Save the edit form, with these buttons and fields."""
    return lambda cell: cell.save(f"/admin/pages/{cell.page.pk}/edit/", form(**extra))


def edit_in_place(cell: Cell) -> HttpResponse:
    """Save as the editor does by itself, over the newest revision."""
    data = form(overwrite_revision_id=cell.page.latest_revision_id)
    return cell.save(f"/admin/pages/{cell.page.pk}/edit/", data)


def edit_and_decide(action: str) -> Act:
    """Save the edit form with a decision."""

    def act(cell: Cell) -> HttpResponse:
        extra = json.dumps({"seal": cell.seal, "comment": "From the form."})
        data = {
            "action-workflow-action": "1",
            "workflow-action-name": action,
            "workflow-action-extra-data": extra,
        }
        return cell.save(f"/admin/pages/{cell.page.pk}/edit/", form(**data))

    return act


def add(**extra: Any) -> Act:
    """Write a new brief, with these buttons."""

    def act(cell: Cell) -> HttpResponse:
        path = f"/admin/pages/add/news/briefpage/{cell.stage.newsroom.news.pk}/"
        return cell.save(path, form(**extra))

    return act


def admin(path: str, **data: Any) -> Act:
    """Post to an address under the story's, with these fields."""
    return lambda cell: cell.post(f"/admin/pages/{cell.page.pk}/{path}", data)


def copy(**data: Any) -> Act:
    """Copy the story, with these boxes ticked."""

    def act(cell: Cell) -> HttpResponse:
        fields = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": cell.stage.newsroom.news.pk}
        return cell.post(f"/admin/pages/{cell.page.pk}/copy/", fields | data)

    return act


def move(**data: Any) -> Act:
    """Confirm a move to another section."""
    return lambda cell: cell.post(f"/admin/pages/{cell.page.pk}/move/{cell.stage.world.pk}/confirm/", data)


def bulk(action: str, **data: Any) -> Act:
    """Do it to a selection of one."""

    def act(cell: Cell) -> HttpResponse:
        fields = {"chooser": cell.stage.world.pk} if action == "move" else {}
        return cell.post(f"/admin/bulk/wagtailcore/page/{action}/?id={cell.page.pk}", fields | data)

    return act


def bulk_section(action: str) -> Act:
    """Do it to the story's section, with all that stands under it."""

    def act(cell: Cell) -> HttpResponse:
        path = f"/admin/bulk/wagtailcore/page/{action}/?id={cell.stage.newsroom.news.pk}"
        return cell.post(path, {"include_descendants": "on"})

    return act


def section(path: str, **data: Any) -> Act:
    """Post to an address of the story's section."""
    return lambda cell: cell.post(f"/admin/pages/{cell.stage.newsroom.news.pk}/{path}", data)


def decision(action: str, *, foreign: bool = False, **data: Any) -> Act:
    """Decide at Wagtail's address, on the story's own task state or on that of another story."""

    def act(cell: Cell) -> HttpResponse:
        state = cell.foreign if foreign else cell.waiting
        path = f"/admin/pages/workflow/action/{cell.page.pk}/{action}/{state}/"
        return cell.post(path, {"seal": cell.seal, "comment": "A reason."} | data)

    return act


def revision(path: str, **data: Any) -> Act:
    """Post to an address of the story's first revision."""

    def act(cell: Cell) -> HttpResponse:
        first = cell.page.revisions.order_by("pk").first()
        return cell.save(f"/admin/pages/{cell.page.pk}/revisions/{first.pk}/{path}", form(**data))

    return act


def unschedule(cell: Cell) -> HttpResponse:
    """Take the schedule of the newest revision back."""
    return cell.post(f"/admin/pages/{cell.page.pk}/revisions/{cell.page.latest_revision_id}/unschedule/")


def admin_api(action: str, **data: Any) -> Act:
    """Do it through the API of Wagtail's own page explorer."""
    return lambda cell: cell.post(
        f"/admin/api/main/pages/{cell.page.pk}/action/{action}/", _filled(cell, data)
    )


def v3(action: str, method: str = "post", **data: Any) -> Act:
    """Do it through the newsroom's API."""
    path = f"actions/{action}/" if action else ""
    return lambda cell: cell.send(f"/api/v3/pages/{cell.page.pk}/{path}", _filled(cell, data), method)


def v3_create(cell: Cell, action: str | None = None) -> HttpResponse:
    """Write a new brief through the newsroom's API."""
    meta = {"type": "news.BriefPage", "parent_id": cell.stage.newsroom.news.pk, "action": action}
    return cell.send("/api/v3/pages/", {"title": "Created", "slug": "created", "meta": meta})


def workflow(act: str, **data: Any) -> Act:
    """Do it through the operations of review in the newsroom's API."""
    return lambda cell: cell.send(f"/api/v3/workflow/stories/{cell.page.pk}/{act}/", _filled(cell, data))


def _filled(cell: Cell, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return `data` with places and revisions that only the stage knows."""
    known = {
        "SECTION": cell.stage.world.pk,
        "FIRST": _first(cell),
        "SEAL": cell.seal,
        "WAITING": cell.waiting,
        "FOREIGN": cell.foreign,
    }
    return {
        name: known.get(value, value) if isinstance(value, str) else value for name, value in data.items()
    }


def _first(cell: Cell) -> int:
    return int(cell.page.revisions.order_by("pk").values_list("pk", flat=True).first() or 0)


def review(action: str) -> Act:
    """Decide on the decision screen."""

    def act(cell: Cell) -> HttpResponse:
        data = {"action": action, "seal": cell.seal, "state": cell.waiting, "comment": "A reason."}
        return cell.post(f"/admin/review/{cell.page.pk}/", data)

    return act


def together(cell: Cell) -> HttpResponse:
    """Approve the story as one of several."""
    pk = cell.page.pk
    data = {"story": [pk, 999_999], f"seal-{pk}": cell.seal, f"state-{pk}": cell.waiting}
    return cell.post("/admin/review/together/", data)


def claim(cell: Cell) -> HttpResponse:
    """Take the story in hand."""
    return cell.post(f"/admin/review/{cell.page.pk}/claim/")


def alone(cell: Cell) -> HttpResponse:
    """Publish alone, without the permission."""
    return cell.post(f"/admin/review/{cell.page.pk}/alone/", {"seal": cell.seal, "reason": "Quick."})
