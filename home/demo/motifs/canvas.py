"""The sheet every motif is painted on: shapes in picture pixels, drawn large and reduced at the end."""

import hashlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageColor, ImageDraw, ImageFilter

WIDTH_PX = 1600
HEIGHT_PX = 1067
SIZE = (WIDTH_PX, HEIGHT_PX)
OVERSAMPLING = 2
# Pillow's radial gradient reaches 255 in the corners and this value half-way along each side.
EDGE = 181

Point = tuple[float, float]
Points = Sequence[Point]
# A colour name or #rrggbb[aa] on the sheet; an opacity of 0 to 255 on a soft layer.
Fill = str | int


class Canvas:
    """Paint flat shapes; every coordinate and width is in pixels of the finished picture."""

    def __init__(self, image: Image.Image, *, scale: float) -> None:
        """Paint on this image, whose sides are the picture's times the scale."""
        self.image = image
        self._scale = scale
        self._draw = ImageDraw.Draw(image, "RGBA" if image.mode == "RGB" else None)

    @classmethod
    def sky(cls, *colors: str) -> "Canvas":
        """Return a sheet shaded from the first colour at the top to the last at the foot."""
        size = (WIDTH_PX * OVERSAMPLING, HEIGHT_PX * OVERSAMPLING)
        return cls(shade(colors).resize(size, Image.Resampling.BILINEAR), scale=OVERSAMPLING)

    def polygon(self, points: Points, fill: Fill) -> None:
        """Fill a shape with straight sides."""
        self._draw.polygon(self._scaled(points), fill=fill)

    def curve(self, points: Points, fill: Fill) -> None:
        """Fill a closed shape that runs smoothly through the points."""
        self._draw.polygon(self._scaled(smooth(points, closed=True)), fill=fill)

    def line(self, points: Points, fill: Fill, width: float = 2) -> None:
        """Draw a stroke with straight parts."""
        self._draw.line(self._scaled(points), fill=fill, width=self._width(width), joint="curve")

    def stroke(self, points: Points, fill: Fill, width: float = 2) -> None:
        """Draw a stroke that runs smoothly through the points."""
        self.line(smooth(points, closed=False), fill, width)

    def box(self, corner: Point, opposite: Point, fill: Fill, *, radius: float = 0) -> None:
        """Fill a rectangle, given its upper left and lower right corner."""
        self._draw.rounded_rectangle(self._scaled((corner, opposite)), radius=radius * self._scale, fill=fill)

    def disc(self, center: Point, radius: float, fill: Fill, *, flat: float = 1) -> None:
        """Fill a circle, or an ellipse when the flatness is not one."""
        (x, y), tall = center, radius * flat
        self._draw.ellipse(self._scaled(((x - radius, y - tall), (x + radius, y + tall))), fill=fill)

    def ring(self, center: Point, radius: float, fill: Fill, *, width: float = 2, flat: float = 1) -> None:
        """Draw the outline of a circle or an ellipse."""
        (x, y), tall = center, radius * flat
        bounds = self._scaled(((x - radius, y - tall), (x + radius, y + tall)))
        self._draw.ellipse(bounds, outline=fill, width=self._width(width))

    def arc(
        self, center: Point, radius: float, degrees: tuple[float, float], fill: Fill, width: float = 2
    ) -> None:
        """Draw part of a circle, clockwise from three o'clock."""
        (x, y), (start, end) = center, degrees
        bounds = self._scaled(((x - radius, y - radius), (x + radius, y + radius)))
        self._draw.arc(bounds, start, end, fill=fill, width=self._width(width))

    def glow(self, center: Point, radius: float, color: str, *, strength: float = 1) -> None:
        """Lay light around a point, fading to nothing at the radius."""
        side = round(2 * radius * self._scale)
        fade = Image.radial_gradient("L").point(lambda far: _falloff(far, strength))
        corner = (
            round((center[0] - radius) * self._scale),
            round((center[1] - radius) * self._scale),
        )
        self.image.paste(color, _bounds(corner, side), fade.resize((side, side)))

    def veil(self, top: float, foot: float, color: str, *, opacity: tuple[float, float]) -> None:
        """Lay a haze between two heights, its opacity (0 to 1) changing from top to foot."""
        first, last = (round(255 * share) for share in opacity)
        column = Image.linear_gradient("L").point(lambda y: first + (last - first) * y // 255)
        left, upper, right, lower = (round(side * self._scale) for side in (0, top, WIDTH_PX, foot))
        fade = column.resize((right - left, lower - upper))
        self.image.paste(color, (left, upper, right, lower), fade)

    @contextmanager
    def soft(self, color: str, *, blur: float) -> Iterator["Canvas"]:
        """Return a layer whose shapes, filled with opacities, are laid on blurred in one colour."""
        layer = Canvas(Image.new("L", (WIDTH_PX // 2, HEIGHT_PX // 2)), scale=0.5)
        yield layer
        mask = layer.image.filter(ImageFilter.GaussianBlur(blur / 2))
        self.image.paste(color, (0, 0), mask.resize(self.image.size))

    def finish(self) -> Image.Image:
        """Reduce the sheet to the picture and give it a fine grain, so that shades do not band."""
        picture = self.image.reduce(OVERSAMPLING)
        grain = Image.frombytes("L", SIZE, hashlib.shake_128(b"grain").digest(WIDTH_PX * HEIGHT_PX))
        return Image.blend(picture, grain.convert("RGB"), 0.022)

    def _scaled(self, points: Points) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def _width(self, width: float) -> int:
        return max(1, round(width * self._scale))


def path(points: str) -> list[Point]:
    """Return the points of a list written as in SVG, such as "0,0 120,80"."""
    pairs = (pair.split(",") for pair in points.split())
    return [(float(x), float(y)) for x, y in pairs]


def shade(colors: Sequence[str]) -> Image.Image:
    """Return a column of 256 pixels that runs evenly through the colours."""
    column = Image.new("RGB", (1, 256))
    stops = [ImageColor.getrgb(color)[:3] for color in colors]
    for y in range(256):
        place = y / 255 * (len(stops) - 1)
        index = min(int(place), len(stops) - 2)
        pairs = zip(stops[index], stops[index + 1], strict=True)
        mixed = tuple(round(a + (b - a) * (place - index)) for a, b in pairs)
        column.putpixel((0, y), mixed)
    return column


def smooth(points: Points, *, closed: bool) -> list[Point]:
    """Return a Catmull-Rom curve through the points, ten steps between each two."""
    ring = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    return [
        _between(ring[index : index + 4], step / 10) for index in range(len(ring) - 3) for step in range(11)
    ]


def noise(seed: float) -> float:
    """Return a number from 0 to 1 that looks random and is the same on every machine."""
    return math.sin(seed * 12.9898 + 78.233) * 43758.5453 % 1


def _between(four: Points, share: float) -> Point:
    return (
        _catmull_rom([x for x, _ in four], share),
        _catmull_rom([y for _, y in four], share),
    )


def _catmull_rom(values: Sequence[float], t: float) -> float:
    a, b, c, d = values
    linear, square, cube = c - a, 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return (2 * b + linear * t + square * t**2 + cube * t**3) / 2


def _falloff(far: float, strength: float) -> int:
    return round(255 * strength * max(0, 1 - far / EDGE) ** 2)


def _bounds(corner: tuple[int, int], side: int) -> tuple[int, int, int, int]:
    left, upper = corner
    return left, upper, left + side, upper + side
