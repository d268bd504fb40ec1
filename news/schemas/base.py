"""The base of every model of the contract, and the elements that its HTML may contain."""

from pydantic import BaseModel, ConfigDict

# Rich text of the contract: these elements, `href` on links, nothing else.
TEXT_ELEMENTS = frozenset({"p", "br", "b", "i", "a", "ul", "ol", "li"})
CAPTION_ELEMENTS = frozenset({"i", "a"})
LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Contract(BaseModel):
    """Immutable, without undeclared keys; every key is always present in the output."""

    model_config = ConfigDict(extra="forbid", frozen=True)
