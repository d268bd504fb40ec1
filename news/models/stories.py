"""The story: what all formats share."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField

from cms.api.authoring.types import writable
from cms.moderation.pages import ReviewedPage
from news import renditions
from news.blocks import HeroStream
from news.blocks.figures import images_in
from news.blocks.readings import numbers_read_at
from news.blocks.tidying import tidied
from news.blocks.topics import topics_of
from news.rules import Problem, StoryFacts, problems, updated_at
from news.schemas.heads import CardOfStory, StoryDetail
from news.texts import NullCharacter

from .forms import SentStoryForm, StoryForm
from .settings import place_of
from .topics import Topic

MAX_HEADLINE = 255
MAX_STANDFIRST = 300
MAX_NOTE = 1000
TEXT_FIELDS = ("title", "standfirst", "seo_title", "search_description", "internal_note")


class StoryPage(ReviewedPage):
    """The parent of all formats, so that lists, filters and search cross them.

    A format declares itself by what follows; `items_field` is `body` or `items`, the two names under which
    front ends look for a story's stream.
    """

    label: ClassVar[str] = ""  # what readers see above the headline, unless the newsroom says something else
    items_field: ClassVar[str] = ""
    item_name: ClassVar[str] = "item"
    min_items: ClassVar[int] = 1
    detail_schema: ClassVar[type[StoryDetail]]  # the public contract: of the whole story, of its card
    card_schema: ClassVar[type[CardOfStory]]
    draft_items: ClassVar[Any]  # the type of the stream as programs write it

    standfirst = models.TextField(
        blank=True, max_length=MAX_STANDFIRST, help_text=_("One or two sentences under the headline.")
    )
    hero = StreamField(HeroStream(max_num=1, required=False), blank=True, verbose_name=_("picture"))
    no_picture = models.BooleanField(
        default=False, verbose_name=_("No picture"), help_text=_("Tick if this story has no picture.")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")
    # Together they say when readers last got something new: see `rules.updated_at`.
    substantive_update = models.BooleanField(
        default=False,
        help_text=_("Tick if this version tells readers something new. They see the date of the update."),
    )
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)

    deadline = models.DateTimeField(null=True, blank=True, help_text=_("Desk deadline (your time zone)."))
    is_breaking = models.BooleanField(
        default=False, verbose_name=_("breaking"), help_text=_("Moves it to the top of the queue.")
    )
    internal_note = models.TextField(
        blank=True, max_length=MAX_NOTE, help_text=_("Only colleagues see this.")
    )

    # The desk's own: in no document, no search and no seal.
    desk_fields: ClassVar[tuple[str, ...]] = ("deadline", "is_breaking", "internal_note")
    unsealed_fields = desk_fields

    is_creatable = False
    base_form_class = StoryForm
    api_base_form_class = SentStoryForm
    api_fields = ReviewedPage.api_fields + writable(
        "standfirst",
        "hero",
        "no_picture",
        "topics",
        "bylines",
        "related",
        "corrections",
        "substantive_update",
        *desk_fields,
    )
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def clean(self) -> None:
        """Tidy every text; raise a ValidationError at the field that holds NUL."""
        super().clean()
        for name in (*TEXT_FIELDS, "hero", self.items_field):
            try:
                setattr(self, name, tidied(getattr(self, name)))
            except NullCharacter as error:
                raise ValidationError({name: str(error)}) from error

    @property
    def last_update(self) -> datetime | None:
        """Return when readers last got something new, for the version that this holds."""
        return updated_at(
            ticked=self.substantive_update,
            before=self.updated_at,
            first=self.first_published_at,
            last=self.last_published_at,
        )

    def settle_update(self) -> None:
        """Begin a new version: what the published one ticked counts as done."""
        self.updated_at, self.substantive_update = self.last_update, False

    def problems_in(self, values: dict[str, Any]) -> list[Problem]:
        """Return what stops a submission with these field values (cleaned form data, or `current_values`)."""
        facts = StoryFacts(
            has_hero=bool(values.get("hero")),
            no_picture=bool(values.get("no_picture")),
            topics=len(values.get("topics") or ()),
            items=len(values.get(self.items_field) or ()),
            items_field=self.items_field,
            min_items=self.min_items,
            item_name=self.item_name,
        )
        return problems(facts)

    def check_complete(self) -> None:
        """Raise a ValidationError by field for everything that a submission must not lack."""
        self.full_clean()
        values = {name: getattr(self, name) for name in ("hero", "no_picture", self.items_field)}
        found = self.problems_in(values | {"topics": list(self.topics.all())})
        errors = {problem.field: [problem.message] for problem in found}
        with numbers_read_at(place_of(self)):
            for name in ("hero", self.items_field):
                errors |= self._stream_errors(name)
        if errors:
            raise ValidationError(errors)

    def _stream_errors(self, name: str) -> dict[str, list[str]]:
        field = self._meta.get_field(name)
        try:
            field.stream_block.clean(getattr(self, name))
        except ValidationError as error:
            return {name: [f"In “{field.verbose_name}”: {first_message(error)}"]}
        return {}

    def images(self) -> list[Any]:
        """Return every picture of the story once, in order of appearance."""
        return images_in(getattr(self, name) for name in ("hero", self.items_field))

    def after_submission(self) -> None:
        """Let a worker make the renditions that the public document will look up, after the commit."""
        lacking = [image.pk for image in self.images()]
        if lacking:
            renditions.make_soon.enqueue(lacking)

    def word_count(self) -> int:
        """Return how many words there are to review, captions and credits included."""
        return len(" ".join(str(text) for text in self._texts()).split())

    def review_keys(self) -> list[str]:
        """Let the queue be filtered by topic."""
        return [f"topic:{topic.pk}" for topic in self.topics.all()]

    def summary(self) -> str:
        """Return the standfirst for the queue."""
        return self.standfirst

    def _texts(self) -> Iterator[Any]:
        yield from (self.title, self.standfirst)
        for name in ("hero", self.items_field):
            field = self._meta.get_field(name)
            yield from field.stream_block.get_searchable_content(getattr(self, name))

    def item_topics(self) -> list[Topic]:
        """Return the topics that items have for themselves, with repetitions."""
        values = [block.value for block in getattr(self, self.items_field)]
        return [topic for value in values if hasattr(value, "get") for topic in topics_of(value)]


def first_message(error: ValidationError) -> str:
    """Return the first message of an error of blocks within blocks."""
    inner = getattr(error, "block_errors", None) or {}
    for nested in inner.values() if isinstance(inner, dict) else filter(None, inner):
        return first_message(nested)
    return str(error.messages[0])
