"""The pictures of the demo, drawn by code: plain shapes in the colours of the house."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SKY = {
    "nuit": "#1b2540",
    "quai": "#f3d9b0",
    "atelier": "#e6e2d8",
    "potager": "#dcead2",
    "graphique": "#fbfaf6",
    "tableau": "#fbfaf6",
}
INKS = ["#27488f", "#b5391f", "#8a5a00", "#1f6b4a", "#565d6d"]


def draw(name: str, seed: int) -> bytes:
    """A PNG of 1200 × 750 px for one of the names of the contents."""
    dice = random.Random(seed)
    image = Image.new("RGB", (1200, 750), SKY.get(name, "#ece7dc"))
    pen = ImageDraw.Draw(image)
    if name in ("graphique", "carte", "plan"):
        chart(pen, dice)
    elif name in ("tableau", "affiche"):
        board(pen, dice)
    elif name in ("potager", "equipe"):
        rounds(pen, dice, "#b5391f" if name == "potager" else "#8a5a00")
    else:
        street(pen, dice, name)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def chart(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    points = [(80 + i * 52, 560 - i * 14 + dice.randint(-60, 60)) for i in range(21)]
    band = [(x, y - 70) for x, y in points] + [(x, y + 70) for x, y in reversed(points)]
    pen.polygon(band, fill="#e8eefa")
    pen.line(points, fill="#27488f", width=8, joint="curve")
    pen.line([(80, 660), (1140, 660)], fill="#8d8574", width=4)
    pen.line([(80, 80), (80, 660)], fill="#8d8574", width=4)


def board(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for row in range(8):
        for column in range(5):
            x, y = 90 + column * 215, 70 + row * 80
            pen.rounded_rectangle((x, y, x + 120 + dice.randint(0, 50), y + 22), 11, fill="#d9d2c3")
            if dice.random() < 0.93:
                pen.line([(x - 34, y + 10), (x - 24, y + 22), (x - 8, y - 2)], fill="#1f6b4a", width=7)


def rounds(pen: ImageDraw.ImageDraw, dice: random.Random, colour: str) -> None:
    for number in range(24):
        x, y, r = (
            120 + number % 8 * 140 + dice.randint(-20, 20),
            200 + number // 8 * 180 + dice.randint(-20, 20),
            dice.randint(38, 66),
        )
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour if number % 5 else "#1f6b4a")
        pen.ellipse((x - r // 2, y - r // 2, x - r // 4, y - r // 4), fill="#fbf1db")


def street(pen: ImageDraw.ImageDraw, dice: random.Random, name: str) -> None:
    pen.rectangle((0, 560, 1200, 750), fill="#565d6d")
    for number in range(6):
        x, height = number * 210 + dice.randint(-20, 20), dice.randint(180, 380)
        pen.rectangle((x, 560 - height, x + 170, 560), fill=INKS[number % 5] if name != "nuit" else "#27304d")
        for window in range(4):
            pen.rectangle(
                (
                    x + 25 + window % 2 * 70,
                    590 - height + window // 2 * 80,
                    x + 70 + window % 2 * 70,
                    640 - height + window // 2 * 80,
                ),
                fill="#f0c063",
            )
    for x in (240, 660, 1060):
        pen.line([(x, 620), (x, 240), (x + 90, 215)], fill="#1b2130", width=12, joint="curve")
        pen.ellipse((x + 70, 200, x + 130, 240), fill="#f0c063")
