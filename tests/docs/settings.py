"""Writes the table of settings: names and defaults as the code has them, meanings as people wrote them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from cms.settings.env import ROOT, Environment, ProductionEnvironment
from tests.docs.pages import DOCS, rows

PAGE = DOCS / "operations" / "settings.md"
HEAD = """# Settings

Read from the environment in `cms/settings/env.py` only; every wrong or missing name is reported at once.
`DJANGO_SETTINGS_MODULE` says which settings are used: `cms.settings.dev` by default, and in production
`cms.settings.production`. `check --deploy` warns where mail would go nowhere. Names and defaults below are
written by `python -m tests.docs.settings`.
"""
COLUMNS = "| variable | default | meaning | in production |\n|---|---|---|---|\n"
Prose = dict[str, tuple[str, str]]  # by variable: what it means, and what production sets


def written(text: str) -> str:
    """Return the page made again from the settings, with the meanings that `text` has."""
    prose = {row[0]: (row[2], row[3]) for row in rows(text)}
    everywhere, of_production = Environment.model_fields, ProductionEnvironment.model_fields
    more = {name: field for name, field in of_production.items() if name not in everywhere}
    return (
        "\n".join(
            [
                HEAD,
                "## Everywhere\n",
                COLUMNS + "".join(_table(everywhere, prose)),
                "## In production only\n",
                COLUMNS + "".join(_table(more, prose)),
            ]
        ).rstrip("\n")
        + "\n"
    )


def _table(fields: dict[str, FieldInfo], prose: Prose) -> Iterator[str]:
    for name, field in fields.items():
        variable = f"`{name.upper()}`"
        meaning, production = prose.get(variable, ("", ""))
        if ProductionEnvironment.model_fields[name].is_required():
            production = "required" + (
                f": {rest}" if (rest := production.removeprefix("required").lstrip(": ")) else ""
            )
        yield f"| {variable} | {_default(field)} | {meaning} | {production} |\n"


def _default(field: FieldInfo) -> str:
    value: Any = None if field.is_required() else field.default
    if value is None or value == "" or value == []:
        return "none"
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}/` in the repository"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text.rstrip('/') if '://' in text else text}`"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""), encoding="utf-8")
