"""The base of every part of a draft, and the kinds of text in it."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Draft(BaseModel):
    """Without undeclared keys; what is not sent is empty."""

    model_config = ConfigDict(extra="forbid")


def _day(value: Any) -> Any:
    # Pydantic would take numbers for seconds since 1970.
    if value is None or isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("Write a day as 2026-07-04.")


# Text as it is stored: elements of the contract, and links to pages as `<a linktype="page" id="3">`.
Html = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
Day = Annotated[date, BeforeValidator(_day)]
# Of a stream's member: the anchor of an item. Without one, a new one is made.
MemberId = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Tick = Annotated[bool, Field(strict=True)]
# The number of an image, a topic or a series.
Choice = Annotated[int, Field(ge=1, strict=True)]
