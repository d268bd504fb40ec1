"""The watch-list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.api.authoring.types import writable
from news.blocks import WatchListItems
from news.blocks.bodies import MAX_WATCH_ITEMS
from news.models.stories import StoryPage
from news.models.story_editor import story_form
from news.schemas.drafts import streams
from news.schemas.formats import watch_list as schemas


class WatchListPage(StoryPage):
    """“What We’re Watching”: items with a heading and a paragraph or more."""

    label = "What We’re Watching"
    items_field = "items"
    detail_schema, card_schema = schemas.WatchListPage, schemas.WatchListPageCard
    draft_items = streams.DraftWatchItems

    items = StreamField(WatchListItems(max_num=MAX_WATCH_ITEMS, required=False), blank=True)

    page_description = _("Items with a heading and a paragraph or more")
    edit_handler = story_form(FieldPanel("items"))
    api_fields = StoryPage.api_fields + writable("items")

    class Meta:
        verbose_name = _("watch-list")
        verbose_name_plural = _("watch-lists")
