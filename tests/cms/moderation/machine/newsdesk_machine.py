"""What the rules of the state machine share: the newsroom, the clock, and what the test knows."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis.stateful import RuleBasedStateMachine

from cms.core import clock
from cms.moderation.review import decisions
from news.models import NewsImage, StoryPage
from tests.newsroom import Newsroom

from . import newsdesk
from .newsdesk import GROUPS, accepted, person, story
from .oracle import STEPS, Approval, Content, Story


class NewsdeskMachine(RuleBasedStateMachine):
    """A newsroom that is undone when its history ends."""

    def __init__(self) -> None:
        super().__init__()
        self.left = ExitStack()
        self.left.enter_context(transaction.atomic())
        self.left.callback(transaction.set_rollback, True)  # noqa: FBT003
        self.time = self.left.enter_context(time_machine.travel("2026-05-01T08:00:00Z", tick=False))
        cache.clear()
        self.newsroom = Newsroom()
        self.groups = {name: set(groups) for name, groups in GROUPS.items()}
        self.editions = dict.fromkeys(NewsImage.objects.values_list("pk", flat=True), 1)
        self.known: list[Story] = []
        self.number = 0
        self.reader = Client(SERVER_NAME="example.org", SERVER_PORT="443", **{"wsgi.url_scheme": "https"})

    def teardown(self) -> None:
        """Undo the history."""
        self.left.close()

    def draft(self, of: Story) -> Content:
        """Return what the newest draft says by now."""
        return of.saved.with_pictures(self.editions)

    def _write(self, kind: str, name: str) -> Story:
        content = self._content(None, 0)
        page = self.newsroom.draft(kind, owner=person(name), **newsdesk.texts(kind, content))
        of = Story(page.pk, kind, saved=content, answered=content, contributors={name})
        self._was_saved(of, name, content, page)
        self.known.append(of)
        return of

    def _content(self, hours: int | None, image: int) -> Content:
        hour = clock.now() + timedelta(hours=hours) if hours else None
        found = self._image(image)
        picture = (found.pk, self.editions[found.pk]) if found else None
        return Content(self._next(), hour, picture)

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _image(self, which: int) -> NewsImage | None:
        """Return one of the pictures, or none: the last place stands for no picture."""
        left = [*sorted(self.editions), None]
        pk = left[which % len(left)]
        return NewsImage.objects.get(pk=pk) if pk else None

    def _save(self, of: Story, name: str, content: Content, **kwargs: Any) -> None:
        fields = {} if content == self.draft(of) else newsdesk.texts(of.kind, content)
        saved: list[Any] = []
        user = person(name)
        if accepted(lambda: saved.append(newsdesk.save(of.pk, user, fields, **kwargs))):
            self._was_saved(of, name, content, saved[0])

    def _was_saved(self, of: Story, name: str, content: Content, draft: StoryPage) -> None:
        if of.revisions and of.revisions[-1][0] == draft.latest_revision_id:
            of.revisions.pop()
        of.revisions.append((draft.latest_revision_id, content))
        of.was_saved(name, content)
        self._learn(of, story(of.pk).draft_seal)

    def _learn(self, of: Story, seal: str) -> Content:
        """Return what a seal stands for, noting one that is new."""
        return of.seals.setdefault(seal, self.draft(of))

    def _approve(self, of: Story, name: str, seal: str) -> bool:
        page, user = story(of.pk), person(name)
        task, shown = page.current_workflow_task, self._learn(of, seal)
        if not accepted(lambda: decisions.approve(page, user=user, seal=seal)):
            return False
        assert shown == self.draft(of), "somebody approved what was not there any more"
        approval = Approval(name, shown, was_of_step=self._is_of(STEPS[task.name], name))
        of.was_approved(task.name, approval, draft=shown, now=clock.now())
        return True

    def _is_of(self, group: str, name: str) -> bool:
        return name == "root" or group in self.groups[name]
