"""Doors in a shell: what a script may call on a story publishes nothing that was not approved."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page, TaskState, WorkflowState

from cms.core.refusals import Refusal
from cms.publishing import live_write_guard

from .effects import World, world
from .stage import STATES, Stage, undone

REFUSED = (Refusal, PermissionDenied, ValidationError)


def _state(page: Any) -> WorkflowState:
    return WorkflowState.objects.filter(object_id=str(page.pk)).order_by("-pk").first() or WorkflowState()


def _step(page: Any) -> Any:
    state = TaskState.objects.for_instance(page).order_by("-pk").first()
    return state.specific if state else None


def _rewrite(page: Any) -> None:
    page.title = "Approved by nobody"
    page.live = True
    page.save()


def _put_live(page: Any) -> None:
    page.live = True
    page.save(update_fields=["live"])


def _publish_other_words(page: Any) -> None:
    draft = page.get_latest_revision_as_object()
    draft.title = "Approved by nobody"
    draft.save_revision(user=page.owner).publish()


ACTS: dict[str, Callable[[Any], Any]] = {
    "save other words": _rewrite,
    "save as live": _put_live,
    "publish the newest revision": lambda page: page.get_latest_revision().publish(),
    "publish other words": _publish_other_words,
    "publish the first revision": lambda page: page.revisions.order_by("pk").first().publish(),
    "alias": lambda page: page.create_alias(update_slug="shell-alias"),
    "copy": lambda page: page.copy(update_attrs={"slug": "shell-copy"}, user=page.owner),
    "copy as live": lambda page: page.copy(
        update_attrs={"slug": "shell-copy", "live": True}, user=page.owner
    ),
    "update aliases": lambda page: page.update_aliases(revision=page.get_latest_revision()),
    "translate": lambda page: page.copy_for_translation(
        Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True
    ),
    "translate an alias": lambda page: page.copy_for_translation(
        Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True, alias=True
    ),
    "finish the workflow": lambda page: _state(page).finish(user=page.owner),
    "end the workflow": lambda page: _state(page).on_finish(user=page.owner),
    "resume the workflow": lambda page: _state(page).resume(user=page.owner),
    "approve the task": lambda page: _step(page).approve(user=page.owner),
    "approve the task for nobody": lambda page: _step(page).approve(),
    "publish what is due": lambda _page: call_command("publish_scheduled"),
}


@pytest.fixture(scope="module")
def stage(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    """Return the stage, built once; each act is undone."""
    with shared_rows():
        yield Stage()


def _words(everything: World) -> set[str]:
    """Return the headlines of live rows, and the headlines and standfirsts that readers get."""
    documents = [json.loads(body) for body, *_ in everything["public"].values() if isinstance(body, bytes)]
    shown = {document.get(name) or "" for document in documents for name in ("title", "standfirst")}
    return shown | {title for title, *_ in everything["live"].values()}


def _appeared(stage: Stage, page: Any, act: Callable[[Any], Any]) -> set[str]:
    """Return the public words that were not there before the act."""
    with undone():
        # Some acts make no sense in some states: a draft has no task to approve.
        with suppress(*REFUSED, AttributeError, ValueError), transaction.atomic():
            act(page)
        return _words(world()) - _words(stage.before)


@pytest.mark.parametrize("act", ACTS)
def test_a_script_puts_nothing_live_that_was_not_approved(db: None, stage: Stage, act: str) -> None:
    found = {state: _appeared(stage, stage.page(state), ACTS[act]) for state in STATES}

    assert {state: words for state, words in found.items() if words} == {}


@pytest.mark.parametrize("act", ["save other words", "publish other words", "publish the newest revision"])
def test_without_the_guard_it_would_be_seen(
    db: None, stage: Stage, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(live_write_guard, "check_live_write", lambda *_args: None)
    monkeypatch.setattr(live_write_guard, "check_publication", lambda *_args: None)

    assert any(_appeared(stage, stage.page(state), ACTS[act]) for state in STATES)


@pytest.mark.parametrize("act", ["approve the task", "finish the workflow", "end the workflow"])
def test_a_workflow_driven_by_hand_ends_in_a_refusal(db: None, stage: Stage, act: str) -> None:
    with undone(), pytest.raises(REFUSED):
        ACTS[act](stage.page("at sign-off"))


def test_sql_behind_our_back_changes_no_public_byte(db: None, stage: Stage) -> None:
    with undone():
        Page.objects.filter(pk=stage.page("draft").pk).update(live=True, title="From a shell")
        after = world()

    assert after["public"] == stage.before["public"]
