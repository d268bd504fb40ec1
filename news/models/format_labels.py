"""What a newsroom calls its formats: rows, so that a new format needs no column."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

MAX_LABEL = 60


def format_choices() -> list[tuple[str, str]]:
    """Return the formats by their public names, for choices."""
    from .formats import FORMATS  # models of formats import the labels

    return [(label, str(kind.get_verbose_name())) for label, kind in FORMATS.items()]


@register_setting(icon="title")
class FormatSettings(BaseSiteSetting, ClusterableModel):
    """What readers see above a headline; documents carry it apart as `label`."""

    # Until no release reads them: the rows of `FormatLabel` took their place, and nothing here does.
    brief = models.CharField(max_length=MAX_LABEL, default="Brief")
    numbers_list = models.CharField(max_length=MAX_LABEL, default="Hard Numbers")
    watch_list = models.CharField(
        max_length=MAX_LABEL, default="What We’re Watching", verbose_name=_("watch-list")
    )

    panels = [
        InlinePanel(
            "own_labels",
            heading=_("Labels"),
            label=_("label"),
            help_text=_("What readers see above the headline. Formats not listed keep their own name."),
        )
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("format labels")

    def __str__(self) -> str:
        return ", ".join(labels_of(self.site).values())


class FormatLabel(models.Model):
    """What one format is called at one site."""

    setting = ParentalKey(FormatSettings, on_delete=models.CASCADE, related_name="own_labels")
    format = models.CharField(_("format"), max_length=100, choices=format_choices)
    label = models.CharField(_("label"), max_length=MAX_LABEL)

    panels = [FieldPanel("format"), FieldPanel("label")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "format"], name="format_label_once")]

    def __str__(self) -> str:
        return self.label


def labels_of(site: Site | None) -> dict[str, str]:
    """Return the label of each format at a site, by public name: the site's own, or what the format says."""
    from .formats import FORMATS

    own = FormatLabel.objects.filter(setting__site=site) if site else FormatLabel.objects.none()
    rows = dict(own.values_list("format", "label"))
    return {name: rows.get(name, kind.label) for name, kind in FORMATS.items()}


def labels_at(page: Any) -> dict[str, str]:
    """Return the same for the site of a page."""
    return labels_of(page.get_site() if page.url_path else None)
