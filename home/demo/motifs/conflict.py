"""Motifs of war and its rescuers: firefighters at a damaged house, a soldier before a map."""

import math

from PIL import Image

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Point, noise, path, smooth
from home.demo.motifs.shapes import ground, person, placed, smoke, spread

HELMET = path("-0.58,0.1 -0.56,-0.3 -0.3,-0.62 0.05,-0.68 0.4,-0.5 0.56,-0.14 0.66,0.06 0.3,0.02 0,0.1")
FRONT = path("620,-20 700,150 640,300 780,430 740,590 880,700 840,860 960,1090")
FACE = (
    "-0.3,-0.2 -0.42,0.04 -0.4,0.14 -0.52,0.34 -0.42,0.4 -0.44,0.5 -0.4,0.58 -0.42,0.72 -0.3,0.82 -0.06,0.78 "
    "0,1.05 0.4,1.1 0.42,0.3 0.4,-0.2"
)
COAT = "-0.16,0.95 -0.6,1.3 -0.95,1.75 -1.05,2.3 1.4,2.3 1.25,1.5 0.8,1.12 0.36,0.9"


def firefighters() -> Image.Image:
    """Draw firefighters on a ladder and on the ground before a burning block of flats."""
    canvas = Canvas.sky("#1f2634", "#3b3a48", "#7d5149", "#d27b4a")
    canvas.glow((960, 420), 720, "#ff9a4a", strength=0.85)
    _flats(canvas)
    drift = [(930 + 40 * step + 12 * step**1.5, 330 - 62 * step, 88 + 16 * step) for step in range(8)]
    with canvas.soft("#2a2a31", blur=30) as layer:
        smoke(layer, drift, 225)
    with canvas.soft("#7b6a66", blur=44) as layer:
        smoke(layer, [(x - 40, y + 40, size * 0.6) for x, y, size in drift], 150)
    ground(canvas, [(-20, 900), (500, 890), (1100, 905), (1620, 890)], "#1a1a20")
    _rubble(canvas)
    _engine_and_ladder(canvas)
    _water_jet(canvas)
    return canvas.finish()


def soldier_and_map() -> Image.Image:
    """Draw a soldier's profile before a map with a front line."""
    canvas = Canvas.sky("#e3d9b8", "#d9cda6", "#cfc095")
    _contours(canvas)
    canvas.stroke(path("-20,300 240,360 420,300 640,460 900,520 1180,470 1640,640"), "#7fa3a0", 30)
    _front(canvas)
    for route in ("260,640 420,560 690,520", "330,930 520,820 770,800"):
        _arrow(canvas, path(route))
    _towns(canvas)
    canvas.veil(0, HEIGHT_PX, "#3a3524", opacity=(0, 0.25))
    _profile(canvas, (1200, 480), 330)
    return canvas.finish()


def _flats(canvas: Canvas) -> None:
    canvas.box((0, 420), (330, 960), "#2c2d38")
    canvas.polygon(
        path("430,960 430,210 740,210 800,330 880,300 960,420 1040,370 1120,250 1330,250 1330,960"), "#37333b"
    )
    canvas.box((1390, 480), (1620, 960), "#2c2d38")
    for row, y in enumerate(range(270, 860, 98)):
        for column, x in enumerate(range(470, 1300, 96)):
            if _stands(x, y):
                _window(canvas, (x, y), seed=row * 11 + column)
    hole = path("800,350 890,330 960,430 1050,390 1090,520 1020,640 900,660 810,560")
    canvas.glow((940, 520), 330, "#ffb04d", strength=1)
    canvas.polygon(hole, "#ff8a33")
    canvas.curve(path("850,640 840,520 890,430 920,500 960,440 1010,540 1000,630"), "#ffd272")
    canvas.curve(path("890,640 886,560 925,520 950,570 965,640"), "#fff3c2")


def _stands(x: float, y: float) -> bool:
    return not (740 < x < 1080 and y < 660) and not (x < 740 and y < 230)


def _window(canvas: Canvas, corner: Point, *, seed: float) -> None:
    x, y = corner
    lit = noise(seed)
    fill = "#f0a04e" if lit > 0.82 else "#14151b" if lit > 0.3 else "#4a4650"
    canvas.box((x, y), (x + 50, y + 62), fill)
    canvas.line([(x + 25, y), (x + 25, y + 62)], "#37333b", 4)


def _rubble(canvas: Canvas) -> None:
    for index in range(70):
        x, size = 620 + 620 * noise(index), 14 + 36 * noise(index + 0.3)
        y = 905 - 70 * noise(index + 0.6) * math.sin((x - 600) / 660 * math.pi)
        corners = path("-0.6,0.3 -0.3,-0.5 0.4,-0.4 0.7,0.2 0.1,0.5")
        fill = ("#2a272e", "#3c363c", "#4b4043")[index % 3]
        canvas.polygon(placed(corners, (x, y), size, turn=360 * noise(index + 0.9)), fill)


def _engine_and_ladder(canvas: Canvas) -> None:
    canvas.box((60, 760), (470, 935), "#a62f2b", radius=14)
    canvas.polygon(path("470,935 470,790 540,790 580,860 580,935"), "#8e2724")
    canvas.polygon([(486, 806), (532, 806), (560, 858), (486, 858)], "#9fc0c6")
    canvas.box((60, 850), (580, 868), "#f2e2c4")
    for x in (150, 400, 520):
        canvas.disc((x, 940), 42, "#101014")
        canvas.disc((x, 940), 18, "#6d6a6c")
    canvas.glow((520, 776), 110, "#5fa8ff", strength=0.95)
    start, end = (170, 750), (760, 330)
    for shift in (0, 34):
        canvas.line([(start[0], start[1] - shift), (end[0], end[1] - shift)], "#d8d2c6", 9)
    for share in spread(19, 0.03, 0.97):
        across, up = start[0] + share * 590, start[1] - share * 420
        canvas.line([(across, up), (across + 4, up - 34)], "#d8d2c6", 6)


def _water_jet(canvas: Canvas) -> None:
    _firefighter(canvas, (740, 350), 150)
    arc = path("780,250 840,235 890,290 930,400 945,480")
    with canvas.soft("#e9f4f7", blur=7) as layer:
        for x, y in arc[2:]:
            layer.disc((x, y), 26, 90)
        layer.stroke(arc, 235, 15)
    for foot, height in (((690, 975), 250), ((860, 1000), 270), ((1290, 985), 255)):
        _firefighter(canvas, foot, height)
    canvas.stroke(path("590,1010 680,1030 760,1000 846,900 905,862"), "#d9c07a", 13)


def _firefighter(canvas: Canvas, foot: Point, height: float) -> None:
    person(canvas, foot, height, "#0c0d12")
    canvas.curve(placed(path("-0.09,-0.93 0,-1.04 0.09,-0.93"), foot, height), "#e0b64a")
    for top in (-0.6, -0.5):
        corner, opposite = placed([(-0.125, top), (0.125, top + 0.025)], foot, height)
        canvas.box(corner, opposite, "#e8d873")


def _contours(canvas: Canvas) -> None:
    for center in ((260, 160), (1350, 220), (180, 820), (1180, 900)):
        for step in range(1, 9):
            points = [_contour_point(center, step, turn) for turn in range(24)]
            closed = smooth(points, closed=True)
            canvas.line([*closed, closed[0]], "#b09a66", 2.4)
    for index in range(1, 8):
        canvas.line([(index * 200, 0), (index * 200, HEIGHT_PX)], "#8d835c50", 2)
        canvas.line([(0, index * 200 - 60), (WIDTH_PX, index * 200 - 60)], "#8d835c50", 2)


def _contour_point(center: Point, step: int, turn: int) -> Point:
    angle = turn / 24 * math.tau
    reach = step * 38 * (1 + 0.22 * math.sin(2 * angle + center[0]) + 0.12 * math.sin(3 * angle + step / 3))
    return center[0] + 1.25 * reach * math.cos(angle), center[1] + reach * math.sin(angle)


def _front(canvas: Canvas) -> None:
    ahead = [*smooth(FRONT, closed=False), (1640, 1090), (1640, -20)]
    canvas.polygon(ahead, "#a33a2f30")
    canvas.stroke(FRONT, "#a8392e", 12)
    for x, y in smooth(FRONT, closed=False)[::5]:
        canvas.polygon([(x + 2, y - 14), (x + 34, y), (x + 2, y + 14)], "#a8392e")


def _arrow(canvas: Canvas, route: list[Point]) -> None:
    canvas.stroke(route, "#2f5c77", 26)
    (x, y), (back_x, back_y) = route[-1], route[-2]
    turn = math.degrees(math.atan2(y - back_y, x - back_x))
    canvas.polygon(placed([(-0.2, -0.6), (1, 0), (-0.2, 0.6)], (x, y), 56, turn=turn), "#2f5c77")


def _towns(canvas: Canvas) -> None:
    for x, y, size in ((180, 470, 17), (470, 700, 13), (540, 200, 20), (150, 690, 11), (430, 420, 11)):
        canvas.ring((x, y), size + 7, "#3d3a2d", width=4)
        canvas.disc((x, y), size, "#3d3a2d")


def _profile(canvas: Canvas, center: Point, size: float) -> None:
    for points, fill in ((FACE, "#1c211b"), (COAT, "#2c352a")):
        canvas.curve(placed(path(points), center, size), fill)
    canvas.curve(placed([(-x, y) for x, y in HELMET], center, size), "#39452f")
    canvas.stroke(placed(path("-0.3,0.1 -0.22,0.5 -0.26,0.8"), center, size), "#39452f", 11)
    canvas.stroke(placed(path("-0.6,0.04 0,0.06 0.55,0.1"), center, size), "#262f20", 16)
    canvas.polygon(placed(path("-0.5,1.5 -0.1,1.36 -0.02,1.55 -0.44,1.7"), center, size), "#39452f")
