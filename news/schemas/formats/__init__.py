"""The contract of each format: one module for each, found here by being in this folder."""

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from typing_extensions import TypeAliasType

from news.schemas.heads import CardOfStory

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

if TYPE_CHECKING:
    StoryCard = CardOfStory
else:
    # A card of any format: the union has a name of its own in the OpenAPI document.
    StoryCard = TypeAliasType("StoryCard", reduce(or_, CardOfStory.__subclasses__()))
