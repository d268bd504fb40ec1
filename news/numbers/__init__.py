"""What a printed number means: a pure parser, without Django or Wagtail, that never raises on text."""

from .adjust import Entries, Problem, adjusted, problems
from .lines import split_line
from .parser import parse
from .reading import reading
from .values import AsOf, Number, NumberWarning, Source, Unit

__all__ = [
    "AsOf",
    "Entries",
    "Number",
    "NumberWarning",
    "Problem",
    "Source",
    "Unit",
    "adjusted",
    "parse",
    "problems",
    "reading",
    "split_line",
]
