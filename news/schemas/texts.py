"""Strings of the contract, with what JSON Schema says of them.

Said, not enforced: what was approved is served, also where a limit is lower today.
"""

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema


def said(**words: Any) -> Any:
    """Return what the schema says of a string, as part of its annotation."""
    return Field(json_schema_extra=words)


def up_to(length: int) -> FieldInfo:
    """Return the greatest length of a string."""
    found: FieldInfo = said(maxLength=length)
    return found


class Html(str):
    """HTML of the contract: made by the sanitiser and by `escaped` in `news.blocks.rich_text`, nowhere else.

    The contract takes nothing else where it says `Html`, so a plain text that a projection forgot to escape
    is an error to mypy, and to Pydantic where a document is made; it never reaches a reader.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        as_text = core_schema.plain_serializer_function_ser_schema(str, when_used="json")
        return core_schema.is_instance_schema(cls, serialization=as_text)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "contentMediaType": "text/html"}


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
