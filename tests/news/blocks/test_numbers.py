"""Numbers in the editor: what is kept on save, and what stops a submission."""

from typing import Any

import pytest
from wagtail.blocks import StructBlockValidationError
from wagtail.rich_text import RichText

from news.blocks.numbers import NumberItemBlock, number_representation
from news.blocks.readings import numbers_read_at
from news.numbers import Place

HERE = {"place": Place()}


def item(**values: Any) -> Any:
    block = NumberItemBlock()
    kicker = {"kicker": "A drought", "text": RichText("<p>Text.</p>")}
    return block, block.to_python(kicker | values)


def refused(**values: Any) -> dict[str, str]:
    block, value = item(**values)
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(value)
    return {field: error.messages[0] for field, error in refusal.value.block_errors.items()}


def kept(place: Place | None = None, **values: Any) -> Any:
    block, value = item(**values)
    with numbers_read_at(place or Place()):
        return block.clean(value)


def test_contradiction_names_both_readings_at_its_field() -> None:
    errors = refused(display="$1.2 trillion", value="1200000000", unit_code="USD")

    assert errors == {
        "value": "“$1.2 trillion” reads as $1,200,000,000,000, but the entries under “Adjust” as "
        "US$1,200,000,000. Change one of them."
    }


def test_open_question_stops_until_it_is_confirmed_or_answered() -> None:
    assert list(refused(display="1.200")) == ["display"]
    assert kept(display="1.200", confirmed=True)["reading"]["value"] is None
    assert number_representation(kept(display="1.200", value="1200"), HERE)["value"] == "1200"


def test_errors_of_other_fields_are_named_too() -> None:
    assert list(refused(display="1.200", kicker="")) == ["display", "kicker"]


def test_draft_is_kept_whatever_it_says() -> None:
    block, value = item(display="1.200", value="many", unit_code="??", as_of="soon")
    block.defer_required_validation()

    try:
        cleaned = block.clean(value)
    finally:
        block.restore_deferred_validation()

    assert (cleaned["display"], cleaned["value"], cleaned["as_of"]) == ("1.200", "many", "soon")


def test_reading_is_kept_on_save_in_the_language_of_the_story() -> None:
    reading = kept(Place("de"), display="1.200.000:")["reading"]

    assert (reading["display"], reading["kind"], reading["value"]) == ("1.200.000", "integer", "1200000")


def test_default_currency_of_the_site_answers_a_bare_dollar() -> None:
    number = number_representation(kept(Place("en", "CAD"), display="$1.2 trillion"), HERE)

    assert number["unit"] == {"code": "CAD", "label": "$"}


def test_kept_reading_outlives_the_place_it_was_made_in() -> None:
    value = kept(Place("de"), display="1.200")

    assert number_representation(value, HERE)["value"] == "1200"


def test_reading_of_another_display_is_not_used() -> None:
    value = kept(display="43,000")
    value["display"] = "44,000"

    assert number_representation(value, HERE)["value"] == "44000"


def test_entries_win_in_public() -> None:
    value = kept(display="~$1.2 trillion", unit_code="USD", unit="debt", qualifier="nearly", as_of="2026-Q3")

    number = number_representation(value, HERE)

    assert number == {
        "display": "~$1.2 trillion",
        "kind": "currency",
        "value": "1200000000000",
        "value_high": None,
        "denominator": None,
        "unit": {"code": "USD", "label": "debt"},
        "qualifier": "nearly",
        "as_of": "2026-Q3",
        "source": None,
        "series": None,
    }


def test_day_without_a_year_is_no_public_date() -> None:
    assert number_representation(kept(display="July 4"), HERE)["as_of"] is None


def test_item_without_a_number_has_no_reading() -> None:
    value = kept(display="", value="5")

    assert value["reading"] is None
    assert number_representation(value, HERE) is None


def test_form_cannot_bring_a_reading() -> None:
    block = NumberItemBlock()

    form = {
        "i-display": "5",
        "i-reading": "{}",
        "i-topics-count": "0",
        "i-source-count": "0",
        "i-figure-count": "0",
    }
    value = block.value_from_datadict(form, {}, "i")

    assert value["reading"] is None


def test_editor_sees_the_line_and_reviewers_compare_it() -> None:
    block = NumberItemBlock()
    value = kept(display="43,000", unit="deaths")

    assert block.get_form_state(value)["reading"] == "Reads as 43,000."
    assert block.child_blocks["reading"].render_basic(value["reading"]) == "Reads as 43,000."
    assert block.child_blocks["reading"].render_basic(None) == ""
