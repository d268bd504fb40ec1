"""Blocks as programs read and write them: plain lists and objects, choices by id, text as it is stored."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock

from .errors import Fault, Place, fault
from .html import html_faults

# What Draftail stores for an empty text.
_EMPTY = re.compile(r'<p(?: data-block-key="[^"]*")?></p>')


def is_sent(block: Any) -> bool:
    """Whether programs read and write a block; what is made from others sets `is_sent = False`."""
    return bool(getattr(block, "is_sent", True))


def shown(block: Any, value: Any) -> Any:
    """Return a block's native value as it may be written back."""
    if isinstance(block, StreamBlock):
        return [{"type": m.block_type, "id": m.id, "value": shown(m.block, m.value)} for m in value or []]
    if isinstance(block, ListBlock):
        items = (shown(block.child_block, item) for item in value or [])
        return [item for item in items if item is not None]  # a choice that was deleted since
    if isinstance(block, StructBlock):
        sent = {name: child for name, child in block.child_blocks.items() if is_sent(child)}
        return {name: shown(child, (value or {}).get(name)) for name, child in sent.items()}
    if isinstance(block, RichTextBlock):
        return "" if value is None or _EMPTY.fullmatch(value.source) else value.source
    if isinstance(block, ChooserBlock):
        return value.pk if value else None
    return _shown_leaf(block.field, value)


def _shown_leaf(field: forms.Field, value: Any) -> Any:
    if isinstance(field, forms.CharField):
        return value or ""
    if isinstance(field, forms.BooleanField):
        return bool(value)
    return value or None


def block_faults(block: Any, value: Any, place: Place) -> Iterator[Fault]:
    """Return what a stream of the right shape may not hold: unknown choices, text that can't be stored."""
    chosen: defaultdict[Any, list[tuple[int, Place]]] = defaultdict(list)
    for leaf, inner, where in _leaves(block, value, place):
        if isinstance(leaf, RichTextBlock):
            yield from (fault(where, said) for said in html_faults(inner, leaf.features))
        elif isinstance(leaf, ChooserBlock) and inner is not None:
            chosen[leaf.model_class].append((inner, where))
    for model, choices in chosen.items():
        yield from _missing(model, choices)


def _missing(model: Any, choices: list[tuple[int, Place]]) -> Iterator[Fault]:
    found = set(model.objects.filter(pk__in={pk for pk, _ in choices}).values_list("pk", flat=True))
    name = model._meta.verbose_name
    for pk, place in choices:
        if pk not in found:
            yield fault(place, f"There is no {name} {pk}.", "missing_choice")


def _leaves(block: Any, value: Any, place: Place) -> Iterator[tuple[Any, Any, Place]]:
    if isinstance(block, StreamBlock):
        for number, member in enumerate(value):
            child = block.child_blocks[member["type"]]
            yield from _leaves(child, member["value"], (*place, number, "value"))
    elif isinstance(block, ListBlock):
        for number, item in enumerate(value):
            yield from _leaves(block.child_block, item, (*place, number))
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            if is_sent(child):
                yield from _leaves(child, value[name], (*place, name))
    else:
        yield block, value, place
