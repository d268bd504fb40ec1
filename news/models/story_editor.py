"""The tabs of a story's editor."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.preview.panels import SharedPreviewsPanel

from .forms import StoryForm

HEADLINE_HELP = _(
    "Leave the format’s name out; readers see it separately. "
    "For lists, a headline is suggested from the items."
)


def story_form(items_panel: FieldPanel) -> TabbedInterface:
    """Return the tabs of a format's editor: content, topics and bylines, promotion, desk."""
    content = [
        TitleFieldPanel("title", heading=_("Headline"), placeholder=_("Headline*"), help_text=HEADLINE_HELP),
        FieldPanel("standfirst"),
        FieldPanel("hero", heading=_("Picture")),
        FieldPanel("no_picture"),
        items_panel,
        InlinePanel("corrections", label=_("correction"), heading=_("Corrections")),
        FieldPanel("substantive_update"),
    ]
    topics = [
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        InlinePanel("bylines", label=_("byline"), heading=_("Bylines")),
        InlinePanel("related", label=_("related story"), heading=_("Related stories")),
    ]
    desk = [
        *(FieldPanel(name) for name in ("deadline", "is_breaking", "internal_note")),
        SharedPreviewsPanel(heading=_("Shared previews")),
    ]
    promote = [
        FieldPanel("slug"),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
        PublishingPanel(),
    ]
    tabs = [
        ObjectList(content, heading=_("Content")),
        ObjectList(topics, heading=_("Topics and bylines")),
        ObjectList(promote, heading=_("Promote")),
        ObjectList(desk, heading=_("Desk")),
    ]
    return TabbedInterface(tabs, base_form_class=StoryForm)
