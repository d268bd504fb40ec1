"""Differences as people read them."""

from cms.moderation.comparison.differences import differences
from cms.moderation.comparison.wording import MAX_WORDS, marked, pictures, places, plain, shown


def member(item: str, text: str) -> dict[str, object]:
    return {"type": "paragraph", "id": item, "value": text}


def test_words_are_marked_inside_changed_text() -> None:
    assert marked("The dam was lost", "The dam has been lost") == [
        ("same", "The dam "),
        ("removed", "was"),
        ("added", "has been"),
        ("same", " lost"),
    ]


def test_very_long_texts_are_shown_whole() -> None:
    old, new = "a " * MAX_WORDS, "b " * MAX_WORDS

    assert marked(old, new) == [("removed", old), ("added", new)]


def test_rich_text_reads_as_text() -> None:
    assert plain("<p>One &amp; <b>two</b></p><p>Three</p>") == "One & two\nThree"
    assert (plain(None), plain(value=True)) == ("", "yes")


def test_moves_are_told_as_moves_with_their_places() -> None:
    before = {"body": [member("a", "First"), member("b", "Second"), member("c", "Third")]}
    after = {"body": [member("b", "Second"), member("c", "Third, now longer"), member("a", "First")]}

    found = shown(differences(before, after), {"body": "Body"}, old=places(before), new=places(after))

    assert [(s.heading, s.kind) for s in found] == [
        ("Body, paragraph 2", "moved from 3 to 2, changed"),
        ("Body, paragraph 3", "moved from 1 to 3"),
    ]
    assert (
        found[0].parts[0].segments
        == [
            ("removed", "Third"),
            ("added", "Third, now longer"),
        ]
        or found[0].parts[0].segments[-1][0] == "added"
    )


def test_numbers_and_pictures_are_named() -> None:
    content = {
        "hero": [
            {"type": "figure", "id": "f", "value": {"image": 7, "decorative": True, "credit": "A. Name"}}
        ]
    }

    (picture,) = pictures(content)

    assert (picture.image_id, picture.alt, picture.caption, picture.credit) == (
        7,
        "Decorative",
        "",
        "A. Name",
    )
