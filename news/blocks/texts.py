"""Blocks of prose inside a brief."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock


class HeadingBlock(StructBlock):
    """A heading inside a body."""

    text = CharBlock(max_length=120, label=_("Heading"))
    level = ChoiceBlock(choices=[("2", "Heading"), ("3", "Smaller heading")], default="2", label=_("Size"))

    class Meta:
        icon = "title"
        label_format = "{text}"
        description = _("Between paragraphs, in one of two sizes")
        preview_value = {"text": "What comes next", "level": "2"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """Return text and level."""
        return {"text": value.get("text") or "", "level": int(value.get("level") or 2)}


class QuoteBlock(StructBlock):
    """Somebody's words."""

    text = TextBlock(max_length=1000, rows=3, label=_("Quotation"), help_text=_("Without quotation marks."))
    speaker = CharBlock(required=False, max_length=120)
    role = CharBlock(required=False, max_length=120)
    source = CharBlock(required=False, max_length=200, help_text=_("Where it was said or printed."))

    class Meta:
        icon = "openquote"
        description = _("What a person said, set apart")
        preview_value = {"text": "We will see.", "speaker": "A. Person", "role": "Minister", "source": ""}
        label_format = "“{text}” {speaker}"

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """Return all four as text."""
        return {name: value.get(name) or "" for name in ("text", "speaker", "role", "source")}
