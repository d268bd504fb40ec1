"""The forms that take what programs send: the editor's own, with the place of each error."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import ORDERING_FIELD_NAME
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from .errors import Fault, Place, Unfit, fault

_OF_BLOCKS = (StreamBlockValidationError, ListBlockValidationError, StructBlockValidationError)
# What is mixed in stands before a form, whose types Wagtail does not give.
_Form: Any = object
SCHEDULE = ("go_live_at", "expire_at")


class Sent(_Form):
    """Mix in before a page's form, and name the form as the page's `api_base_form_class`."""

    def is_valid(self) -> bool:
        """Raise Unfit, which names the places, where the form would only say no."""
        if not super().is_valid():
            raise Unfit(list(form_faults(self, ())))
        return True

    def clean(self) -> dict[str, Any]:
        """Compare a schedule's ends where only one of them was sent."""
        cleaned: dict[str, Any] = super().clean()
        sent = [name for name in SCHEDULE if name in self.fields]
        ends = [cleaned.get(name) if name in sent else getattr(self.instance, name) for name in SCHEDULE]
        begin, end = ends
        if len(sent) == 1 and begin and end and begin > end:
            self.add_error(sent[0], "The story would go live after it expires.")
        return cleaned


class SentPageForm(Sent, WagtailAdminPageForm):
    """The form of a page that has none of its own."""


def form_faults(form: Any, place: Place) -> Iterator[Fault]:
    """Return the errors of a form and of its rows, each with the place of the value in what was sent."""
    for name, errors in form.errors.as_data().items():
        where = place if name == NON_FIELD_ERRORS else (*place, name)
        for error in errors:
            yield from _value_faults(error, where)
    for name, formset in getattr(form, "formsets", {}).items():
        for error in formset.non_form_errors().as_data():
            yield from _value_faults(error, (*place, name))
        for row in formset.forms:
            yield from form_faults(row, (*place, name, _position(row)))


def _position(row: Any) -> int:
    """Return where a row stood in what was sent: Wagtail puts new ones behind those that were there."""
    order = row.data.get(f"{row.prefix}-{ORDERING_FIELD_NAME}") or row.prefix.rsplit("-", 1)[1]
    return int(order) - 1


def _value_faults(error: ValidationError, place: Place) -> Iterator[Fault]:
    """Return the errors of a value, those of blocks inside of it at their own places."""
    if not isinstance(error, _OF_BLOCKS):
        yield from (fault(place, one.messages[0], one.code or "invalid") for one in error.error_list)
        return
    step = ("value",) if isinstance(error, StreamBlockValidationError) else ()
    for key, inner in error.block_errors.items():
        yield from _value_faults(inner, (*place, key, *step))
    for whole in error.non_block_errors.as_data():
        yield from _value_faults(whole, place)
