"""The pictures of the demo, drawn by code: streets, lamps and papers in the colours of the house. Drawn twice as large, then made
smooth; the same each time for the same seed."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, FINE = 1200, 750, 2
Pen = ImageDraw.ImageDraw
Colours = tuple[str, str, str, str, str]
# Sky above, sky below, buildings far and near, ground.
SKIES: dict[str, Colours] = {
    "nuit": ("#10182f", "#3a4a7c", "#22305a", "#182244", "#0d1326"),
    "quai": ("#f6c98f", "#fbe9cf", "#d9b48c", "#a8795a", "#6d7f93"),
    "lampadaire": ("#8fb0d8", "#f7e3cb", "#b9bfd2", "#7f8bab", "#5b6274"),
    "velo": ("#bfdcea", "#f4f1e4", "#bcd3b8", "#86ab86", "#8c8371"),
    "atelier": ("#e9e3d4", "#f8f3e8", "#d8cfbb", "#b9ad94", "#7b7363"),
}  # fmt: skip
INKS = ["#27488f", "#b5391f", "#8a5a00", "#1f6b4a", "#565d6d"]
LAMPS = (250, 640, 1010)


def draw(name: str, seed: int) -> bytes:
    """A PNG of 1200 × 750 px for one of the names of the contents."""
    out = io.BytesIO()
    picture(name, random.Random(seed)).save(out, "PNG")
    return out.getvalue()


def picture(name: str, dice: random.Random, lit: int = len(LAMPS)) -> Image.Image:
    """The picture of that name; in a street, the first `lit` lamps are on."""
    papers: dict[str, Callable[[Pen, random.Random], None]] = {
        "graphique": chart, "carte": chart, "plan": circuit, "tableau": board, "affiche": poster, "potager": tomatoes,
        "equipe": team,
    }  # fmt: skip
    if name not in papers:
        return street(name if name in SKIES else "lampadaire", dice, lit)
    image = slope("#efe9dc", "#e3dac8")
    papers[name](Scaled(image), dice)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


class Scaled(ImageDraw.ImageDraw):
    """A pen that takes the measures of the picture and draws on a larger sheet."""

    def __init__(self, image: Image.Image) -> None:
        super().__init__(image, "RGBA" if image.mode == "RGB" else None)

    @staticmethod
    def large(points: Any) -> Any:
        if isinstance(points, (tuple, list)):
            return [tuple(Scaled.large(point)) if isinstance(point, tuple) else point * FINE for point in points]
        return points

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        self.rounded_rectangle(self.large((x, y, x + width, y + height)), radius * FINE, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.ellipse(self.large((x - radius, y - radius, x + radius, y + radius)), fill=fill)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        self.ellipse(
            self.large((x - radius, y - radius, x + radius, y + radius)), outline=colour, width=int(width * FINE)
        )

    def path(self, points: Any, colour: str, width: float) -> None:
        self.line(self.large(points), fill=colour, width=int(width * FINE), joint="curve")

    def area(self, points: Any, fill: str) -> None:
        self.polygon(self.large(points), fill=fill)


def slope(above: str, below: str) -> Image.Image:
    """A large sheet going from one colour to another, from top to bottom."""
    size = (WIDTH * FINE, HEIGHT * FINE)
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, below), Image.new("RGB", size, above), mask)


def glow(image: Image.Image, spots: list[tuple[float, float, float]], colour: str, strength: int) -> Image.Image:
    """Light around each spot (x, y, radius)."""
    mask = Image.new("L", (WIDTH // 4, HEIGHT // 4))
    pen = ImageDraw.Draw(mask)
    for x, y, radius in spots:
        pen.ellipse(((x - radius) / 4, (y - radius) / 4, (x + radius) / 4, (y + radius) / 4), fill=strength)
    mask = mask.filter(ImageFilter.GaussianBlur(18)).resize(image.size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", image.size, colour), image, mask)


def street(name: str, dice: random.Random, lit: int) -> Image.Image:
    above, below, far, near, ground = SKIES[name]
    image, night = slope(above, below), name == "nuit"
    image = glow(image, [(900, 470, 150)], "#fff3d6", 60 if night else 190)
    pen = Scaled(image)
    houses(pen, dice, far, 470, 0.7, None)
    houses(pen, dice, near, 560, 1.0, "#f4c766" if night else "#fbe7b8")
    pen.box(0, 560, WIDTH, 190, ground)
    pen.box(0, 560, WIDTH, 10, "#ffffff22")
    if name == "velo":
        bicycles(pen)
    elif name == "quai":
        for _ in range(46):
            pen.box(dice.randint(-40, 1180), dice.randint(585, 740), dice.randint(30, 150), 3, "#ffffff38", 1)
    else:
        for x in range(-40, WIDTH, 190):
            pen.box(x, 662, 96, 8, "#ffffff55", 3)
    heads = [(x + 104.0, 232.0, 62.0) for x in LAMPS]
    image = glow(image, heads[:lit], "#ffdf94", 235 if night else 150)
    if night:
        image = glow(image, [(x, 640, 120) for x, _y, _r in heads[:lit]], "#ffcf78", 70)
    pen = Scaled(image)
    for number, x in enumerate(LAMPS):
        pen.path([(x, 640), (x, 262), (x + 16, 232), (x + 48, 222), (x + 84, 222)], "#141a2a", 9)
        pen.box(x - 13, 604, 26, 40, "#141a2a", 5)
        pen.box(x + 76, 214, 62, 17, "#141a2a", 8)
        pen.box(x + 84, 229, 46, 6, "#fff6da" if number < lit else "#3b4358", 3)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def houses(pen: Scaled, dice: random.Random, colour: str, foot: int, scale: float, window: str | None) -> None:
    x = -30.0
    while x < WIDTH:
        width, height = dice.randint(110, 190) * scale, dice.randint(120, 300) * scale
        top = foot - height
        pen.box(x, top, width, height + 100, colour)
        if dice.random() < 0.55:
            pen.area([(x - 6, top), (x + width / 2, top - 46 * scale), (x + width + 6, top)], colour)
        for row in range(int((height - 30) // 58) if window else 0):
            for column in range(int((width - 24) // 40)):
                bright = dice.random() < 0.45
                pen.box(x + 20 + column * 40, top + 24 + row * 58, 20, 32, (window or "") if bright else "#00000024", 2)
        x += width + dice.choice([0, 0, 14]) * scale


def bicycles(pen: Scaled) -> None:
    pen.box(130, 400, 950, 16, "#7a5a36", 4)
    for x in (150, 430, 760, 1040):
        pen.box(x, 410, 14, 220, "#8f6b42")
    for number in range(7):
        x, colour = 220 + number * 128, INKS[number % 5]
        pen.ring(x, 618, 36, "#20242f", 4)
        pen.ring(x + 84, 618, 36, "#20242f", 4)
        pen.path([(x, 618), (x + 28, 566), (x + 72, 566), (x + 38, 618), (x, 618)], colour, 6)
        pen.path([(x + 84, 618), (x + 68, 552), (x + 84, 546)], colour, 6)
        pen.path([(x + 38, 618), (x + 24, 556)], colour, 6)
        pen.box(x + 10, 550, 28, 7, "#20242f", 3)


def chart(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    pen.box(50, 45, 1100, 660, "#fdfbf6", 20)
    for y in range(130, 640, 85):
        pen.path([(110, y), (1095, y)], "#e4dccb", 2)
    points = [(110 + i * 49, 540 - i * 15 + dice.randint(-46, 46)) for i in range(21)]
    pen.area([*points, (1090, 630), (110, 630)], "#e8eefa")
    pen.path(points, "#27488f", 7)
    for x, y in points[::4]:
        pen.disc(x, y, 11, "#fdfbf6")
        pen.ring(x, y, 11, "#27488f", 5)
    x, y = points[14]
    pen.disc(x, y, 15, "#b5391f")
    pen.path([(110, 630), (1095, 630)], "#8d8574", 4)


def board(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    tints = ["#fdfbf6", "#fbf1db", "#e8eefa", "#e3f3ea", "#fbe9e3"]
    for row in range(4):
        for column in range(6):
            x, y = 52 + column * 186 + dice.randint(-7, 7), 40 + row * 172 + dice.randint(-7, 7)
            pen.box(x + 5, y + 7, 160, 146, "#00000018", 5)
            pen.box(x, y, 160, 146, tints[(row * 5 + column * 3 + dice.randint(0, 1)) % 5], 4)
            pen.disc(x + 80, y + 9, 7, "#b5391f")
            for line in range(3):
                pen.box(x + 18, y + 38 + line * 27, dice.randint(62, 122), 8, "#1b213055", 4)
            if dice.random() < 0.4:
                pen.path([(x + 118, y + 122), (x + 127, y + 132), (x + 144, y + 110)], "#1f6b4a", 6)


def poster(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    for x, colour in ((120, "#1f6b4a"), (620, "#b5391f")):
        pen.box(x + 8, 78, 460, 610, "#00000020", 8)
        pen.box(x, 68, 460, 610, "#fdfbf6", 6)
        pen.box(x + 50, 128, 230, 20, colour, 10)
        for line in range(7):
            y = 212 + line * 60
            pen.disc(x + 60, y + 6, 9, colour)
            pen.box(x + 92, y, dice.randint(150, 310), 12, "#1b213066", 6)


def circuit(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    pen.area([(215, 70), (1010, 45), (1050, 675), (185, 700)], "#fffdf8")
    ink = "#27488f"
    pen.path([(330, 520), (330, 230), (610, 220), (890, 228), (896, 510), (620, 525), (330, 520)], ink, 6)
    pen.area([(560, 180), (560, 262), (650, 221)], ink)
    pen.path([(654, 178), (654, 264)], ink, 8)
    pen.box(300, 330, 62, 100, "#fffdf8")
    pen.path([(300, 350), (362, 350)], ink, 8)
    pen.path([(314, 380), (348, 380)], ink, 8)
    pen.ring(896, 372, 52, ink, 6)
    pen.path([(862, 338), (930, 406)], ink, 5)
    pen.path([(930, 338), (862, 406)], ink, 5)
    for x in (430, 660):
        pen.box(x, 590 + dice.randint(-8, 8), 130, 12, "#1b213088", 6)
        pen.ellipse(pen.large((x - 36, 556, x + 166, 640)), outline="#b5391f", width=9)


def tomatoes(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    pen.box(0, 0, WIDTH, HEIGHT, "#dfead6")
    pen.box(0, 610, WIDTH, 140, "#7b5b3f")
    for x in range(90, WIDTH, 170):
        pen.box(x, 90, 7, 560, "#a98a5c", 3)
        for y in range(130, 600, 62):
            side = 1 if (y // 62) % 2 else -1
            pen.ellipse(pen.large((x - 14 + side * 40, y, x + 26 + side * 40, y + 36)), fill="#3f8a5b")
            pen.ellipse(pen.large((x - 40 + side * 12, y + 14, x + 20 + side * 12, y + 50)), fill="#1f6b4a")
            if dice.random() < 0.6:
                radius, red = dice.randint(20, 31), dice.choice(["#c8452a", "#b5391f", "#d9692f"])
                pen.disc(x - side * 32, y + 40, radius, red)
                pen.disc(x - side * 32 - radius / 3, y + 40 - radius / 3, radius / 5, "#ffffff99")


def team(pen: Pen, dice: random.Random) -> None:
    assert isinstance(pen, Scaled)
    for row, (foot, scale) in enumerate(((560, 0.85), (740, 1.1))):
        for number in range(7 - row):
            x = 110 + row * 80 + number * 162 + dice.randint(-10, 10)
            coat, skin = INKS[(number * 2 + row) % 5], dice.choice(["#8d5a3b", "#c98f68", "#e6b991", "#f0cfae"])
            pen.box(x - 62 * scale, foot - 150 * scale, 124 * scale, 240 * scale, coat, 56 * scale)
            pen.disc(x, foot - 196 * scale, 42 * scale, skin)
            pen.box(
                x - 44 * scale, foot - 244 * scale, 88 * scale, 36 * scale, "#f0b429" if row else "#f7f4ee", 17 * scale
            )
