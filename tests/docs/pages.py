"""The documentation as tests read it: its pages, their sections, and the programs in them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
QUICK_START = DOCS / "front-end" / "quick-start.md"
NEWSROOM_API = DOCS / "newsroom-api.md"
CLIENT_README = ROOT / "clients" / "typescript" / "README.md"
ADDRESS = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} (.*)$")


def documents(root: Path = ROOT) -> list[Path]:
    """Return every page of the documentation, in order."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("clients/*/*.md")])


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language in Markdown."""
    return [code for found, code in _BLOCK.findall(text) if found == language]


def prose(text: str) -> str:
    """Return Markdown without its code blocks."""
    return "\n".join(line for line, is_code in _lines(text) if not is_code)


def sections(document: Path) -> dict[str, str]:
    """Return the text under each heading, up to the next one of any level."""
    found: dict[str, str] = {}
    heading = ""
    for line, is_code in _lines(document.read_text(encoding="utf-8")):
        begun = None if is_code else _HEADING.match(line)
        if begun:
            heading = begun[1]
            found[heading] = ""
        elif heading:
            found[heading] += f"{line}\n"
    return found


def section(document: Path, heading: str) -> str:
    """Return the text of a section; raise ValueError where there is none."""
    found = sections(document)
    if heading not in found:
        raise ValueError(f"{document.name} has no section “{heading}”")
    return found[heading]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the tables in Markdown, row by row, with their headings."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shell_of(document: Path, heading: str, url: str = ADDRESS) -> str:
    """Return the shell programs of a section as one, for the server at `url`."""
    return "\n".join(blocks(section(document, heading), "sh")).replace(ADDRESS, url)


def typescript_of(url: str) -> dict[str, str]:
    """Return the documentation's TypeScript programs by a name for each, for the server at `url`."""
    programs = [
        (f"{name}-{number}", code.replace(ADDRESS, url))
        for name, document in (("quick-start", QUICK_START), ("client", CLIENT_README))
        for number, code in enumerate(blocks(document.read_text(encoding="utf-8"), "ts"), start=1)
    ]
    return dict(programs)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Return each line, and whether it belongs to a code block."""
    is_code = False
    for line in text.splitlines():
        is_fence = line.lstrip().startswith("```")
        yield line, is_code or is_fence
        is_code ^= is_fence
