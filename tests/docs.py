"""The programs in the documentation, so that they can be run."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
OPERATIONS = ROOT / "docs" / "operations.md"
CLIENT_README = ROOT / "clients" / "typescript" / "README.md"
ADDRESS = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language in Markdown."""
    return [code for found, code in _BLOCK.findall(text) if found == language]


def section(document: Path, heading: str) -> str:
    """Return the text of a section, up to the next heading; raise ValueError where there is none."""
    parts = re.split(r"^#+ (.*)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    if heading not in found:
        raise ValueError(f"{document.name} has no section “{heading}”")
    return found[heading]


def shell_of(heading: str, url: str, document: Path = README) -> str:
    """Return the shell programs of a section as one, for the server at `url`."""
    return "\n".join(blocks(section(document, heading), "sh")).replace(ADDRESS, url)


def typescript_of(url: str) -> dict[str, str]:
    """Return the TypeScript programs of both READMEs by a name for each, for the server at `url`."""
    programs = [
        (f"{name}-{number}", code.replace(ADDRESS, url))
        for name, document in (("readme", README), ("client", CLIENT_README))
        for number, code in enumerate(blocks(document.read_text(encoding="utf-8"), "ts"), start=1)
    ]
    return dict(programs)
