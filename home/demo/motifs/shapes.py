"""Things that occur in more than one motif: people, hills, stars, flags and smoke."""

import math
from collections.abc import Callable, Iterator, Sequence

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Fill, Point, Points, noise, path

STANDING: Points = path(
    "-0.03,-0.89 -0.05,-0.85 -0.12,-0.81 -0.145,-0.7 -0.155,-0.55 -0.15,-0.42 -0.115,-0.42 -0.11,-0.52 "
    "-0.095,-0.4 -0.09,-0.2 -0.1,0 -0.025,0 -0.012,-0.2 0,-0.4 0.012,-0.2 0.025,0 0.1,0 0.09,-0.2 "
    "0.095,-0.4 0.11,-0.52 0.115,-0.42 0.15,-0.42 0.155,-0.55 0.145,-0.7 0.12,-0.81 0.05,-0.85 0.03,-0.89"
)
ROBED: Points = path(
    "-0.04,-0.88 -0.11,-0.8 -0.14,-0.62 -0.15,-0.4 -0.18,-0.1 -0.19,0 0.19,0 0.18,-0.1 0.15,-0.4 0.14,-0.62 "
    "0.11,-0.8 0.04,-0.88"
)
BUST: Points = path(
    "-0.14,-0.5 -0.16,-0.42 -0.34,-0.34 -0.5,-0.2 -0.56,0.1 -0.56,0.4 0.56,0.4 0.56,0.1 0.5,-0.2 0.34,-0.34 "
    "0.16,-0.42 0.14,-0.5"
)


def facets(canvas: Canvas, pieces: Sequence[tuple[str, str]]) -> None:
    """Fill shapes with straight sides, each given by its colour and its points as in SVG."""
    for fill, points in pieces:
        canvas.polygon(path(points), fill)


def placed(shape: Points, foot: Point, size: float = 1, *, turn: float = 0) -> list[Point]:
    """Return a shape moved to its place, enlarged, and turned by an angle in degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(foot[0] + size * (x * cos - y * sin), foot[1] + size * (x * sin + y * cos)) for x, y in shape]


def person(canvas: Canvas, foot: Point, height: float, fill: Fill) -> None:
    """Draw somebody standing."""
    canvas.curve(placed(STANDING, foot, height), fill)
    canvas.disc((foot[0], foot[1] - 0.935 * height), 0.062 * height, fill, flat=1.15)


def robed_person(canvas: Canvas, foot: Point, height: float, fill: Fill) -> None:
    """Draw somebody standing in a long dress and a headscarf."""
    canvas.curve(placed(ROBED, foot, height), fill)
    canvas.disc((foot[0], foot[1] - 0.9 * height), 0.085 * height, fill, flat=1.2)


def bust(canvas: Canvas, center: Point, size: float, fill: Fill) -> None:
    """Draw the head and shoulders of somebody seen from behind."""
    canvas.curve(placed(BUST, center, size), fill)
    canvas.disc((center[0], center[1] - 0.68 * size), 0.23 * size, fill, flat=1.22)


def shadow(canvas: Canvas, foot: Point, reach: Point, fill: Fill, *, width: float) -> None:
    """Draw the long shadow that somebody throws from a foot point."""
    x, y = foot
    far_x, far_y = x + reach[0], y + reach[1]
    canvas.polygon(
        [(x - width / 2, y), (x + width / 2, y), (far_x + width, far_y), (far_x - width, far_y)], fill
    )


def ridge(height: float, swing: float, *, seed: float, rough: float = 0.35) -> list[Point]:
    """Return the line of hills across the picture, swinging about a height."""
    waves = [(1.3, 1.0), (2.9, 0.5), (6.1, rough * 0.6), (13.7, rough * 0.4), (31, rough * 0.16)]
    return [
        (x, height - swing * sum(_wave(x, pace, seed) * share for pace, share in waves))
        for x in range(-10, WIDTH_PX + 20, 10)
    ]


def ground(canvas: Canvas, line: Points, fill: Fill) -> None:
    """Fill everything below a line that crosses the picture."""
    canvas.polygon([*line, (WIDTH_PX + 20, HEIGHT_PX + 10), (-20, HEIGHT_PX + 10)], fill)


def stars(canvas: Canvas, count: int, *, below: float, color: str = "#ffffff") -> None:
    """Scatter stars from the top of the picture down to a height, fewer of them further down."""
    for index in range(count):
        spot = (noise(index) * WIDTH_PX, noise(index + 0.5) ** 1.4 * below)
        strength = round(70 + 185 * noise(index + 0.25) ** 3)
        canvas.disc(spot, 0.8 + 1.5 * noise(index + 0.75) ** 4, f"{color}{strength:02x}")


def smoke(canvas: Canvas, drift: Sequence[tuple[float, float, float]], opacity: int) -> None:
    """Heap puffs on a soft layer along a drift of x, y and radius."""
    for index, (x, y, radius) in enumerate(drift):
        for puff in range(7):
            seed = index * 7 + puff
            angle = noise(seed) * math.tau
            offset = radius * 0.7 * noise(seed + 0.3)
            spot = (x + offset * math.cos(angle), y + offset * math.sin(angle))
            canvas.disc(spot, radius * (0.35 + 0.4 * noise(seed + 0.6)), opacity)


def flag_cloth(corner: Point, size: Point, *, lift: float = 1) -> Callable[[float, float], Point]:
    """Return the place on a waving cloth of a point whose sides run from 0 to 1."""
    (left, top), (width, height) = corner, size

    def place(across: float, down: float) -> Point:
        wave = math.sin(across * 5.2 * lift + 0.6) * height * 0.07 * (0.3 + across)
        return left + across * width, top + down * height + wave + across * height * 0.05

    return place


def cloth_patch(
    canvas: Canvas, place: Callable[[float, float], Point], across: Point, down: Point, fill: Fill
) -> None:
    """Fill a rectangle of a waving cloth, given in shares of its sides."""
    (left, right), (top, foot) = across, down
    steps = [left + (right - left) * step / 20 for step in range(21)]
    upper = [place(share, top) for share in steps]
    lower = [place(share, foot) for share in reversed(steps)]
    canvas.polygon(upper + lower, fill)


def folds(canvas: Canvas, place: Callable[[float, float], Point]) -> None:
    """Shade the folds of a waving cloth."""
    for step in range(40):
        depth = math.cos(step / 40 * 5.2 + 0.6)
        tint = f"#000000{round(46 * max(0, depth)):02x}" if depth > 0 else f"#ffffff{round(-30 * depth):02x}"
        cloth_patch(canvas, place, (step / 40, (step + 1) / 40), (0, 1), tint)


def spread(count: int, start: float, end: float) -> Iterator[float]:
    """Return so many places, evenly from the start to the end."""
    return (start + (end - start) * index / (count - 1) for index in range(count))


def _wave(x: float, pace: float, seed: float) -> float:
    return math.sin(x / WIDTH_PX * math.tau * pace + seed * 7.3 * pace)
