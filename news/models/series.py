"""Series: one figure, published again and again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.api.authoring.types import writable

from .topics import NamedSnippet


@register_snippet
class Series(NamedSnippet):
    """A figure that stories come back to, such as the deaths of a drought year by year."""

    unit = models.CharField(
        max_length=60,
        blank=True,
        help_text=_("What its values are counted in, as printed: deaths, %, °C. For money the code: USD."),
    )
    definition = models.TextField(blank=True, max_length=1000, help_text=_("What is counted, and by whom."))

    panels = [*NamedSnippet.panels, FieldPanel("unit"), FieldPanel("definition")]
    api_fields = NamedSnippet.api_fields + writable("unit", "definition")
    search_fields = [*NamedSnippet.search_fields, index.SearchField("definition")]

    class Meta(NamedSnippet.Meta):
        verbose_name_plural = _("series")
