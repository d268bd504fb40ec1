"""Pictures as front ends get them: an image with renditions, and a figure with its words."""

from .base import Contract


class FocalPoint(Contract):
    """Centre of interest as fractions of width and height, from the top left."""

    x: float
    y: float


class Rendition(Contract):
    """One crop: `url` is the middle width, `srcset` lists every width (`w` descriptors, ascending)."""

    url: str
    width: int
    height: int
    srcset: str


class Image(Contract):
    """The picture behind a figure: pixel size of the original, and its crops by name."""

    id: int
    width: int
    height: int
    focal_point: FocalPoint | None
    renditions: dict[str, Rendition]


class Figure(Contract):
    """An image with its words; `alt` is empty exactly when `decorative`."""

    alt: str
    decorative: bool
    caption: str
    credit: str
    image: Image
