"""Puts a marker into every text that a page can hold, found by walking its fields and blocks.

A field or block that is added later is covered by itself; a kind that the walk does not know raises.
"""

from itertools import count
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from news.models import NewsImage
from tests.newsroom import Newsroom, picture_file

MARKER = "zqxmark"

# Wagtail derives these from the tree and the title.
DERIVED = frozenset({"path", "url_path", "draft_title"})
ROOMS = frozenset({"news", "home", "moderation", "publishing", "delivery"})


class Marking:
    """Fills pages with numbered markers.

    `texts` says where each went; `apart` are those in rows of their own: pictures, topics, authors.
    """

    def __init__(self, newsroom: Newsroom, *, related: Page | None = None) -> None:
        self.newsroom = newsroom
        self.related = related
        self.texts: dict[str, str] = {}
        self.apart: set[str] = set()
        self._numbers = count(1)
        self._instances: dict[type[models.Model], Any] = {}

    def text(self, place: str) -> str:
        """Return a marker of its own: lower case letters and digits, fit for slugs and short fields."""
        marker = f"{MARKER}{next(self._numbers)}"
        self.texts[marker] = place
        return marker

    def placed(self, word: str) -> list[str]:
        """Return the markers whose place has `word` in its name, such as slug or filename."""
        return [marker for marker, place in self.texts.items() if word in place]

    def fill(self, page: Any) -> Any:
        """Fill every text, stream, relation and child of `page`, which may be new or live; save nothing."""
        self._fill_fields(page)
        for field in get_all_child_m2m_relations(type(page)):
            getattr(page, field.name).set([self.instance(field.related_model)])
        for relation in get_all_child_relations(type(page)):
            getattr(page, relation.get_accessor_name()).set([self._child(relation.related_model)])
        return page

    def instance(self, model: type[models.Model]) -> Any:
        """Return one saved instance of a model with markers in its texts."""
        if model not in self._instances:
            before = set(self.texts)
            instance = model()
            self._fill_fields(instance)
            if model is NewsImage:
                instance.file = self._file()
            instance.save()
            if hasattr(instance, "tags"):
                instance.tags.add(self.text("tag"))
            self._instances[model] = instance
            self.apart |= set(self.texts) - before
        return self._instances[model]

    def _file(self) -> Any:
        picture = picture_file()
        return ContentFile(picture.read(), name=f"{self.text('filename')}.png")

    def _fill_fields(self, instance: Any) -> None:
        for field in instance._meta.concrete_fields:
            if isinstance(field, StreamField):
                setattr(instance, field.name, self._stream(field.stream_block))
            elif _holds_text(field):
                setattr(instance, field.name, self.text(str(field)))
            elif isinstance(field, models.ForeignKey) and field.model._meta.app_label in ROOMS:
                self._point(instance, field)

    def _child(self, model: type[models.Model]) -> Any:
        child = model()
        self._fill_fields(child)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and not isinstance(field, ParentalKey):
                self._point(child, field)
        return child

    def _point(self, instance: Any, field: models.ForeignKey) -> None:
        if isinstance(field, ParentalKey) or field.remote_field.parent_link:
            return
        target: Any = field.related_model
        if issubclass(target, Page):
            setattr(instance, field.name, self.related)
        elif target._meta.app_label in ROOMS:
            setattr(instance, field.name, self.instance(target))
        elif target._meta.label == "auth.User":
            setattr(instance, field.name, self.newsroom.writer)

    def _stream(self, block: blocks.StreamBlock) -> list[tuple[str, Any]]:
        children = list(block.child_blocks.items())[: block.meta.max_num]
        return [(name, self._value(child)) for name, child in children]

    def _value(self, block: blocks.Block) -> Any:
        match block:
            case blocks.StructBlock():
                return {name: self._value(child) for name, child in block.child_blocks.items()}
            case blocks.ListBlock():
                return [self._value(block.child_block)]
            case blocks.StreamBlock():
                return self._stream(block)
            case blocks.ChooserBlock():
                return self._chosen(block.target_model)
            case blocks.RichTextBlock():
                return RichText(f"<p>{self.text(block.name)} <i>{self.text(block.name)}</i></p>")
            case blocks.FieldBlock():
                return self._field_value(block)
        raise NotImplementedError(f"Teach tests.markers to fill {type(block).__name__}.")

    def _chosen(self, model: type[models.Model]) -> Any:
        return self.related if issubclass(model, Page) else self.instance(model)

    def _field_value(self, block: Any) -> Any:
        match block.field:
            case forms.URLField():
                return f"https://{self.text(block.name)}.example/"
            case forms.CharField():
                return self.text(block.name)
            case forms.ChoiceField() | forms.BooleanField() | forms.DateField() | forms.DecimalField():
                return block.get_default()
            case forms.IntegerField() | forms.DateTimeField():
                return block.get_default()
        raise NotImplementedError(f"Teach tests.markers to fill {type(block).__name__}.")


def _holds_text(field: models.Field) -> bool:
    if field.name in DERIVED or field.choices or field.is_relation:
        return False
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField)
