"""Which errors are the fault of what a request holds: Wagtail's views (8.0) read some of it unchecked.

Not a rule for code of ours, which checks what it reads, and says at which field something is wrong.
"""

import re
import traceback

from django.db import DataError
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

REASON = "The request holds something that no form here sends. Nothing was changed."
# What no column can hold (an id of twenty digits, NUL), and a field that a form lacks.
_KINDS = (OverflowError, DataError, MultiValueDictKeyError)
# What comes of a field that is no JSON, or not of the shape that the editor's script gives it, while it is
# read out of what was posted; of an id that is no number; of a `next` that leads nowhere. Django's names.
_READS = frozenset({"value_from_datadict", "get_prep_value", "resolve_url"})
_MISREAD = (ValueError, LookupError, TypeError, AttributeError, RecursionError, NoReverseMatch)
# Views that take for granted that a page has a parent (the tree's root has none), that all fields are there,
# that a chooser can create something.
_TRUSTING = re.compile(
    r"wagtailadmin_pages:(lock|unlock|set_page_position)|wagtailadmin_choose_page_external_link"
    r"|wagtailredirects:process_import|\w*choosers?(_\w+)?:create"
)


def is_unreadable(error: BaseException, view_name: str) -> bool:
    """Whether an error of a view comes from what was asked or posted, and from nothing else."""
    if isinstance(error, _KINDS):
        return True
    if isinstance(error, (AttributeError, KeyError)) and _TRUSTING.fullmatch(view_name):
        return True
    return isinstance(error, _MISREAD) and any(
        frame.f_code.co_name in _READS for frame, _line in traceback.walk_tb(error.__traceback__)
    )
