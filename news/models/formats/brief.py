"""The brief."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.api.authoring.types import writable
from news.blocks import BriefBody
from news.models.stories import StoryPage
from news.models.story_editor import story_form
from news.schemas.drafts import streams
from news.schemas.formats import brief as schemas


class BriefPage(StoryPage):
    """Headline, standfirst, captioned picture, a few paragraphs."""

    label = "Brief"
    items_field = "body"
    item_name = "paragraph"
    review_target = timedelta(hours=2)
    detail_schema, card_schema = schemas.BriefPage, schemas.BriefPageCard
    draft_items = streams.DraftBody

    body = StreamField(BriefBody(required=False), blank=True)

    page_description = _("A headline, a captioned picture and a few paragraphs")
    edit_handler = story_form(FieldPanel("body"))
    api_fields = StoryPage.api_fields + writable("body")

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
