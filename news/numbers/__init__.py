"""What a printed number means: a pure parser, without Django or Wagtail, that never raises on text."""

from .adjust import Entries, Problem, adjusted, problems
from .currencies import is_currency
from .dates import as_of, end_of, start_of
from .kept import from_json, to_json
from .lines import split_line
from .parser import parse
from .reading import reading
from .units import is_same_unit
from .values import AsOf, Number, NumberWarning, Place, Source, Unit

__all__ = [
    "AsOf",
    "Entries",
    "Number",
    "NumberWarning",
    "Place",
    "Problem",
    "Source",
    "Unit",
    "adjusted",
    "as_of",
    "end_of",
    "from_json",
    "is_currency",
    "is_same_unit",
    "parse",
    "problems",
    "reading",
    "split_line",
    "start_of",
    "to_json",
]
