"""What a shape finds, as the fields of a Number."""

from decimal import Decimal
from typing import Any

from .values import Quantity

Fields = dict[str, Any]


def exact(value: Decimal) -> str:
    """Return a decimal without exponent and without a sign before zero."""
    return format(value.copy_abs() if value.is_zero() else value, "f")


def of_quantity(quantity: Quantity) -> Fields:
    """Return the fields of one amount."""
    below = quantity.denominator
    return {
        "kind": quantity.kind,
        "value": exact(quantity.value),
        "denominator": None if below is None else str(below),
        "unit": quantity.unit,
        "warnings": quantity.warnings,
    }
