"""Reading the workflow: a story's state, its history and its differences, and what waits for a signature."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Schema
from pydantic import model_validator

from cms.api.newsroom.scopes import Scope, needs
from cms.api.parameters import PageId
from cms.moderation.comparison.wording import as_json
from cms.moderation.models import BreakGlass
from cms.moderation.review import emergencies as entries

from . import differences, find, histories, states
from .paging import Span
from .schemas import Diff, Emergencies, EmergencyEntry, History, Since, Story


class DiffParameters(Schema):
    """What the newest draft is compared with."""

    since: Since = Field(default="live", alias="from")
    revision: PageId | None = Field(default=None, description="With `from=revision`: one of the story's own.")

    @model_validator(mode="after")
    def revision_where_it_is_meant(self) -> "DiffParameters":
        """Refuse a revision that is missing, or that nothing would be compared with."""
        if (self.since == "revision") != (self.revision is not None):
            raise ValueError("from=revision and revision=… go together")
        return self


@needs(Scope.DRAFTS)
def story(request: HttpRequest, page_id: PageId) -> Story:
    """Return where a story stands, and what you may do about it."""
    return states.standing(find.story(page_id, request.user), request.user)


@needs(Scope.DRAFTS)
def history(request: HttpRequest, page_id: PageId, span: Query[Span]) -> History:
    """Return what was decided and done, the oldest first."""
    return histories.history(find.story(page_id, request.user).pk, span)


@needs(Scope.DRAFTS)
def diff(request: HttpRequest, page_id: PageId, parameters: Query[DiffParameters]) -> Diff:
    """Return what the newest draft changes since what is live, the last decision, or an older revision."""
    page = find.story(page_id, request.user)
    draft: Any = page.get_latest_revision_as_object()
    changes = differences.since(page, draft, parameters.since, parameters.revision)
    return Diff.model_validate({"since": parameters.since, "seal": draft.seal, "changes": as_json(changes)})


@needs(Scope.PUBLISH)
def emergencies(request: HttpRequest, span: Query[Span]) -> Emergencies:
    """Return what was published alone and waits for a second signature."""
    waiting = entries.to_countersign()
    return Emergencies(
        count=waiting.count(), items=[emergency(e, request.user) for e in waiting[span.places]]
    )


def emergency(entry: BreakGlass, user: Any) -> EmergencyEntry:
    """Return an emergency publication, and whether `user` may sign it."""
    return EmergencyEntry(
        id=entry.pk,
        story_id=entry.page_id,
        title=entry.title,
        seal=entry.seal,
        by=states.person(entry.user),
        reason=entry.reason,
        at=entry.at,
        countersigned_by=states.person(entry.countersigned_by),
        countersign=states.permit(entries.may_countersign(entry, user)),
    )
