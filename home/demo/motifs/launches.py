"""Motifs of rockets: the launch pad, the crowd before the screen, the missile from the sea."""

import math

from PIL import Image

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Point, noise, path
from home.demo.motifs.shapes import bust, ground, person, placed, ridge, shadow, smoke, spread, stars

PAD_DARK = "#191a33"


def launch_pad() -> Image.Image:
    """Draw two people meeting before a rocket at dusk."""
    canvas = Canvas.sky("#16204a", "#3c3f78", "#a9587a", "#ee8a67", "#f9c987")
    stars(canvas, 160, below=420)
    canvas.glow((520, 800), 760, "#ffe3a8", strength=0.9)
    canvas.disc((520, 790), 86, "#fff0c9")
    ground(canvas, ridge(800, 26, seed=2.1), "#6b3f63")
    ground(canvas, ridge(850, 16, seed=4.7), "#3d2a4f")
    _gantry(canvas, 1236, 905)
    _rocket(canvas, 1080, 900)
    _steam(canvas)
    ground(canvas, [(-20, 905), (800, 896), (1620, 905)], PAD_DARK)
    _meeting(canvas)
    return canvas.finish()


def watchers() -> Image.Image:
    """Draw people in a waiting hall before a screen that shows a launch."""
    canvas = Canvas.sky("#0b1d29", "#12303d", "#0c2029")
    canvas.glow((800, 430), 980, "#3fb6c4", strength=0.5)
    canvas.box((270, 96), (1330, 700), "#06121a", radius=18)
    _broadcast(canvas, (292, 118), (1308, 678))
    canvas.veil(700, HEIGHT_PX, "#041016", opacity=(0.05, 0.75))
    rows = ((760, 5, 150, "#153846"), (880, 6, 200, "#0d2733"), (1040, 5, 290, "#061219"))
    for row, (y, count, size, fill) in enumerate(rows):
        for seat, x in enumerate(spread(count, 130 + 60 * (row % 2), 1500 - 70 * (row % 2))):
            shift = 60 * noise(seat + row * 9)
            bust(canvas, (x + shift - 2, y - 5), size * 1.01, "#69cfd4")
            bust(canvas, (x + shift, y), size, fill)
    return canvas.finish()


def submarine() -> Image.Image:
    """Draw a missile that leaves the sea above a submarine."""
    canvas = Canvas.sky("#f3d9b1", "#f2b98c", "#d98f7f", "#d98f7f")
    canvas.glow((420, 470), 560, "#fff4d2", strength=0.9)
    canvas.disc((420, 470), 74, "#fff7e0")
    ground(canvas, ridge(548, 12, seed=6.4), "#b0707a")
    canvas.polygon([(0, 560), (WIDTH_PX, 560), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], "#1c6275")
    _water(canvas)
    _missile(canvas, 1010, 190)
    _plume(canvas, 1010)
    _hull(canvas, 800, 850)
    _bubbles(canvas, 1010)
    return canvas.finish()


def _rocket(canvas: Canvas, x: float, foot: float) -> None:
    for side in (-1, 1):
        canvas.curve(_tapered(x + side * 46, foot, 23, 330), "#b9a7ad" if side < 0 else "#77698a")
    canvas.curve(_tapered(x, foot - 20, 36, 690), "#efe3da")
    canvas.polygon([(x + 4, foot - 20), (x + 36, foot - 20), (x + 36, 330), (x + 4, 250)], "#c6b3bb")
    for y in (380, 560, 700):
        canvas.box((x - 37, y), (x + 37, y + 14), "#c8553d")
    canvas.line([(x, 215), (x, 150)], "#efe3da", 5)


def _tapered(x: float, foot: float, half: float, height: float) -> list[Point]:
    shoulder = foot - height * 0.82
    sides = [(x - half, foot), (x - half, shoulder), (x - half * 0.72, shoulder - height * 0.1)]
    mirrored = [(2 * x - left, y) for left, y in reversed(sides)]
    return [*sides, (x, foot - height), *mirrored]


def _gantry(canvas: Canvas, x: float, foot: float) -> None:
    for offset in (-50, 50):
        canvas.line([(x + offset, foot), (x + offset, 190)], PAD_DARK, 11)
    for y in range(190, int(foot), 65):
        canvas.line([(x - 50, y), (x + 50, y + 65)], PAD_DARK, 5)
        canvas.line([(x + 50, y), (x - 50, y + 65)], PAD_DARK, 5)
        canvas.line([(x - 50, y), (x + 50, y)], PAD_DARK, 6)
    for y in (330, 520, 690):
        canvas.line([(x - 50, y), (x - 118, y)], PAD_DARK, 12)
    for y in (205, 395, 590):
        canvas.glow((x - 40, y), 60, "#ffe9b0", strength=0.9)


def _steam(canvas: Canvas) -> None:
    drift = [(900 + 55 * step, 890 - 8 * math.sin(step), 44 + 7 * noise(step)) for step in range(8)]
    with canvas.soft("#ffe8d2", blur=26) as layer:
        smoke(layer, drift, 190)


def _meeting(canvas: Canvas) -> None:
    for x, reach in ((436, (-60, 90)), (584, (40, 90))):
        shadow(canvas, (x, 985), reach, "#0a0b1a", width=50)
        person(canvas, (x, 990), 250, "#0e0f22")
    canvas.stroke(path("462,794 478,836 510,838 542,836 558,794"), "#0e0f22", 18)
    canvas.disc((510, 838), 13, "#0e0f22")


def _broadcast(canvas: Canvas, corner: Point, opposite: Point) -> None:
    (left, top), (right, foot) = corner, opposite
    canvas.box(corner, opposite, "#f6b26b")
    for index, fill in enumerate(("#2a6f86", "#3f8a97", "#6fa9a0", "#b9bf94", "#f0c27b")):
        canvas.box((left, top + index * 90), (right, foot), fill)
    canvas.polygon([(left, foot), (left, 620), (700, 590), (right, 632), (right, foot)], "#4b3a4a")
    trail = path("560,610 566,500 590,390 640,290 715,215")
    with canvas.soft("#fff1d0", blur=12) as layer:
        layer.stroke(trail, 190, 44)
    canvas.stroke(trail, "#fffbe9", 11)
    canvas.glow((715, 212), 110, "#ffffff", strength=1)
    canvas.curve(path("706,222 722,236 752,190 762,162 738,178"), "#2b2433")
    canvas.box((left, foot - 62), (right, foot), "#b23a3a")
    canvas.box((left + 30, foot - 42), (left + 520, foot - 20), "#f4dcc8", radius=6)


def _water(canvas: Canvas) -> None:
    for index, fill in enumerate(("#2b7f8d", "#1f6c7e", "#18596c", "#124859", "#0d3847", "#092b38")):
        crest = ridge(575 + index * 82, 9, seed=index * 1.7 + 0.4, rough=0.9)
        ground(canvas, crest, fill)
    for index in range(26):
        x, y = 420 + 190 * (noise(index) - 0.5), 572 + 90 * noise(index + 0.5)
        canvas.box((x - 34, y), (x + 34, y + 3), "#ffe9c0a0", radius=2)


def _missile(canvas: Canvas, x: float, nose: float) -> None:
    canvas.curve([(x - 24, 440), (x - 24, 270), (x, nose), (x + 24, 270), (x + 24, 440)], "#33303f")
    canvas.polygon([(x + 4, 436), (x + 23, 436), (x + 23, 280), (x + 4, 240)], "#221f2c")
    canvas.polygon([(x - 24, 380), (x - 52, 440), (x - 24, 432)], "#33303f")
    canvas.polygon([(x + 24, 380), (x + 52, 440), (x + 24, 432)], "#221f2c")
    canvas.box((x - 24, 300), (x + 24, 312), "#c8553d")


def _plume(canvas: Canvas, x: float) -> None:
    canvas.glow((x, 470), 190, "#ffb347", strength=1)
    canvas.curve([(x - 17, 438), (x - 26, 500), (x, 600), (x + 26, 500), (x + 17, 438)], "#ff9b3d")
    canvas.curve([(x - 9, 438), (x - 11, 480), (x, 540), (x + 11, 480), (x + 9, 438)], "#fff3c4")
    drift = [(x + 105 * step, 585 - 22 * abs(step) % 40, 52) for step in (-2, -1, 0, 1, 2)]
    with canvas.soft("#fff6ea", blur=18) as layer:
        smoke(layer, drift, 215)


def _hull(canvas: Canvas, x: float, y: float) -> None:
    body = path("-440,0 -400,-50 -260,-66 0,-70 300,-60 470,-16 520,4")
    belly = path("470,26 300,62 0,72 -260,66 -400,46")
    canvas.curve([(x + across, y + down) for across, down in body + belly], "#06202b")
    canvas.curve(placed(path("-130,-60 -112,-150 30,-150 60,-60"), (x, y)), "#06202b")
    canvas.polygon([(x - 96, y - 118), (x - 160, y - 104), (x - 20, y - 104)], "#0d3a49")
    canvas.polygon(placed(path("480,0 540,-84 570,-84 545,76"), (x, y)), "#06202b")
    canvas.stroke([(x - 380, y - 34), (x, y - 52), (x + 400, y - 26)], "#2d7f8d90", 5)


def _bubbles(canvas: Canvas, x: float) -> None:
    for index in range(120):
        rise = noise(index + 0.4)
        spot = (x + (noise(index) - 0.5) * (40 + 170 * rise), 790 - 210 * rise)
        canvas.disc(spot, 3 + 9 * noise(index + 0.7), f"#d8f3f0{round(60 + 90 * rise):02x}")
