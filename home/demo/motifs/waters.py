"""Motifs of the waters: the sunlit sea, the deep, an iceberg, a ship in a canal."""

import math

from PIL import Image

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Point, noise, path
from home.demo.motifs.shapes import facets, ground, person, placed, ridge, spread

CONTAINERS = ("#c8553d", "#e0a63a", "#2f6f86", "#4f8a63", "#e9dcc0", "#7a4b6a")
ICE = (
    ("#8fd3df90", "420,444 350,560 430,700 520,860 690,990 820,930 960,800 1090,640 1120,444"),
    ("#2a87a560", "780,444 720,640 820,930 960,800 1090,640 1120,444"),
    ("#f7fbfb", "460,444 520,300 600,270 690,130 760,180 850,110 980,300 1070,444"),
    ("#b5d4e2", "850,110 820,260 880,340 840,444 1070,444 980,300"),
    ("#d9e9ee", "690,130 670,260 710,330 660,444 730,444 760,180"),
)
CHIMNEY = path("-40,0 -24,-0.6 -16,-1 16,-1 26,-0.5 44,0")
CHIMNEY_LIT = path("-40,0 -24,-0.6 -16,-1 -2,-1 -10,0")
JELLYFISH = ((260, 330, 84, "#f08fb0"), (1320, 250, 60, "#9d8cf0"), (170, 720, 46, "#7fd8e0"))


def sunlit_sea() -> Image.Image:
    """Draw plankton under the light that falls through the surface of the sea."""
    canvas = Canvas.sky("#d5f4e4", "#6fd0c4", "#1f95a3", "#0d5877", "#08304f")
    canvas.glow((760, -60), 900, "#ffffff", strength=0.95)
    _rays(canvas, (760, -220))
    _shoal(canvas)
    _wheel(canvas, (310, 640), 150, "#f3e08a", spokes=20)
    _wheel(canvas, (1330, 830), 116, "#a9e6a0", spokes=16)
    _wheel(canvas, (830, 930), 70, "#f7b58c", spokes=12)
    _chain(canvas, (520, 400), 8, 24)
    _chain(canvas, (960, 760), 7, -30)
    _chain(canvas, (80, 980), 6, -14)
    return canvas.finish()


def deep_sea() -> Image.Image:
    """Draw a small submersible that lights the floor of the deep sea."""
    canvas = Canvas.sky("#0b3a55", "#06233c", "#031527", "#020b16")
    _marine_snow(canvas)
    with canvas.soft("#fff3c4", blur=30) as layer:
        layer.polygon(path("690,470 1640,700 1640,1090 1000,1090 700,520"), 80)
    for x, y, size, color in JELLYFISH:
        _jellyfish(canvas, (x, y), size, color)
    ground(canvas, ridge(905, 60, seed=5.8, rough=0.9), "#04101e")
    for x, tall in ((1130, 190), (1210, 260), (1300, 160)):
        _chimney(canvas, (x, 1015), tall)
    ground(canvas, ridge(968, 22, seed=9.1, rough=0.9), "#020913")
    _submersible(canvas, (560, 470))
    return canvas.finish()


def iceberg() -> Image.Image:
    """Draw an iceberg above and below the water, penguins on a floe."""
    canvas = Canvas.sky("#9cc9dd", "#cfe6ea", "#f6e6dc", "#f6e6dc")
    canvas.disc((1290, 220), 66, "#fffdf2")
    ground(canvas, ridge(410, 30, seed=6.1, rough=0.9), "#c3d8e3")
    canvas.polygon([(0, 440), (WIDTH_PX, 440), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], "#2f8aa5")
    canvas.veil(440, HEIGHT_PX, "#06304f", opacity=(0.1, 0.92))
    facets(canvas, ICE)
    canvas.line([(0, 441), (WIDTH_PX, 441)], "#eafafa", 5)
    _floe(canvas)
    return canvas.finish()


def canal_ship() -> Image.Image:
    """Draw a container ship in a canal between desert banks."""
    canvas = Canvas.sky("#7db8c9", "#c9dccb", "#f7e3b4", "#f2c88e")
    canvas.glow((330, 330), 480, "#fff6da", strength=0.9)
    canvas.disc((330, 330), 70, "#fff9e6")
    _far_bank(canvas)
    canvas.polygon([(0, 760), (WIDTH_PX, 760), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], "#2f7f8c")
    canvas.veil(760, HEIGHT_PX, "#0c4456", opacity=(0, 0.7))
    _ship(canvas)
    _tug(canvas, (180, 850))
    _ripples(canvas)
    ground(canvas, [(-20, 1010), (500, 992), (1100, 1004), (1620, 980)], "#a8713f")
    for x in (1240, 1310, 1350):
        person(canvas, (x, 1025), 130, "#33231c")
    return canvas.finish()


def _rays(canvas: Canvas, source: Point) -> None:
    with canvas.soft("#f4fff0", blur=26) as layer:
        for index in range(11):
            angle = math.radians(42 + 96 * (index + 0.5 * noise(index)) / 11)
            half = 0.012 + 0.02 * noise(index + 0.4)
            far = [
                (source[0] + 1500 * math.cos(angle + turn), source[1] + 1500 * math.sin(angle + turn))
                for turn in (half, -half)
            ]
            layer.polygon([source, *far], round(34 + 50 * noise(index + 0.7)))


def _shoal(canvas: Canvas) -> None:
    for index in range(46):
        _fish(canvas, (1010 + 420 * (noise(index) - 0.5), 400 + 190 * (noise(index + 0.5) - 0.5)), 34)
    for index in range(150):
        spot = (noise(index + 0.1) * WIDTH_PX, 180 + 880 * noise(index + 0.6))
        canvas.disc(spot, 2 + 4 * noise(index + 0.3), "#e8fff09a")


def _marine_snow(canvas: Canvas) -> None:
    for index in range(190):
        spot = (noise(index) * WIDTH_PX, noise(index + 0.5) * 980)
        canvas.disc(spot, 1 + 2.4 * noise(index + 0.7), f"#bfe6f0{round(30 + 90 * noise(index + 0.2)):02x}")


def _fish(canvas: Canvas, center: Point, size: float) -> None:
    shape = path("0.6,0 0.2,-0.2 -0.3,-0.06 -0.6,-0.22 -0.52,0 -0.6,0.22 -0.3,0.06 0.2,0.2")
    canvas.curve(placed(shape, center, size, turn=-12), "#0c4b66")


def _wheel(canvas: Canvas, center: Point, radius: float, fill: str, *, spokes: int) -> None:
    canvas.glow(center, radius * 1.5, fill, strength=0.35)
    canvas.disc(center, radius, f"{fill}60")
    for share in (1, 0.72, 0.3):
        canvas.ring(center, radius * share, fill, width=5)
    for spoke in range(spokes):
        angle = spoke / spokes * math.tau
        cos, sin = math.cos(angle), math.sin(angle)
        ends = [(center[0] + radius * reach * cos, center[1] + radius * reach * sin) for reach in (0.3, 1)]
        canvas.line(ends, fill, 3)
        canvas.disc((center[0] + radius * 0.86 * cos, center[1] + radius * 0.86 * sin), radius * 0.045, fill)
    canvas.disc(center, radius * 0.14, fill)


def _chain(canvas: Canvas, start: Point, count: int, turn: float) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    for index in range(count):
        x, y = start[0] + 48 * index * cos, start[1] + 48 * index * sin
        cell = [(-0.5, -0.36), (0.5, -0.36), (0.5, 0.36), (-0.5, 0.36)]
        canvas.curve(placed(cell, (x, y), 46, turn=turn), "#e3f5b2b0")
        canvas.disc((x, y), 9, "#5d9a4f")
        for side in (-1, 1):
            canvas.line(
                placed([(0.4, side * 0.3), (0.55, side * 1.5)], (x, y), 46, turn=turn), "#e3f5b2a0", 2.5
            )


def _jellyfish(canvas: Canvas, center: Point, size: float, color: str) -> None:
    x, y = center
    canvas.glow(center, size * 2.6, color, strength=0.5)
    for index, reach in enumerate(spread(6, -0.75, 0.75)):
        trail = [
            (x + reach * size + 14 * math.sin(step + index), y + step * size * 0.55) for step in range(6)
        ]
        canvas.stroke(trail, f"{color}a0", 4)
    bell = path("-1,0.1 -0.8,-0.6 0,-1 0.8,-0.6 1,0.1 0.5,0 0,0.12 -0.5,0")
    canvas.curve(placed(bell, (x, y), size), f"{color}d0")
    canvas.curve([(x + a * size * 0.6, y - 8 + b * size * 0.6) for a, b in bell], "#ffffff40")


def _chimney(canvas: Canvas, foot: Point, tall: float) -> None:
    x, y = foot
    with canvas.soft("#55636e", blur=20) as layer:
        for step in range(7):
            layer.disc(
                (x + 12 * step + 10 * noise(step), y - tall - 34 * step), 22 + 9 * step, 110 - 12 * step
            )
    for rock, fill in ((CHIMNEY, "#3a3a3a"), (CHIMNEY_LIT, "#8a7a58")):
        canvas.polygon([(x + across, y + rise * tall) for across, rise in rock], fill)


def _submersible(canvas: Canvas, center: Point) -> None:
    x, y = center
    canvas.box((x - 190, y - 66), (x + 70, y + 50), "#e7b23c", radius=56)
    canvas.box((x - 190, y - 4), (x + 70, y + 50), "#c48a2a", radius=40)
    canvas.box((x - 110, y - 104), (x - 10, y - 56), "#e7b23c", radius=14)
    canvas.disc((x + 60, y - 6), 82, "#9fdbe6")
    canvas.disc((x + 60, y - 6), 66, "#12384c")
    canvas.curve(placed(path("24,40 34,-10 58,-30 84,-8 96,38"), (x, y)), "#e8a06a")
    canvas.disc((x + 58, y - 28), 19, "#f0c49c")
    canvas.arc((x + 60, y - 6), 72, (200, 260), "#e8fbff", 7)
    canvas.polygon([(x - 190, y - 10), (x - 250, y - 50), (x - 250, y + 44)], "#8f6420")
    canvas.stroke(placed(path("40,76 120,96 170,60 196,86"), (x, y)), "#b9c4c8", 11)
    canvas.box((x - 170, y + 60), (x + 60, y + 78), "#8d989d", radius=9)
    canvas.glow((x + 140, y + 4), 110, "#fffbe0", strength=1)
    canvas.disc((x + 138, y + 6), 20, "#fffdf0")


def _floe(canvas: Canvas) -> None:
    canvas.polygon(path("1180,470 1230,420 1560,414 1620,470 1620,520 1220,512"), "#f7fbfb")
    canvas.polygon([(1180, 470), (1620, 470), (1620, 520), (1220, 512)], "#b5d9e4")
    for index, x in enumerate((1285, 1345, 1440, 1520)):
        _penguin(canvas, (x, 452), 92 + 14 * (index % 2))


def _penguin(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    body = path("-0.2,0 -0.28,-0.4 -0.16,-0.78 0,-1 0.16,-0.78 0.28,-0.4 0.2,0")
    canvas.curve(placed(body, foot, height), "#1d2733")
    belly = path("-0.12,-0.03 -0.17,-0.38 0,-0.68 0.17,-0.38 0.12,-0.03")
    canvas.curve(placed(belly, foot, height), "#f7f4ea")
    canvas.disc((x - 0.12 * height, y - 0.76 * height), 0.05 * height, "#f0b53c")
    canvas.polygon(placed([(-0.1, -0.9), (-0.34, -0.86), (-0.1, -0.82)], foot, height), "#e08a2c")
    canvas.box((x - 0.2 * height, y - 2), (x + 0.2 * height, y + 6), "#e08a2c", radius=3)


def _far_bank(canvas: Canvas) -> None:
    ground(canvas, ridge(655, 20, seed=4.1), "#dcae78")
    ground(canvas, ridge(700, 12, seed=8.8), "#c99560")
    for x, tall in ((90, 190), (170, 150), (1470, 210), (1550, 160)):
        _palm(canvas, (x, 715), tall)


def _ship(canvas: Canvas) -> None:
    canvas.polygon(path("330,740 1400,740 1470,640 1500,640 1440,880 400,880"), "#26384a")
    canvas.polygon([(384, 840), (1452, 840), (1440, 884), (402, 884)], "#a63d34")
    _cargo(canvas)
    canvas.box((370, 480), (500, 742), "#f3ead8")
    canvas.box((350, 470), (512, 510), "#f3ead8")
    for y in (482, 540, 590, 640, 690):
        canvas.box((380, y), (490, y + 18), "#33505f")
    canvas.box((392, 410), (436, 472), "#c8553d")
    canvas.line([(470, 470), (470, 370)], "#4a4a4a", 6)


def _cargo(canvas: Canvas) -> None:
    for column in range(15):
        for row in range(3 + round(2.4 * noise(column + 0.3))):
            x, y = 520 + column * 58, 740 - (row + 1) * 46
            fill = CONTAINERS[int(noise(column * 7 + row) * 6)]
            canvas.box((x, y), (x + 54, y + 43), fill)
            for rib in range(1, 5):
                canvas.line([(x + rib * 11, y + 5), (x + rib * 11, y + 38)], "#00000026", 2)


def _tug(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.polygon(placed(path("-100,-40 110,-62 84,24 -80,24"), (x, y)), "#8f2f2b")
    canvas.box((x - 30, y - 108), (x + 50, y - 46), "#f3ead8", radius=6)
    canvas.box((x - 18, y - 98), (x + 40, y - 78), "#33505f")
    canvas.box((x - 66, y - 104), (x - 42, y - 44), "#26384a")
    canvas.stroke([(x + 104, y - 50), (x + 150, y - 44), (x + 190, y - 96)], "#33302c", 4)


def _ripples(canvas: Canvas) -> None:
    for index in range(110):
        x, y = noise(index) * WIDTH_PX, 895 + 110 * noise(index + 0.5)
        half = 14 + 44 * noise(index + 0.2)
        canvas.box((x - half, y), (x + half, y + 3), "#e9f3e6" + ("55" if index % 3 else "90"), radius=1.5)


def _palm(canvas: Canvas, foot: Point, tall: float) -> None:
    x, y = foot
    canvas.stroke([(x, y), (x + 12, y - tall * 0.5), (x + 4, y - tall)], "#6b4a2e", 13)
    for angle in (-170, -140, -100, -60, -25, 10, 170):
        turn = math.radians(angle)
        tip = (x + 4 + 95 * math.cos(turn), y - tall + 62 * math.sin(turn) + 34)
        mid = (x + 4 + 52 * math.cos(turn), y - tall + 52 * math.sin(turn) - 4)
        canvas.stroke([(x + 4, y - tall), mid, tip], "#4f6b3a", 11)
