"""A sheet of A4 to draw on, from the top down, in the colours of the screen. Lengths are points.

What draws it is loaded when somebody asks: it would cost every process a quarter of a second to start.
"""

from __future__ import annotations

import io
from functools import cache

A4 = (595.28, 841.89)
EDGE, FOOT = 44.0, 40.0
INK, SOFT, STONE, LINE, GO = "#1b2130", "#565d6d", "#8d8574", "#d9d2c3", "#27488f"
TIES = ("#ffffff", "#e8eefa", "#c2cbe0", "#637ab0", "#27488f")
PLAIN, BOLD = "FiraGO", "FiraGO-Bold"


@cache
def fonts() -> None:
    """Latin, Greek and Cyrillic letters, whatever the units are called; once a process."""
    import pymupdf_fonts
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, key in ((PLAIN, "figo"), (BOLD, "figbo")):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(pymupdf_fonts.myfont(key))))


class Sheet:
    """A page written from the top down; `y` is where the next line goes."""

    def __init__(self, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts()
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=True, lang=None)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Parvis")
        self.y = A4[1] - EDGE

    def write(self, x: float, y: float, words: str, size: float = 9, ink: str = INK, font: str = PLAIN, anchor: str = "start") -> None:  # fmt: skip
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(ink)
        draw = {"start": self.canvas.drawString, "middle": self.canvas.drawCentredString, "end": self.canvas.drawRightString}  # fmt: skip
        draw[anchor](x, y, plain(words))

    def paragraph(self, words: str, size: float = 9, ink: str = INK, font: str = PLAIN, x: float = EDGE, width: float = A4[0] - 2 * EDGE, lead: float = 1.35, most: int = 8) -> None:  # fmt: skip
        """Written from `y` down, at most so many lines."""
        from reportlab.lib.utils import simpleSplit

        for line in simpleSplit(plain(words), font, size, width)[:most]:
            self.y -= size * lead
            self.write(x, self.y, line, size, ink, font)

    def fitting(self, words: str, size: float, font: str, width: float) -> float:
        """`size`, or as small as it takes for the words to stand on one line."""
        return min(size, size * width / max(self.canvas.stringWidth(plain(words), font, size), 1))

    def rule(self, y: float, ink: str = LINE) -> None:
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(EDGE, y, A4[0] - EDGE, y)

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()


def plain(words: str) -> str:
    """The font has no narrow space; an ordinary one that does not break stands for it."""
    return words.replace("\u202f", "\u00a0")
