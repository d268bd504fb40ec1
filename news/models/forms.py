"""The editor's form of a story: drafts are lenient, submitting is strict."""

from itertools import count
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms.api.authoring.forms import Sent
from news.blocks.readings import numbers_read_at

from .settings import place_of

MAX_SLUG = 255


class StoryForm(WagtailAdminPageForm):
    """Names every missing field on submission, and keeps new drafts from colliding over a slug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        story = kwargs.get("instance")
        if story is not None and story.live and not story.has_unpublished_changes:
            story.settle_update()
        parent = kwargs.get("parent_page")
        if story is not None and parent is not None and story.locale_id is None:
            story.locale = parent.locale  # Wagtail 8.0 forgets it where a new page is previewed
        super().__init__(*args, **kwargs)

    def defer_required_fields(self) -> None:
        """Let drafts be unfinished, but not a story in review: its change is submitted with it."""
        if not (self.instance.pk and self.instance.workflow_in_progress):
            super().defer_required_fields()

    def full_clean(self) -> None:
        """Read numbers in the story's language."""
        with numbers_read_at(place_of(self.instance, parent=self.parent_page)):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Make the slug of a never published draft unique; refuse an incomplete submission at its fields."""
        slug = self.cleaned_data.get("slug")
        if slug and not self.instance.first_published_at:
            self.cleaned_data["slug"] = self._free_slug(slug)
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            for problem in self.instance.problems_in(cleaned):
                # A field that was not on the form, or failed by itself, has said so already.
                if problem.field in self.fields and problem.field not in self.errors:
                    self.add_error(problem.field, problem.message)
        return cleaned

    def _free_slug(self, slug: str) -> str:
        candidates = (slug if n == 1 else f"{slug[: MAX_SLUG - len(str(n)) - 1]}-{n}" for n in count(1))
        return next(c for c in candidates if Page._slug_is_available(c, self.parent_page, self.instance))  # noqa: SLF001


class SentStoryForm(Sent, StoryForm):
    """The same for what programs send."""
