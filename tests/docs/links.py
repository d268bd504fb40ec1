"""What the documentation leads to and names: links, anchors, paths, modules, tests; and what is not there."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module, util
from pathlib import Path

from django.apps import apps

from tests.docs.pages import DOCS, ROOT, prose, sections

FOLDERS = ("cms", "clients", "deploy", "docs", "home", "news", "requirements", "templates", "tests")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
# A how-to names files that its reader makes as headings.
_MADE = re.compile(r"^## \d+\. `([^`]+)`", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})(?:/[\w.-]+)+/?")
_PYTHON = re.compile(r"[\w/]+\.py")
_DOTTED = re.compile(r"(?:cms|home|news|tests)(?:\.\w+)+")
_TEST = re.compile(r"test_\w+")


def anchor_of(heading: str) -> str:
    """Return the anchor that a heading gets where Markdown is shown."""
    plain = re.sub(r"[^\w\s-]", "", re.sub(r"\]\([^)]*\)", "", heading).lower())
    return plain.strip().replace(" ", "-")


def faults_of_links(page: Path) -> Iterator[str]:
    """Return the relative links of a page that lead nowhere."""
    for link in _LINK.findall(prose(page.read_text(encoding="utf-8"))):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in map(anchor_of, sections(target))):
            yield link


def faults_of_names(page: Path) -> Iterator[str]:
    """Return what a page names in backticks, a path, a module or a test, and what is not there."""
    room = DOCS / "dev" / "rooms"
    here = ROOT / page.stem.replace("-", "/") if page.parent == room else ROOT
    text = prose(page.read_text(encoding="utf-8"))
    made = set(_MADE.findall(text))
    for code in _CODE.findall(text):
        for word in code.split():
            if word not in made and not _is_there(word, here):
                yield word


def _is_there(word: str, here: Path) -> bool:
    """Whether a word names something that exists, or nothing that could be looked up."""
    if _PATH.fullmatch(word):
        return (ROOT / word).exists() or (here / word).exists()
    if _PYTHON.fullmatch(word):
        return any((folder / word).exists() for folder in (here, ROOT, ROOT / "cms", ROOT / "tests"))
    if _DOTTED.fullmatch(word):
        return _is_model(word) or _is_python(word)
    return not _TEST.fullmatch(word) or word in _names_of_tests()


def _is_model(name: str) -> bool:
    label, _, model = name.partition(".")
    return label in apps.app_configs and model.lower() in apps.all_models[label]


def _is_python(name: str) -> bool:
    """Whether a module, or something in one, has this name."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        module = ".".join(parts[:end])
        if _has_module(module):
            found: object = import_module(module) if end < len(parts) else None
            for attribute in parts[end:]:
                if not hasattr(found, attribute):
                    return False
                found = getattr(found, attribute)
            return True
    return False


def _has_module(name: str) -> bool:
    try:
        return util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@cache
def _names_of_tests() -> frozenset[str]:
    """Return the names of test files and of tests."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    tests = (
        name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    )
    return frozenset({file.stem for file in files} | set(tests))
