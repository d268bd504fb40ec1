"""The story: what the three formats share."""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.moderation.pages import ReviewedPage
from news import renditions
from news.blocks import HeroStream
from news.blocks.figures import images_in
from news.blocks.readings import numbers_read_at
from news.blocks.topics import topics_of
from news.rules import Problem, StoryFacts, problems

from .forms import StoryForm
from .settings import place_of
from .topics import Author, Topic

MAX_HEADLINE = 255
MAX_STANDFIRST = 300
HEADLINE_HELP = "Without the format’s name: readers see “Hard Numbers” and the like apart."


class StoryPage(ReviewedPage):
    """The parent of the three formats, so that lists, filters and search cross them."""

    label: ClassVar[str] = ""
    items_field: ClassVar[str] = ""
    item_name: ClassVar[str] = "item"
    min_items: ClassVar[int] = 1

    standfirst = models.TextField(
        blank=True, max_length=MAX_STANDFIRST, help_text="One or two sentences under the headline."
    )
    hero = StreamField(HeroStream(max_num=1, required=False), blank=True, verbose_name="picture")
    no_picture = models.BooleanField(
        default=False, verbose_name="No picture", help_text="Tick if this story goes out without one."
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")

    is_creatable = False
    base_form_class = StoryForm
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"

    def problems_in(self, values: dict[str, Any]) -> list[Problem]:
        """Give what stops a submission with these field values (cleaned form data, or `current_values`)."""
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
        """Give every picture of the story once, in order of appearance."""
        return images_in(getattr(self, name) for name in ("hero", self.items_field))

    def after_submission(self) -> None:
        """Make the renditions that the public document will look up, once the submission is committed."""
        transaction.on_commit(partial(renditions.make, self.images()), robust=True)

    def word_count(self) -> int:
        """Give how many words there are to review, captions and credits included."""
        return len(" ".join(str(text) for text in self._texts()).split())

    def review_keys(self) -> list[str]:
        """Let the queue be filtered by topic."""
        return [f"topic:{topic.pk}" for topic in self.topics.all()]

    def summary(self) -> str:
        """Give the standfirst for the queue."""
        return self.standfirst

    def _texts(self) -> Iterator[Any]:
        yield from (self.title, self.standfirst)
        for name in ("hero", self.items_field):
            field = self._meta.get_field(name)
            yield from field.stream_block.get_searchable_content(getattr(self, name))

    def item_topics(self) -> list[Topic]:
        """Give the topics that items have for themselves, with repetitions."""
        values = [block.value for block in getattr(self, self.items_field)]
        return [topic for value in values if hasattr(value, "get") for topic in topics_of(value)]


def first_message(error: ValidationError) -> str:
    """Give the first message of an error of blocks within blocks."""
    inner = getattr(error, "block_errors", None) or {}
    for nested in inner.values() if isinstance(inner, dict) else filter(None, inner):
        return first_message(nested)
    return str(error.messages[0])


class Byline(Orderable):
    """A person under a story, in printed order."""

    class Role(models.TextChoices):
        """What the person did."""

        WRITER = "writer", "Writer"
        REPORTER = "reporter", "Reporting by"
        EDITOR = "editor", "Editor"
        PHOTOGRAPHER = "photographer", "Photographer"

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=20, choices=Role, default=Role.WRITER)

    panels = [FieldPanel("author"), FieldPanel("role")]

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **options: Any) -> "Byline | None":
        """Give the byline of a draft; None when its author is gone (modelcluster 6.5 would raise)."""
        if not Author.objects.filter(pk=data.get("author") or 0).exists():
            return None
        byline: Byline = model_from_serializable_data(cls, data, **options)
        return byline

    def serializable_data(self) -> dict[str, Any]:
        """Give the byline as part of a revision."""
        data: dict[str, Any] = get_serializable_data_for_fields(self)
        return data

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"


class RelatedStory(Orderable):
    """A link to another story; shown while that story is public."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="+", verbose_name="story")

    panels = [FieldPanel("target")]

    def __str__(self) -> str:
        return str(self.target)


def story_form(items_panel: FieldPanel) -> TabbedInterface:
    """Give the tabs of a format's editor: content, topics and bylines, promotion."""
    content = [
        TitleFieldPanel("title", heading="Headline", placeholder="Headline*", help_text=HEADLINE_HELP),
        FieldPanel("standfirst"),
        FieldPanel("hero", heading="Picture"),
        FieldPanel("no_picture"),
        items_panel,
    ]
    desk = [
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        InlinePanel("bylines", label="byline", heading="Bylines"),
        InlinePanel("related", label="related story", heading="Related stories"),
    ]
    promote = [
        FieldPanel("slug"),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
        PublishingPanel(),
    ]
    tabs = [
        ObjectList(content, heading="Content"),
        ObjectList(desk, heading="Topics and bylines"),
        ObjectList(promote, heading="Promote"),
    ]
    return TabbedInterface(tabs, base_form_class=StoryForm)
