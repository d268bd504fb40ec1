"""Canonical JSON: equal values give equal bytes, so that hashes and ETags can stand for content."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Return `value` (JSON types only) as UTF-8 with sorted keys and no space; refuse NaN and infinity."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()
