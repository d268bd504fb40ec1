"""What stories are about, and who writes them."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet


class NamedSnippet(index.Indexed, models.Model):
    """A name and the slug under which front ends know it."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Topic(NamedSnippet):
    """A subject: a place, a person, a matter."""


@register_snippet
class Author(NamedSnippet):
    """A person whose name stands under stories."""
