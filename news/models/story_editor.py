"""The tabs of a story's editor."""

from django.forms import CheckboxSelectMultiple
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

HEADLINE_HELP = "Without the format’s name: readers see it apart. Lists propose one until you write."


def story_form(items_panel: FieldPanel) -> TabbedInterface:
    """Return the tabs of a format's editor: content, topics and bylines, promotion, desk."""
    content = [
        TitleFieldPanel("title", heading="Headline", placeholder="Headline*", help_text=HEADLINE_HELP),
        FieldPanel("standfirst"),
        FieldPanel("hero", heading="Picture"),
        FieldPanel("no_picture"),
        items_panel,
        InlinePanel("corrections", label="correction", heading="Corrections"),
        FieldPanel("substantive_update"),
    ]
    topics = [
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        InlinePanel("bylines", label="byline", heading="Bylines"),
        InlinePanel("related", label="related story", heading="Related stories"),
    ]
    desk = [
        *(FieldPanel(name) for name in ("deadline", "is_breaking", "internal_note")),
        SharedPreviewsPanel(heading="Shared previews"),
    ]
    promote = [
        FieldPanel("slug"),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
        PublishingPanel(),
    ]
    tabs = [
        ObjectList(content, heading="Content"),
        ObjectList(topics, heading="Topics and bylines"),
        ObjectList(promote, heading="Promote"),
        ObjectList(desk, heading="Desk"),
    ]
    return TabbedInterface(tabs, base_form_class=StoryForm)
