"""A reading as it is kept beside its display, in JSON: a later parser changes nothing that was approved."""

from typing import Any

from .values import AsOf, Number, Unit

_TEXTS = ("display", "kind", "value", "value_high", "denominator", "qualifier")


def to_json(number: Number) -> dict[str, Any]:
    """Return the reading without its warnings, in JSON types."""
    unit, as_of = number.unit, number.as_of
    return {name: getattr(number, name) for name in _TEXTS} | {
        "unit": {"code": unit.code, "label": unit.label} if unit else None,
        "as_of": {"value": as_of.value, "precision": as_of.precision} if as_of else None,
    }


def from_json(kept: Any, *, display: str) -> Number | None:
    """Return the kept reading of `display`; None where there is none, or it is another number's."""
    if not isinstance(kept, dict) or kept.get("display") != display:
        return None
    unit, as_of = kept.get("unit"), kept.get("as_of")
    return Number(
        **{name: kept[name] for name in _TEXTS},
        unit=Unit(**unit) if unit else None,
        as_of=AsOf(**as_of) if as_of else None,
    )
