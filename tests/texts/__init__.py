"""Every text that people see, in one list a room, so that they can be read through and translated.

`python -m tests.texts` writes the lists. A text belongs to the room of its module, or to the room that its
template's folder is named after; `reader` and `blocks` are what readers see, `mails` what is sent.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
LISTS = Path(__file__).parent
MARKS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# Django turns a template into what only looks like calls.
_CALL = re.compile(rf"(?:\b(?:n?gettext)|_)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?", re.DOTALL)


def rooms() -> dict[str, list[str]]:
    """Return the texts of each room, one a line, sorted."""
    found: dict[str, set[str]] = {}
    for path in sources():
        found.setdefault(room_of(path), set()).update(texts_of(path))
    return {room: sorted(texts) for room, texts in sorted(found.items()) if texts}


def sources() -> Iterator[Path]:
    """Return all modules and templates that may hold texts, in order of paths."""
    modules = (path for room in ("cms", "home", "news") for path in (ROOT / room).rglob("*.py"))
    yield from sorted(path for path in modules if not {"migrations", "demo"} & set(path.parts))
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


def room_of(path: Path) -> str:
    """Return the room of a file."""
    first, second, *_rest = path.relative_to(ROOT).parts
    return first if first in {"home", "news"} else second.removesuffix(".py")


def texts_of(path: Path) -> Iterator[str]:
    """Return the texts of a file that are marked for translation, line ends as `\\n`."""
    source = path.read_text(encoding="utf-8")
    found = _of_module(source) if path.suffix == ".py" else _of_template(source)
    yield from (text.replace("\n", "\\n") for text in found)


def _of_module(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) in MARKS:
            yield from (
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def _of_template(source: str) -> Iterator[str]:
    for call in _CALL.finditer(templatize(source)):
        yield from (ast.literal_eval(literal) for literal in call.groups() if literal)


def called(node: ast.Call) -> str:
    """Return the name that a call calls, without what stands before its last point."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
