"""Motifs of the heights: a mountain, the Moon, a night of star trails, a vault in the snow."""

import math

from PIL import Image

from home.demo.motifs.canvas import HEIGHT_PX, WIDTH_PX, Canvas, Point, noise, path
from home.demo.motifs.shapes import facets, ground, person, placed, ridge, spread, stars

PEAK = (
    (
        "#54708f",
        "120,1000 380,640 470,590 610,400 700,350 860,170 960,330 1040,380 1190,580 1290,640 1560,1000",
    ),
    (
        "#f4d7bd",
        "860,170 700,350 610,400 470,590 380,640 120,1000 560,1000 640,760 610,650 760,520 740,430 850,330",
    ),
    ("#dca98c", "860,170 850,330 740,430 800,400 905,300"),
    ("#dca98c", "740,430 760,520 610,650 690,500"),
    ("#dca98c", "610,400 560,560 470,700 520,540"),
    ("#dca98c", "380,640 400,760 300,900 340,720"),
    ("#7f9bb5", "860,170 960,330 930,430 890,380"),
    ("#7f9bb5", "1040,380 1190,580 1150,650 1060,520"),
    ("#7f9bb5", "930,460 1010,640 960,820 900,620"),
)
LANDS = (
    "-0.6,-0.5 -0.2,-0.75 0.05,-0.5 -0.15,-0.25 -0.3,-0.05 -0.5,-0.2",
    "-0.2,0.05 0.1,0.1 0.2,0.35 0,0.75 -0.15,0.45",
    "0.35,-0.6 0.7,-0.4 0.85,0.05 0.6,0.2 0.5,-0.1",
)
CLOUDS = ("-0.6,-0.35 0,-0.47 0.6,-0.35", "-0.75,0.02 0,-0.1 0.75,0.02", "-0.5,0.5 0,0.38 0.5,0.5")
SPACE_SUIT = path(
    "-0.2,-0.76 -0.26,-0.42 -0.2,-0.3 -0.2,0 -0.03,0 0,-0.26 0.06,0 0.22,0 0.2,-0.3 0.3,-0.46 0.2,-0.76"
)
MOUNTAINSIDE = "-20,820 260,640 520,560 800,410 1010,300 1180,380 1400,330 1620,470"


def mountain() -> Image.Image:
    """Draw a high peak at sunrise with climbers and prayer flags."""
    canvas = Canvas.sky("#2f5d8a", "#6f9dbb", "#f0c9a8", "#f6dfc0")
    canvas.glow((250, 520), 640, "#fff0c8", strength=0.9)
    _range(canvas, 560, "#8fa6bd", seed=2)
    facets(canvas, PEAK)
    canvas.veil(520, HEIGHT_PX, "#f3e3d3", opacity=(0, 0.85))
    _range(canvas, 850, "#4f6683", seed=11)
    canvas.veil(700, HEIGHT_PX, "#dfe2e6", opacity=(0, 0.5))
    slope = path("-20,1010 260,965 560,930 900,955 1250,890 1620,830")
    ground(canvas, slope, "#26374f")
    for index, x in enumerate(spread(4, 1180, 1420)):
        person(canvas, (x, 905 - (x - 1180) * 0.17 + 6), 84 - 4 * index, "#111a29")
    _prayer_flags(canvas, (-20, 560), (1010, 940))
    return canvas.finish()


def moon() -> Image.Image:
    """Draw an astronaut and a lander on the Moon, the Earth above them."""
    canvas = Canvas.sky("#05070f", "#0b1122", "#151c33")
    stars(canvas, 420, below=760)
    _earth(canvas, (390, 300), 150)
    ground(canvas, ridge(742, 40, seed=1.2), "#6f7077")
    ground(canvas, ridge(790, 24, seed=4.4), "#9a9aa0")
    ground(canvas, [(-20, 850), (500, 824), (1000, 836), (1620, 812)], "#c4c2c1")
    for index in range(24):
        size = 16 + 80 * noise(index + 0.2) ** 3
        _crater(canvas, (noise(index) * WIDTH_PX, 872 + 180 * noise(index + 0.5)), size)
    _lander(canvas, (1130, 840))
    _astronaut(canvas, (700, 960), 210)
    return canvas.finish()


def star_trails() -> Image.Image:
    """Draw the stars' circles about the pole, and somebody with a telescope below."""
    canvas = Canvas.sky("#0a0f2c", "#172452", "#33457e", "#7c6f9e")
    canvas.glow((1030, 980), 900, "#f2b9a0", strength=0.55)
    _trails(canvas, (1030, 300))
    canvas.disc((1030, 300), 5, "#ffffff")
    ground(canvas, ridge(880, 42, seed=2.7), "#1b2145")
    for index, x in enumerate(spread(34, -10, 1610)):
        _pine(canvas, (x + 30 * noise(index), 965 + 20 * noise(index + 0.3)), 120 + 150 * noise(index + 0.6))
    ground(canvas, ridge(960, 16, seed=7.5), "#090c1f")
    _telescope(canvas, (560, 985))
    return canvas.finish()


def seed_vault() -> Image.Image:
    """Draw a narrow doorway in a snowy mountain under the northern lights."""
    canvas = Canvas.sky("#060d20", "#0d2140", "#1b4258", "#2b5c69")
    stars(canvas, 300, below=600)
    _aurora(canvas, "#5ef0a8", 0, 230)
    _aurora(canvas, "#7fb8ff", 3.2, 150)
    ground(canvas, path(MOUNTAINSIDE), "#8fa9bd")
    for left, top, right in ((520, 560, 700), (800, 410, 960), (1010, 300, 1130), (1400, 330, 1520)):
        canvas.polygon([(left, top), (right, top + 160), (right + 60, 1080), (left - 120, 1080)], "#6d8aa455")
    ground(canvas, ridge(830, 34, seed=3.9), "#b9cbd6")
    _doorway(canvas)
    ground(canvas, ridge(985, 14, seed=6.6), "#dbe5ea")
    for x in (560, 620):
        person(canvas, (x, 985), 118, "#16253a")
    return canvas.finish()


def _trails(canvas: Canvas, pole: Point) -> None:
    for index in range(330):
        radius = 24 + 1240 * noise(index) ** 0.8
        start = 360 * noise(index + 0.5)
        tint = ("#ffffff", "#ffe7c2", "#c3dcff")[index % 3]
        strength = round(50 + 190 * noise(index + 0.8) ** 2)
        end = start + 20 + 44 * noise(index + 0.2)
        canvas.arc(pole, radius, (start, end), f"{tint}{strength:02x}", 1 + 2 * noise(index + 0.9))


def _range(canvas: Canvas, height: float, fill: str, *, seed: int) -> None:
    xs = [step * 115 - 40 for step in range(16)]
    tops = [height + (90 if step % 2 else -70) * (0.5 + noise(seed + step)) for step in range(16)]
    ground(canvas, list(zip(xs, tops, strict=True)), fill)


def _prayer_flags(canvas: Canvas, start: Point, end: Point) -> None:
    tints = ("#2f6fb3", "#f4efe2", "#c23b33", "#3d8a57", "#e3b23c")
    line = [_sagging(start, end, step / 60) for step in range(61)]
    canvas.line(line, "#1b2433", 3)
    for index in range(2, 58, 3):
        (x, y), (next_x, next_y) = line[index], line[index + 2]
        lean = 14 * (noise(index) - 0.3)
        canvas.polygon(
            [(x, y), (next_x, next_y), (next_x + lean, next_y + 52), (x + lean, y + 52)],
            tints[index // 3 % 5],
        )


def _sagging(start: Point, end: Point, share: float) -> Point:
    drop = 120 * math.sin(share * math.pi)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share + drop


def _earth(canvas: Canvas, center: Point, radius: float) -> None:
    canvas.glow(center, radius * 1.9, "#5aa5e8", strength=0.7)
    canvas.disc(center, radius, "#2a6fb0")
    for land in LANDS:
        canvas.curve(placed(path(land), center, radius), "#5d9a63")
    for cloud in CLOUDS:
        canvas.stroke(placed(path(cloud), center, radius), "#ffffffb0", 11)
    turns = [step / 12 * math.pi for step in range(13)]
    night = [(math.sin(turn), -math.cos(turn)) for turn in turns]
    canvas.polygon(placed([*night, *path("0.35,0.5 0.45,0 0.35,-0.5")], center, radius), "#030818a0")


def _crater(canvas: Canvas, center: Point, size: float) -> None:
    canvas.disc(center, size, "#d8d6d4", flat=0.3)
    canvas.disc((center[0] + size * 0.03, center[1] + size * 0.03), size * 0.92, "#8f8d90", flat=0.28)
    canvas.disc((center[0] + size * 0.1, center[1] + size * 0.07), size * 0.8, "#adabab", flat=0.24)


def _lander(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.polygon(placed(path("-190,18 210,18 420,60 -60,50"), (x, y)), "#77757a")
    for side in (-1, 1):
        canvas.line([(x + side * 90, y - 120), (x + side * 180, y + 10)], "#b58a3d", 12)
        canvas.line([(x + side * 90, y - 60), (x + side * 150, y - 36)], "#b58a3d", 8)
        canvas.disc((x + side * 180, y + 14), 34, "#8f6a2c", flat=0.3)
    canvas.polygon(placed(path("-120,-60 -120,-150 120,-150 120,-60"), (x, y)), "#d9a441")
    canvas.polygon(placed(path("30,-60 30,-150 120,-150 120,-60"), (x, y)), "#ad7f30")
    canvas.curve(placed(path("-96,-150 -110,-230 -60,-300 50,-300 106,-230 92,-150"), (x, y)), "#e4e3e1")
    canvas.polygon(placed(path("20,-150 30,-296 104,-236 94,-150"), (x, y)), "#b7b6b9")
    canvas.polygon([(x - 74, y - 244), (x - 20, y - 262), (x - 26, y - 212)], "#1c2233")
    canvas.line([(x + 40, y - 300), (x + 66, y - 372)], "#e4e3e1", 6)
    canvas.disc((x + 70, y - 378), 26, "#c9c8c8", flat=0.55)


def _astronaut(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    canvas.polygon(placed(path("-30,0 36,0 280,40 210,44"), foot), "#77757a")
    canvas.box((x - 62, y - 0.82 * height), (x + 6, y - 0.42 * height), "#bcbbbd", radius=16)
    canvas.curve(placed(SPACE_SUIT, foot, height), "#f0efec")
    canvas.disc((x + 2, y - 0.86 * height), 0.17 * height, "#f0efec")
    canvas.disc((x + 14, y - 0.86 * height), 0.115 * height, "#c98b2f", flat=0.9)
    canvas.disc((x + 20, y - 0.89 * height), 0.03 * height, "#ffe9b5")


def _pine(canvas: Canvas, foot: Point, height: float) -> None:
    x, y = foot
    for share, half in ((0, 0.24), (0.26, 0.19), (0.52, 0.13)):
        low, high = y - share * height, y - (share + 0.48) * height
        canvas.polygon([(x - half * height, low), (x, high), (x + half * height, low)], "#0c1028")


def _telescope(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for reach in (-60, 0, 60):
        canvas.line([(x + 130, y - 120), (x + 130 + reach, y)], "#060817", 9)
    canvas.polygon(
        placed([(-0.4, -0.07), (0.6, -0.1), (0.6, 0.1), (-0.4, 0.07)], (x + 130, y - 130), 200, turn=-36),
        "#060817",
    )
    person(canvas, (x, y + 4), 210, "#060817")
    canvas.glow((x + 66, y - 80), 40, "#ff6b5e", strength=0.9)


def _aurora(canvas: Canvas, color: str, phase: float, opacity: int) -> None:
    with canvas.soft(color, blur=16) as layer:
        for x in range(-20, WIDTH_PX + 20, 8):
            foot = 330 + 110 * math.sin(x / 260 + phase) + 40 * math.sin(x / 90 + phase)
            tall = 160 + 150 * noise(x // 24 + phase) + 60 * math.sin(x / 140)
            for step in range(8):
                share = step / 8
                strength = round(opacity * (1 - share) ** 1.5 * (0.45 + 0.4 * noise(x // 16 + phase)))
                layer.box((x, foot - tall * (share + 0.125)), (x + 7, foot - tall * share), strength)


def _doorway(canvas: Canvas) -> None:
    canvas.glow((800, 790), 420, "#8ff3e0", strength=0.6)
    canvas.polygon([(690, 1000), (720, 520), (860, 500), (890, 1000)], "#3b4652")
    canvas.polygon([(860, 500), (980, 620), (1060, 1000), (890, 1000)], "#232c37")
    canvas.polygon([(732, 548), (848, 532), (852, 680), (726, 690)], "#bff7ea")
    for index in range(40):
        x, y = 732 + 112 * noise(index), 545 + 128 * noise(index + 0.4)
        canvas.polygon(
            [(x, y), (x + 22, y - 6), (x + 14, y + 16)], ("#7fe3d2", "#e8fffa", "#58bdb4")[index % 3]
        )
    canvas.polygon([(738, 1000), (746, 760), (836, 756), (844, 1000)], "#e6c98a")
    canvas.polygon([(752, 1000), (758, 776), (790, 774), (790, 1000)], "#a9813f")
    canvas.polygon([(600, HEIGHT_PX), (738, 990), (844, 990), (1000, HEIGHT_PX)], "#f3dfae70")
