"""Motifs of states and their people: flags under an arch, a great hall, an arrival by air, a camp."""

import math

from PIL import Image

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Fill, Point, noise, path
from home.demo.motifs.shapes import (
    bust,
    cloth_patch,
    flag_cloth,
    folds,
    ground,
    person,
    placed,
    ridge,
    robed_person,
    shadow,
    spread,
)

MAPLE_HALF = path(
    "0,-1 0.19,-0.66 0.4,-0.76 0.31,-0.3 0.52,-0.5 0.58,-0.38 0.86,-0.44 0.78,-0.14 0.92,-0.06 0.5,0.3 "
    "0.55,0.46 0.06,0.4 0.06,0.82"
)


def summit_arch() -> Image.Image:
    """Draw two people who shake hands under an arch, between two large flags."""
    canvas = Canvas.sky("#e8dcc6", "#efe4cf", "#e2cfae")
    _colonnade(canvas)
    canvas.polygon([(0, 880), (WIDTH_PX, 880), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], "#a9825e")
    canvas.polygon([(690, 880), (910, 880), (1080, HEIGHT_PX), (520, HEIGHT_PX)], "#9c3b3b")
    _striped_flag(canvas, (118, 190))
    _leaf_flag(canvas, (1082, 190))
    for x in (708, 892):
        shadow(canvas, (x, 965), (2 * (x - 800) / 3, 80), "#6e2526", width=46)
        person(canvas, (x, 970), 330, "#22283a")
    canvas.stroke(path("742,714 762,768 800,768 838,768 858,714"), "#22283a", 24)
    canvas.disc((800, 768), 17, "#22283a")
    return canvas.finish()


def assembly_hall() -> Image.Image:
    """Draw a great hall with a speaker at the rostrum and rows of listeners."""
    canvas = Canvas.sky("#4a2f1d", "#8a5a2c", "#c98f3f", "#7a4f2a")
    for index in range(33):
        left = index * 50 - 20
        canvas.polygon([(left, 0), (left + 24, 0), (left + 24, 700), (left, 700)], "#00000018")
    canvas.glow((800, 300), 620, "#ffe3a0", strength=0.95)
    _emblem(canvas, (800, 262), 168)
    _rostrum(canvas)
    rows = ((760, 13, 84, "#553322"), (848, 11, 110, "#3d2419"), (958, 9, 150, "#281711"))
    for row, (y, count, size, fill) in enumerate(rows):
        _bench(canvas, y + size * 0.3, row)
        for x in spread(count, 60 - row * 30, 1540 + row * 30):
            bust(canvas, (x, y - 40 * math.sin(x / WIDTH_PX * math.pi)), size, fill)
    return canvas.finish()


def aircraft_arrival() -> Image.Image:
    """Draw people who walk away from an aircraft on a desert airfield."""
    canvas = Canvas.sky("#6fb3b8", "#b9d3bd", "#f5dfae", "#f3c583")
    canvas.disc((270, 300), 82, "#fff3cf")
    ground(canvas, ridge(640, 60, seed=3.3, rough=0.8), "#c99b78")
    ground(canvas, ridge(690, 34, seed=8.2, rough=0.8), "#a8755c")
    ground(canvas, [(-20, 706), (1620, 706)], "#d9b48a")
    ground(canvas, [(-20, 738), (1620, 732)], "#8d7f79")
    canvas.polygon([(0, 985), (WIDTH_PX, 940), (WIDTH_PX, 950), (0, 997)], "#e9d9b9")
    _aircraft(canvas)
    _stairs(canvas)
    _walkers(canvas)
    return canvas.finish()


def desert_camp() -> Image.Image:
    """Draw a girl with a small child on her arm in a camp of domed tents."""
    canvas = Canvas.sky("#f0b27a", "#f5c98e", "#f9dfb0", "#f3cf98")
    canvas.glow((1180, 330), 620, "#fff6d8", strength=0.9)
    canvas.disc((1180, 330), 96, "#fffae8")
    ground(canvas, ridge(590, 26, seed=5.2), "#d99a66")
    _acacia(canvas, (240, 640), 310)
    for row, (y, size, count) in enumerate(((640, 62, 11), (700, 88, 8), (790, 130, 6))):
        ground(canvas, ridge(y - 8, 10, seed=row + 2.5), ("#cf8c58", "#c27c4c", "#b56d42")[row])
        for index, x in enumerate(spread(count, 40 + 70 * row, 1600 - 30 * row)):
            _tent(canvas, (x + 40 * noise(index + row), y + 22 * noise(index)), size, seed=index + row)
    ground(canvas, ridge(900, 12, seed=9.9), "#9a5636")
    shadow(canvas, (640, 1005), (-330, 60), "#6b3626b0", width=70)
    _siblings(canvas, (640, 1010), 470)
    return canvas.finish()


def _colonnade(canvas: Canvas) -> None:
    canvas.glow((800, 520), 700, "#fff9e8", strength=0.9)
    for x, half in ((800, 250), (240, 170), (1360, 170)):
        spring = 480 if half > 200 else 520
        for grow, fill in ((34, "#cdb892"), (0, "#9fc4cf")):
            canvas.disc((x, spring), half + grow, fill)
            canvas.box((x - half - grow, spring), (x + half + grow, 880), fill)
        hill = [(x - half, 880), (x - half, 800), (x, 760), (x + half, 810), (x + half, 880)]
        canvas.polygon(hill, "#7ba38a")
    for x in (480, 1120, 16, 1584):
        canvas.box((x - 44, 420), (x + 44, 880), "#d8c5a0")
        canvas.box((x - 60, 400), (x + 60, 440), "#bfa77d")
        canvas.box((x - 60, 850), (x + 60, 884), "#bfa77d")


def _pole(canvas: Canvas, x: float) -> None:
    canvas.box((x - 7, 150), (x + 7, 1000), "#5c4a36", radius=6)
    canvas.disc((x, 146), 15, "#c79a3c")
    canvas.disc((x, 1000), 70, "#5c4a36", flat=0.2)


def _striped_flag(canvas: Canvas, corner: Point) -> None:
    _pole(canvas, corner[0] - 8)
    place = flag_cloth(corner, (400, 250))
    for stripe in range(9):
        fill = "#b33a3f" if stripe % 2 == 0 else "#f6efe2"
        cloth_patch(canvas, place, (0, 1), (stripe / 9, (stripe + 1) / 9), fill)
    cloth_patch(canvas, place, (0, 0.42), (0, 5 / 9), "#27406f")
    for row in range(4):
        for column in range(5):
            spot = place(0.05 + column * 0.08, 0.075 + row * 0.135)
            canvas.disc(spot, 6, "#f6efe2")
    folds(canvas, place)


def _leaf_flag(canvas: Canvas, corner: Point) -> None:
    _pole(canvas, corner[0] - 8)
    place = flag_cloth(corner, (400, 250))
    for across, fill in (((0, 0.27), "#b93137"), ((0.27, 0.73), "#f8f2e7"), ((0.73, 1), "#b93137")):
        cloth_patch(canvas, place, across, (0, 1), fill)
    right = [place(0.5 + x * 0.2, 0.5 + y * 0.36) for x, y in MAPLE_HALF]
    left = [place(0.5 - x * 0.2, 0.5 + y * 0.36) for x, y in reversed(MAPLE_HALF)]
    canvas.polygon(right + left, "#b93137")
    folds(canvas, place)


def _emblem(canvas: Canvas, center: Point, radius: float) -> None:
    canvas.disc(center, radius, "#6b451f")
    for share in (1, 0.75, 0.5, 0.25):
        canvas.ring(center, radius * share, "#ffe9b8", width=5)
    for step in range(8):
        angle = step * math.pi / 8
        reach = (radius * math.cos(angle), radius * math.sin(angle))
        ends = [(center[0] - reach[0], center[1] - reach[1]), (center[0] + reach[0], center[1] + reach[1])]
        canvas.line(ends, "#ffe9b8", 4)


def _rostrum(canvas: Canvas) -> None:
    canvas.polygon([(460, 700), (1140, 700), (1090, 560), (510, 560)], "#3f5a4c")
    canvas.polygon([(510, 560), (1090, 560), (1090, 574), (510, 574)], "#6f8f78")
    person(canvas, (800, 640), 210, "#1c1512")
    canvas.polygon([(720, 690), (880, 690), (866, 540), (734, 540)], "#24362e")
    canvas.box((722, 530), (878, 544), "#86a58c", radius=4)
    canvas.polygon([(0, 700), (WIDTH_PX, 700), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], "#6a4329")


def _bench(canvas: Canvas, y: float, row: int) -> None:
    line = [(x, y - 40 * math.sin(x / WIDTH_PX * math.pi)) for x in range(0, 1601, 40)]
    ground(canvas, line, ("#5f3c25", "#4a2d1c", "#341f14")[row])
    canvas.line(line, "#b98546", 5)


def _aircraft(canvas: Canvas) -> None:
    canvas.polygon([(1330, 470), (1490, 190), (1570, 190), (1530, 480)], "#b5483a")
    body = path("380,600 350,560 400,500 520,462 900,452 1300,440 1560,410")
    belly = path("1575,440 1400,560 1150,622 800,636 500,632")
    canvas.curve(body + belly, "#f7f2e6")
    canvas.curve([(380, 600), (450, 596), (800, 600), (1200, 580), (1460, 480), *belly], "#d3c7b8")
    canvas.curve([(392, 520), (432, 496), (470, 492), (464, 520)], "#2f4450")
    for x in spread(22, 540, 1290):
        canvas.box((x, 506), (x + 14, 530), "#3f5661", radius=6)
    canvas.polygon([(470, 560), (1420, 536), (1400, 552), (470, 574)], "#b5483a")
    canvas.polygon([(860, 590), (1060, 590), (1240, 730), (1170, 730)], "#a99c90")
    canvas.curve(path("830,690 830,640 980,640 1000,665 980,690"), "#5f5a5c")
    for x in (520, 1010, 1060):
        canvas.line([(x, 610), (x, 740)], "#55504f", 13)
        canvas.disc((x, 746), 26, "#2d2a2b")


def _walkers(canvas: Canvas) -> None:
    for index, x in enumerate(spread(9, 100, 900)):
        foot = (x + 40 * noise(index), 905 + 50 * noise(index + 0.5))
        shadow(canvas, foot, (150, 34), "#5d524f90", width=26)
        fill = ("#2c3440", "#3f2f36", "#4c4436", "#233a3f")[index % 4]
        walker = robed_person if index % 3 == 1 else person
        walker(canvas, foot, 196 + 30 * noise(index + 0.2), fill)


def _stairs(canvas: Canvas) -> None:
    canvas.box((560, 500), (604, 590), "#2f4450", radius=8)
    canvas.polygon([(556, 590), (616, 590), (790, 850), (700, 850)], "#4f5b60")
    for step in range(9):
        x, y = 566 + step * 17, 606 + step * 27
        canvas.line([(x, y), (x + 66, y)], "#c9c4b6", 5)
    canvas.line([(612, 530), (792, 790), (792, 850)], "#31393d", 7)
    person(canvas, (596, 596), 92, "#3f2f36")
    person(canvas, (690, 735), 128, "#2c3440")


def _tent(canvas: Canvas, foot: Point, size: float, *, seed: float) -> None:
    x, y = foot
    fill = ("#efe3cf", "#d9c3a0", "#a9b8b0", "#c98f73", "#e6d2b0")[int(noise(seed) * 5)]
    dome = path("-1,0.02 -0.9,-0.5 -0.45,-0.92 0,-1 0.45,-0.92 0.9,-0.5 1,0.02")
    canvas.curve(placed(dome, (x, y), size), fill)
    shade = path("0.1,-1 0.45,-0.92 0.9,-0.5 1,0.02 0.45,0.02 0.42,-0.5")
    canvas.curve(placed(shade, (x, y), size), "#5b2f1f38")
    canvas.polygon([(x - size * 0.34, y), (x - size * 0.1, y - size * 0.62), (x + size * 0.12, y)], "#4a2a20")
    canvas.stroke(
        [(x - size * 0.86, y - size * 0.45), (x, y - size * 0.7), (x + size * 0.88, y - size * 0.45)],
        "#7a4b3440",
        3,
    )


def _acacia(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    fill: Fill = "#5a3a26"
    canvas.stroke([(x, y), (x + 12, y - height * 0.4), (x - 10, y - height * 0.7)], fill, 17)
    for reach, rise in ((-130, 0.86), (-50, 0.9), (70, 0.88), (140, 0.8)):
        canvas.stroke(
            [(x + 6, y - height * 0.45), (x + reach / 2, y - height * 0.7), (x + reach, y - height * rise)],
            fill,
            8,
        )
    for reach, rise, half in ((-110, 0.88, 120), (90, 0.86, 130), (0, 0.99, 130)):
        canvas.disc((x + reach, y - height * rise), half, "#6d6a3a", flat=0.2)


def _siblings(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    robed_person(canvas, foot, height, "#3b2346")
    canvas.curve(placed(path("-60,-300 -46,-440 0,-482 46,-440 62,-300"), (x, y)), "#7a2f4a")
    canvas.disc((x, y - height * 0.885), 29, "#5a3425", flat=1.2)
    canvas.curve(
        placed(path("30,-350 96,-345 116,-230 60,-190 22,-240"), (x, y)),
        "#d8973c",
    )
    canvas.disc((x + 74, y - 372), 32, "#5a3425", flat=1.1)
    canvas.stroke(placed(path("-66,-330 -50,-236 30,-214 92,-222"), (x, y)), "#5a3425", 21)
    canvas.stroke([(x + 62, y - 205), (x + 78, y - 160), (x + 84, y - 128)], "#5a3425", 17)
