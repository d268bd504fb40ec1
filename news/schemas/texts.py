"""Strings of the contract, with what JSON Schema says of them.

Said, not enforced: what was approved is served, also where a limit is lower today.
"""

from typing import Annotated, Any

from pydantic import Field
from pydantic.fields import FieldInfo


def said(**words: Any) -> Any:
    """Return what the schema says of a string, as part of its annotation."""
    return Field(json_schema_extra=words)


def up_to(length: int) -> FieldInfo:
    """Return the greatest length of a string."""
    return said(maxLength=length)


Html = Annotated[str, said(contentMediaType="text/html")]
Uri = Annotated[str, said(format="uri")]
Iri = Annotated[str, said(format="iri")]  # typed by people, who may use letters of any script
Timestamp = Annotated[str, said(format="date-time")]
Day = Annotated[str, said(format="date")]
Uuid = Annotated[str, said(format="uuid")]
SitePath = Annotated[str, said(pattern="^/")]
Decimal = Annotated[str, said(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
# A year, a quarter, a month or a day.
Dated = Annotated[str, said(pattern=r"^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$")]
Currency = Annotated[str, said(pattern="^[A-Z]{3}$")]
