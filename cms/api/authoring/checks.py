"""What Pydantic can't see of streams and rows that programs send: what exists, and what is there twice."""

from typing import Any

from pydantic import BaseModel
from wagtail.fields import StreamField

from .blocks import block_faults
from .errors import Fault, Unfit, fault
from .rows import row_faults


def checked(field: Any, value: list[BaseModel], info: Any) -> list[BaseModel]:
    """Return members of a stream, or rows, each whole; raise Unfit for what is not there or not theirs."""
    for member in value:
        _complete(member)
    sent = [member.model_dump() for member in value]
    request = (info.context or {}).get("request")
    if isinstance(field, StreamField):
        faults = [*_repeated(field.name, sent), *block_faults(field.stream_block, sent, (field.name,))]
    else:
        name = field.get_accessor_name()
        faults = list(row_faults(field.related_model, name, sent, request))
    if faults:
        raise Unfit(faults)
    return value


def _complete(value: Any) -> None:
    """Mark everything as sent: Wagtail leaves out what was not, inside of blocks and rows, too."""
    if isinstance(value, list):
        for item in value:
            _complete(item)
    elif isinstance(value, BaseModel):
        value.__pydantic_fields_set__.update(type(value).model_fields)
        for name in type(value).model_fields:
            _complete(getattr(value, name))


def _repeated(name: str, sent: list[dict[str, Any]]) -> list[Fault]:
    ids = [member["id"] for member in sent]
    again = {number for number, own in enumerate(ids) if own and own in ids[:number]}
    return [fault((name, number, "id"), "This id is there twice.", "repeated") for number in sorted(again)]
