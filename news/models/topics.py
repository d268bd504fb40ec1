"""What stories are about, and who writes them."""

from django.db import models
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.api.authoring.types import writable


class NamedSnippet(index.Indexed, models.Model):
    """A name and the slug under which front ends know it."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)

    panels = [TitleFieldPanel("name", placeholder="Name*"), FieldPanel("slug", widget=SlugInput)]
    api_fields = writable("name", "slug")
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def live(self) -> bool:
        """Whether front ends may know the slug; the editor then stops deriving it from the name."""
        return self.pk is not None


@register_snippet
class Topic(NamedSnippet):
    """A subject: a place, a person, a matter."""


@register_snippet
class Author(NamedSnippet):
    """A person whose name stands under stories."""
