"""The three formats."""

from datetime import timedelta

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.api.authoring.types import writable
from cms.delivery.registry import label_of
from news.blocks import BriefBody, NumbersListItems, WatchListItems
from news.blocks.bodies import MAX_NUMBER_ITEMS, MAX_WATCH_ITEMS

from .stories import StoryPage
from .story_editor import story_form


class BriefPage(StoryPage):
    """Headline, standfirst, captioned picture, a few paragraphs."""

    label = "Brief"
    items_field = "body"
    item_name = "paragraph"
    review_target = timedelta(hours=2)

    body = StreamField(BriefBody(required=False), blank=True)

    page_description = "A headline, a captioned picture and a few paragraphs"
    edit_handler = story_form(FieldPanel("body"))
    api_fields = StoryPage.api_fields + writable("body")

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "briefs"


class NumbersListPage(StoryPage):
    """“Hard Numbers”: items that lead with a number."""

    label = "Hard Numbers"
    items_field = "items"

    items = StreamField(NumbersListItems(max_num=MAX_NUMBER_ITEMS, required=False), blank=True)

    page_description = "Items that lead with a number"
    edit_handler = story_form(FieldPanel("items"))
    api_fields = StoryPage.api_fields + writable("items")

    class Meta:
        verbose_name = "numbers list"
        verbose_name_plural = "numbers lists"


class WatchListPage(StoryPage):
    """“What We’re Watching”: items with a heading and a paragraph or more."""

    label = "What We’re Watching"
    items_field = "items"

    items = StreamField(WatchListItems(max_num=MAX_WATCH_ITEMS, required=False), blank=True)

    page_description = "Items with a heading and a paragraph or more"
    edit_handler = story_form(FieldPanel("items"))
    api_fields = StoryPage.api_fields + writable("items")

    class Meta:
        verbose_name = "watch-list"
        verbose_name_plural = "watch-lists"


# By their public names, in the order in which editors are offered them.
FORMATS: dict[str, type[StoryPage]] = {
    label_of(page_type): page_type for page_type in (BriefPage, NumbersListPage, WatchListPage)
}
