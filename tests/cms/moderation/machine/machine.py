"""A newsroom in any order: people write, review, schedule and meddle, and readers see what was approved."""

from dataclasses import replace
from datetime import timedelta

from django.test.testcases import TestCase
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, invariant, precondition, rule

from cms.core import clock
from cms.moderation.review import claims, decisions, emergencies, pictures
from cms.publishing import scheduler

from . import newsdesk
from .newsdesk import GROUPS, accepted, person, story
from .newsdesk_machine import NewsdeskMachine
from .oracle import STEPS, Alone, Story

MAX_STORIES = 2
PEOPLE = st.sampled_from(sorted(GROUPS))
KINDS = st.sampled_from(["brief", "numbers", "watch"])
HOURS = st.sampled_from([None, None, 1, 3])
NUMBERS = st.integers(0, 9)


class ReviewMachine(NewsdeskMachine):
    """Each rule is an act by somebody; the oracle learns of it where it was accepted."""

    stories = Bundle("stories")

    # --- Writing -----------------------------------------------------------------------------------------

    @initialize(target=stories, kind=KINDS, name=PEOPLE)
    def begin(self, kind: str, name: str) -> Story:
        """Write the first story."""
        return self._write(kind, name)

    @precondition(lambda self: len(self.known) < MAX_STORIES)
    @rule(target=stories, kind=KINDS, name=PEOPLE)
    def write(self, kind: str, name: str) -> Story:
        """Write another story."""
        return self._write(kind, name)

    @rule(of=stories, name=PEOPLE, hours=HOURS, image=NUMBERS)
    def change(self, of: Story, name: str, hours: int | None, image: int) -> None:
        """Save a change as a new revision."""
        self._save(of, name, self._content(hours, image))

    @rule(of=stories, name=PEOPLE, image=NUMBERS)
    def change_in_place(self, of: Story, name: str, image: int) -> None:
        """Save a change over the newest revision, as the editor does by itself."""
        newest = story(of.pk).get_latest_revision()
        self._save(of, name, self._content(None, image), overwrite_revision=newest)

    @rule(of=stories, name=PEOPLE)
    def save_without_a_change(self, of: Story, name: str) -> None:
        """Save what is there."""
        self._save(of, name, self.draft(of))

    @rule(of=stories, name=PEOPLE, back=NUMBERS)
    def revert(self, of: Story, name: str, back: int) -> None:
        """Bring an earlier revision back."""
        pk, content = of.revisions[-1 - back % len(of.revisions)]
        earlier = story(of.pk).revisions.get(pk=pk).as_object()
        if accepted(lambda: earlier.save_revision(user=person(name), clean=False)):
            self._was_saved(of, name, content.with_pictures(self.editions), earlier)

    @rule(of=stories)
    def tamper(self, of: Story) -> None:
        """Change the newest revision as nobody."""
        content = replace(self.draft(of), number=self._next())
        newsdesk.tamper(of.pk, content.number)
        of.saved = content
        of.revisions[-1] = (of.revisions[-1][0], content)
        of.seals[story(of.pk).draft_seal] = content

    # --- Review ------------------------------------------------------------------------------------------

    @rule(of=stories, name=PEOPLE)
    def submit(self, of: Story, name: str) -> None:
        """Ask for the review."""
        if accepted(lambda: decisions.submit(story(of.pk), user=person(name))):
            of.was_submitted(name, self.draft(of))

    @precondition(lambda self: any(of.in_review for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def claim(self, of: Story, name: str) -> None:
        """Take a story in hand, which changes nothing else."""
        accepted(lambda: claims.claim(story(of.pk), user=person(name), now=clock.now()))

    @precondition(lambda self: any(of.in_review for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def approve(self, of: Story, name: str) -> None:
        """Approve what is there."""
        self._approve(of, name, story(of.pk).draft_seal)

    @rule(of=stories)
    def go_on(self, of: Story) -> None:
        """Let somebody do what comes next who, as the test sees it, may."""
        if not of.in_review:
            self.submit(of, min(of.contributors or {"writer"}))
            return
        hands = of.everybody() | {name for step, name in of.decided if step != of.step()}
        able = [name for name in GROUPS if name not in hands and self._is_of(STEPS[of.step()], name)]
        if able:
            self._approve(of, able[0], story(of.pk).draft_seal)

    @rule(of=stories)
    def take_through(self, of: Story) -> None:
        """Take a story from wherever it is through its review."""
        for _ in ("submission", *STEPS):
            self.go_on(of)

    @rule(of=stories, first=PEOPLE, second=PEOPLE)
    def two_approve(self, of: Story, first: str, second: str) -> None:
        """Let two people try to take a story through its steps."""
        if not of.in_review:
            self.go_on(of)
        for name in (first, second):
            self._approve(of, name, story(of.pk).draft_seal)

    @precondition(lambda self: any(of.in_review for of in self.known))
    @rule(of=stories, name=PEOPLE, which=NUMBERS)
    def approve_what_was_there(self, of: Story, name: str, which: int) -> None:
        """Approve with a seal that the story had at some time."""
        seals = list(of.seals)
        self._approve(of, name, seals[-1 - which % len(seals)])

    @precondition(lambda self: any(of.in_review for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def request_changes(self, of: Story, name: str) -> None:
        """Send a story back."""
        seal = story(of.pk).draft_seal
        user = person(name)
        if accepted(lambda: decisions.request_changes(story(of.pk), user=user, seal=seal, reason="Why?")):
            of.was_sent_back(name)

    @precondition(lambda self: any(of.in_review for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def withdraw(self, of: Story, name: str) -> None:
        """Take a story out of review."""
        if accepted(lambda: decisions.withdraw(story(of.pk), user=person(name))):
            of.was_withdrawn()

    @rule(hours=st.sampled_from([1, 2, 24]))
    def wait(self, hours: int) -> None:
        """Let time pass, and the scheduler run."""
        self.time.shift(timedelta(hours=hours))
        report = scheduler.publish_due(now=clock.now())
        assert report.failed == [], "the scheduler could not publish"
        for of in self.known:
            of.pass_time(clock.now())

    # --- Meddling ----------------------------------------------------------------------------------------

    @rule(which=NUMBERS)
    def edit_words_of_a_picture(self, which: int) -> None:
        """Change the record of a picture, whose words are copied into stories."""
        if image := self._image(which):
            image.credit = image.description = image.title = f"Picture {self._next()}"
            with TestCase.captureOnCommitCallbacks(execute=True):
                image.save()

    @rule(which=NUMBERS)
    def replace_file(self, which: int) -> None:
        """Put another file behind a picture."""
        if image := self._image(which):
            edition = self.editions[image.pk] + 1
            image.file, image.file_hash, image.width = newsdesk.picture(edition), "", newsdesk.WIDTH + edition
            with TestCase.captureOnCommitCallbacks(execute=True):
                if accepted(image.save):
                    self.editions[image.pk] = edition

    @rule(which=NUMBERS, name=PEOPLE)
    def delete_picture(self, which: int, name: str) -> None:
        """Delete a picture, with a reason."""
        image, user = self._image(which), person(name)
        pk = image.pk if image else 0
        if image and accepted(lambda: pictures.delete(image, user=user, reason="No licence.")):
            del self.editions[pk]
            for of in self.known:
                of.lost_picture(pk, self.editions)

    @rule(name=PEOPLE, group=st.sampled_from(sorted(STEPS.values())))
    def join_or_leave(self, name: str, group: str) -> None:
        """Let somebody join a group, or leave it."""
        self.groups[name] ^= {group}
        newsdesk.set_groups(name, self.groups[name])

    @precondition(lambda self: any(of.live for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def unpublish(self, of: Story, name: str) -> None:
        """Take a story from the readers, with a reason."""
        form = {"reason": "It was wrong."}
        if accepted(lambda: newsdesk.post(name, f"/admin/pages/{of.pk}/unpublish/", form)):
            assert self._is_of("Publishers", name), "unpublished by no publisher"
            of.was_unpublished()

    @rule(of=stories)
    def publish_in_a_shell(self, of: Story) -> None:
        """Publish the newest draft past every service of ours: nothing may come of it."""
        accepted(story(of.pk).get_latest_revision().publish)

    # --- Emergencies -------------------------------------------------------------------------------------

    @rule(of=stories, name=PEOPLE)
    def break_glass(self, of: Story, name: str) -> None:
        """Publish alone."""
        page, user = story(of.pk), person(name)
        seal, content = page.draft_seal, self.draft(of)
        if accepted(lambda: emergencies.break_glass(page, user=user, seal=seal, reason="An earthquake.")):
            alone = Alone(content, seal, name, of.everybody())
            of.was_published_alone(alone, now=clock.now())

    @precondition(lambda self: any(of.alone for of in self.known))
    @rule(of=stories, name=PEOPLE)
    def countersign(self, of: Story, name: str) -> None:
        """Sign what somebody published alone."""
        for entry in emergencies.to_countersign().filter(page_id=of.pk)[:1]:
            alone = next(alone for alone in of.alone if alone.seal == entry.seal and not alone.signed_by)
            if accepted(lambda: emergencies.countersign(entry, user=person(name))):  # noqa: B023
                assert self._is_of("Publishers", name), "countersigned by no publisher"
                assert name not in alone.contributors | {alone.person}, "countersigned by one of them"
                alone.signed_by = name

    # --- What must be true after each act ----------------------------------------------------------------

    @invariant()
    def readers_see_what_was_approved(self) -> None:
        """Each live content has an approval of each step, by different people with no part in it."""
        for of in self.known:
            shown = newsdesk.seen_by_readers(self.reader, of.pk)
            assert newsdesk.row_is(of.pk) == (shown and shown.number), "the live row is not what readers see"
            if shown and of.live:
                shown = replace(shown, goes_live_at=of.live.goes_live_at)
            fault = of.fault(shown, self.editions)
            assert not fault, fault

    @invariant()
    def a_change_starts_at_the_first_step(self) -> None:
        """A story waits at the first step that has not approved what it says."""
        for of in self.known:
            task = story(of.pk).current_workflow_task if of.in_review else None
            assert task is None or task.name == of.step(), (
                f"waits at {task.name}, {of.step()} has not approved"
            )

    @invariant()
    def what_was_published_alone_is_on_the_list(self) -> None:
        """Whatever somebody published alone waits for another signature."""
        listed = sorted(emergencies.to_countersign().values_list("page_id", "seal"))
        alone = [(of.pk, alone.seal) for of in self.known for alone in of.alone if not alone.signed_by]
        assert listed == sorted(alone)
