"""The numbers list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.api.authoring.types import writable
from news.blocks import NumbersListItems
from news.blocks.bodies import MAX_NUMBER_ITEMS
from news.models.stories import StoryPage
from news.models.story_editor import story_form
from news.schemas.drafts import streams
from news.schemas.formats import numbers_list as schemas


class NumbersListPage(StoryPage):
    """“Hard Numbers”: items that lead with a number."""

    label = "Hard Numbers"
    items_field = "items"
    detail_schema, card_schema = schemas.NumbersListPage, schemas.NumbersListPageCard
    draft_items = streams.DraftNumberItems

    items = StreamField(NumbersListItems(max_num=MAX_NUMBER_ITEMS, required=False), blank=True)

    page_description = _("Items that lead with a number")
    edit_handler = story_form(FieldPanel("items"))
    api_fields = StoryPage.api_fields + writable("items")

    class Meta:
        verbose_name = _("numbers list")
        verbose_name_plural = _("numbers lists")
