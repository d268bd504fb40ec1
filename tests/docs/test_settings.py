"""The tables that are made from the code are fresh: settings, and the targets of `make`."""

import re

from tests.docs.pages import DOCS, ROOT, rows
from tests.docs.settings import PAGE, written


def test_the_table_of_settings_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text == written(text), "run python -m tests.docs.settings"


def test_every_setting_says_what_it_means() -> None:
    silent = [row[0] for row in rows(PAGE.read_text(encoding="utf-8")) if not row[2]]

    assert silent == []


def test_every_target_of_make_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    described = re.findall(
        r"`(?:make )?([\w-]+)`", "\n".join(r[0] for r in rows((DOCS / "dev/make-targets.md").read_text()))
    )

    assert set(phony.split()) - {"help"} == set(described)


def test_every_command_is_described() -> None:
    commands = {
        file.stem
        for room in ("cms", "home", "news")
        for file in (ROOT / room).rglob("management/commands/*.py")
        if file.stem != "__init__"
    }
    page = rows((DOCS / "operations" / "commands.md").read_text(encoding="utf-8"))
    described = {re.findall(r"`(\w+)", row[0])[0] for row in page[1:]}

    assert commands - {"migrate", "publish_scheduled"} == described
