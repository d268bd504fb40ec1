"""Items of a watch-list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructBlockValidationError
from wagtail.blocks import TextBlock as PlainTextBlock

from news.schemas.texts import Html
from news.watch_dates import watch_problems, watch_span

from .figures import FigureBlock
from .numbers import first_figure
from .rich_text import TextBlock
from .topics import topic_list, topics_representation


class WatchItemBlock(StructBlock):
    """Something to watch: a heading and a paragraph or more."""

    heading = CharBlock(max_length=120)
    text = TextBlock(label=_("Text"))
    why_it_matters = PlainTextBlock(required=False, max_length=300, rows=2, label=_("Why it matters"))
    watch_date = CharBlock(
        required=False,
        max_length=10,
        label=_("Date"),
        help_text=_("A day, month, quarter or year: 2026-07-04, 2026-07, 2026-Q3 or 2026."),
    )
    watch_until = CharBlock(
        required=False,
        max_length=10,
        label=_("Until"),
        help_text=_("The last day, if it lasts for several days."),
    )
    topics = topic_list()
    figure = ListBlock(FigureBlock(), max_num=1, default=[], label=_("Picture"))

    class Meta:
        icon = "view"
        label = "Item"
        label_format = "{heading}"

    def clean(self, value: Any) -> Any:
        """Refuse dates of no form on submission; drafts keep what was typed."""
        cleaned = super().clean(value)
        found = [] if self.is_deferred_validation else list(watch_problems(*_dates(cleaned)))
        if found:
            raise StructBlockValidationError({p.field: ValidationError(p.message) for p in found})
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return the contract's watch item."""
        return {
            "heading": value.get("heading") or "",
            "text": self.child_blocks["text"].get_api_representation(value.get("text"), context),
            "why_it_matters": value.get("why_it_matters") or "",
            "watch_date": _watch_date(value),
            "topics": topics_representation(value, context),
            "figure": first_figure(value, context),
        }

    def excerpt(self, shown: dict[str, Any]) -> Html:
        """Return the text, for a teaser."""
        text: Html = shown["text"]
        return text


def _dates(value: Any) -> tuple[str, str]:
    return (value.get("watch_date") or "").strip(), (value.get("watch_until") or "").strip()


def _watch_date(value: Any) -> dict[str, str] | None:
    span = watch_span(*_dates(value))
    if span is None:
        return None
    return {"start": str(span.start), "end": str(span.end), "precision": span.precision}
