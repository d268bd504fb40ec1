"""Equal values give equal bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.json import canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_keys_are_sorted_and_nothing_is_spent_on_space() -> None:
    assert canonical({"b": [1, None], "a": "é–"}) == '{"a":"é–","b":[1,null]}'.encode()


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"a": 1, "b": {"c": 2, "d": 3}}) == canonical({"b": {"d": 3, "c": 2}, "a": 1})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_json_does_not_know_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"value": value})


@given(VALUES)
def test_what_was_written_is_read_again(value: object) -> None:
    assert json.loads(canonical(value)) == value
