"""Texts that people see stand in one list a room, marked for translation; none is left unmarked."""

import pytest

from . import LISTS, ROOT, rooms, sources
from .unmarked import in_module, in_template, of_file

# Problems of the APIs are for programs, and stay in one language; the numbers' parser knows no Django.
FOR_PROGRAMS = ("cms/api/authoring/", "cms/api/newsroom/", "cms/api/public/", "cms/api/parameters.py")
PURE = ("news/numbers/", "news/schemas/", "news/blocks/readings.py")
APART = {"cms/api/newsroom/token_admin.py"}


def test_the_lists_are_what_the_code_says() -> None:
    kept = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in LISTS.glob("*.txt")}

    assert kept == rooms(), "Run `make texts`, and read the difference."


def test_no_text_is_left_unmarked() -> None:
    left_out = (*FOR_PROGRAMS, *PURE)
    places = [str(path.relative_to(ROOT)) for path in sources()]
    asked = [place for place in places if place in APART or not place.startswith(left_out)]

    assert {place: found for place in asked if (found := of_file(ROOT / place))} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise Refusal("Not now.")', ["'Not now.'"]),
        ('raise Refusal(_("Not now."))', []),
        ('raise Refusal(f"Not at {when}.")', ["f'Not at {when}.'"]),
        ('Field(help_text="One.")', ["'One.'"]),
        ('messages.success(request, "All done.")', ["'All done.'"]),
        ('class Meta:\n    verbose_name = "story"', ["'story'"]),
        ('class Config(AppConfig):\n    label = "news"', []),
    ],
)
def test_what_is_unmarked_in_a_module(source: str, found: list[str]) -> None:
    assert [text for _line, text in in_module(source)] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('{% translate "Hello" %} {{ name }}', []),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", []),
        ('<a aria-label="More" href="/x/">{{ name }}</a>', ["More"]),
        ('<a data-action="a->b#copy">{% comment %}Why{% endcomment %}</a>', []),
        ("<kbd>Ctrl</kbd> Galley", []),
    ],
)
def test_what_is_unmarked_in_a_template(source: str, found: list[str]) -> None:
    assert [text for _line, text in in_template(source)] == found
