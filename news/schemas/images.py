"""Pictures as front ends get them: an image with renditions, and a figure with its words."""

from typing import Annotated

from .base import Contract, Words
from .texts import Html, Uri, up_to


class FocalPoint(Contract):
    """Centre of interest as fractions of width and height, from the top left."""

    x: float
    y: float


class Rendition(Contract):
    """One crop: `url` is the middle width, `srcset` lists every width (`w` descriptors, ascending)."""

    url: Uri
    width: int
    height: int
    srcset: str


class Renditions(Contract):
    """The crops of a picture: 16:9, 3:2, 1:1, and its own shape."""

    wide: Rendition
    card: Rendition
    square: Rendition
    full: Rendition


class Image(Contract):
    """The picture behind a figure: pixel size of the original, and its crops by name."""

    id: int
    width: int
    height: int
    focal_point: FocalPoint | None
    renditions: Renditions


class Figure(Contract):
    """An image with its words; `alt` is empty exactly when `decorative`."""

    alt: Annotated[str, up_to(250)]
    decorative: bool
    caption: Html
    credit: Annotated[str, up_to(255)]
    image: Image

    def words(self) -> Words:
        """Return what a search finds it by."""
        yield self.caption
