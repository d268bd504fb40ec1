"""The topics of one item."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock
from wagtail.snippets.blocks import SnippetChooserBlock

MAX_ITEM_TOPICS = 10


def topic_list() -> ListBlock:
    """Return the topics that an item has for itself; a story answers to them as to its own."""
    topic = SnippetChooserBlock("news.Topic", required=False, label=_("Topic"))
    help_text = _("What this item is about. Topic pages show this item for the story.")
    return ListBlock(topic, default=[], max_num=MAX_ITEM_TOPICS, label=_("Topics"), help_text=help_text)


def topics_of(value: Any) -> list[Any]:
    """Return an item's topics once each, in order of their names; topics deleted since are left out."""
    found = {topic.pk: topic for topic in value.get("topics") or () if topic}
    return sorted(found.values(), key=lambda topic: topic.name)


def topics_representation(value: Any, context: Any) -> list[dict[str, Any]]:
    """Return the contract's references; `context["topics"]` holds them by topic id."""
    return [context["topics"][topic.pk] for topic in topics_of(value)]
