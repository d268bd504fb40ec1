"""Texts that people would see and nobody could translate: in modules by their place, in templates as text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import DebugLexer, TokenType

from . import MARKS, called

# Arguments that are shown, and calls whose first argument is.
SHOWN = frozenset(
    {"help_text", "verbose_name", "verbose_name_plural", "label", "heading", "page_description"}
)
SAYING = frozenset(
    [
        "Refusal",
        "refused",
        "Unacceptable",
        "ValidationError",
        "Problem",
        "add_error",
        "BadAddress",
        "BackupError",
        "CommandError",
    ]
)
MESSAGES = frozenset({"success", "warning", "error", "info"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTED = r"""[^>"']|"[^"]*"|'[^']*'"""
_TAG = re.compile(rf"<(script|style|code|kbd)\b.*?</\1>|<!--.*?-->|<(?:{_QUOTED})*>", re.DOTALL)
_SPOKEN = re.compile(r"""\b(?:aria-label|title|alt|placeholder)="([^"]*)\"""")
_NAMES = frozenset({"Galley", "ms"})


def in_module(source: str) -> Iterator[tuple[int, str]]:
    """Return line and text of literals that are shown without a mark."""
    for node in ast.walk(ast.parse(source)):
        for shown in _shown(node):
            yield shown.lineno, ast.unparse(shown)[:80]


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from (word.value for word in node.keywords if word.arg in SHOWN and _has_words(word.value))
        name = called(node)
        if name in SAYING or (name in MESSAGES and getattr(node.func, "value", None) is not None):
            yield from (said for said in node.args[:2] if _is_text(said))
    elif isinstance(node, ast.Assign):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if names & (SHOWN - {"label"} | {"description"}) and _has_words(node.value):
            yield node.value


def _is_text(value: ast.expr) -> bool:
    """Whether an expression is a literal with words, or is made of one, that no mark surrounds."""
    if isinstance(value, ast.Call):
        return called(value) == "format" and _is_text(value.func.value)  # type: ignore[attr-defined]
    if isinstance(value, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) and _is_text(part) for part in value.values)
    if isinstance(value, ast.BinOp):
        return _is_text(value.left) or _is_text(value.right)
    return _has_words(value) and " " in value.value  # type: ignore[attr-defined]


def _has_words(value: ast.expr) -> bool:
    """Whether an expression is a literal with words."""
    text = value.value if isinstance(value, ast.Constant) else ""
    return isinstance(text, str) and bool(_WORD.search(text))


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Return line and text of what stands between tags, and in attributes that are read aloud."""
    is_marked = False
    texts: list[str] = []
    for token in DebugLexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            is_marked = _begins(token.contents) or (is_marked and not name.startswith("end"))
            texts.append("\n" * token.contents.count("\n") + ("\x00" if name == "translate" else ""))
        elif token.token_type == TokenType.TEXT and not is_marked:
            texts.append(token.contents)
        else:
            texts.append("\n" * token.contents.count("\n"))
    whole = "".join(texts)
    spoken = (match.group(1) for match in _SPOKEN.finditer(whole))
    for text in (*_TAG.sub("\n", whole).splitlines(), *spoken):
        if set(_WORD.findall(text)) - _NAMES:
            yield 0, text.strip()[:80]


def _begins(tag: str) -> bool:
    """Whether what follows a tag is marked, or is for nobody's eyes."""
    return tag.split()[0] in {"blocktranslate", "comment"} or tag == "block bodyclass"


def of_file(path: Path) -> list[str]:
    """Return what is unmarked in a module or template."""
    source = path.read_text(encoding="utf-8")
    found = in_module(source) if path.suffix == ".py" else in_template(source)
    return [f"{path.name}:{line}: {text}" if line else f"{path.name}: {text}" for line, text in found]


__all__ = ["MARKS", "of_file"]
