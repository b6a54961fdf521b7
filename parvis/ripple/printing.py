"""The page for the board as a file of one A4 page, drawn from the same figures and in the same colours as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from parvis.interface.words import day
from parvis.ripple.boarding import Board
from parvis.ripple.drawing_bridges import Matrix
from parvis.ripple.drawing_network import HEIGHT, Bars, Curve
from parvis.ripple.sheets import A4, BOLD, EDGE, FOOT, GO, INK, LINE, PLAIN, SOFT, STONE, TIES, Sheet
from parvis.ripple.words import percent


def pdf_of(board: Board, house: str, purpose: str) -> bytes:
    sheet = Sheet(_("What is said, and what it sets in motion"))
    head(sheet, board, house)
    keys(sheet, board)
    charts(sheet, board)
    ties(sheet, board)
    foot(sheet, purpose)
    return sheet.done()


def head(sheet: Sheet, board: Board, house: str) -> None:
    sheet.write(EDGE, sheet.y, house, sheet.fitting(house, 10, BOLD, 220), SOFT, BOLD)
    sheet.write(A4[0] - EDGE, sheet.y, board.period, 8.5, SOFT, anchor="end")
    sheet.rule(sheet.y - 8)
    sheet.y -= 14
    sheet.paragraph(_("What is said, and what it sets in motion"), 20, INK, BOLD, lead=1.25, most=2)
    sheet.y -= 4
    lead, *rest = board.first or [""]
    sheet.paragraph(lead, 12.5, most=3)
    for words in rest:
        sheet.paragraph(words, 8.5, SOFT, most=2)
    sheet.y -= 12


def keys(sheet: Sheet, board: Board) -> None:
    """Large figures side by side."""
    width, top = (A4[0] - 2 * EDGE) / len(board.keys), sheet.y
    lowest = top
    for rank, key in enumerate(board.keys):
        sheet.y = top
        x = EDGE + rank * width
        sheet.y -= 25
        size, colour = (13, SOFT) if key.note else (22, GO)
        sheet.write(x, sheet.y, key.value, sheet.fitting(key.value, size, BOLD, width - 8), colour, BOLD)
        sheet.y -= 3
        sheet.paragraph(key.words, 8.5, INK, BOLD, x, width - 10, 1.3, 4)
        if key.note:
            sheet.paragraph(key.note, 7.5, SOFT, PLAIN, x, width - 10, 1.3, 4)
        lowest = min(lowest, sheet.y)
    sheet.y = lowest - 14
    sheet.rule(sheet.y)
    sheet.y -= 4


def charts(sheet: Sheet, board: Board) -> None:
    """First voices on the left, the wait before a first word on the right."""
    half, top, tall = (A4[0] - 2 * EDGE - 26) / 2, sheet.y, 112.0
    right = EDGE + half + 26
    sheet.paragraph(_("First voices, week by week"), 10.5, INK, BOLD, width=half, most=1)
    bars(sheet, board.network.voices[0] if board.network.voices else None, EDGE, sheet.y - 14, half, tall)
    sheet.y = top
    sheet.paragraph(_("How long before a first word"), 10.5, INK, BOLD, right, half, most=1)
    curve(sheet, board.network.curves[0] if board.network.curves else None, right, sheet.y - 14, half, tall)
    sheet.y = top - 14 - tall - 52
    sheet.rule(sheet.y)
    sheet.y -= 4


def bars(sheet: Sheet, found: Bars | None, x: float, top: float, width: float, tall: float) -> None:
    canvas, floor = sheet.canvas, top - tall
    sheet.canvas.setStrokeColor(STONE)
    canvas.line(x, floor, x + width, floor)
    if found is None or not found.bars:
        return
    wide = width / found.width
    for rank, bar in enumerate(found.bars):
        middle = x + (bar.x + bar.width / 2) * wide
        if bar.count:
            height = bar.height / HEIGHT * (tall - 12)
            canvas.setFillColor(GO)
            canvas.rect(x + bar.x * wide, floor, bar.width * wide, height, stroke=0, fill=1)
            if bar.count == found.most or rank == len(found.bars) - 1:
                sheet.write(middle, floor + height + 3, f"{bar.count:g}", 8, INK, BOLD, "middle")
        else:
            canvas.setFillColor(STONE)
            canvas.circle(middle, floor + 3, 1.1, stroke=0, fill=1)
    sheet.write(x, floor - 10, day(found.bars[0].week), 7.5, SOFT)
    sheet.write(x + width, floor - 10, day(found.bars[-1].week), 7.5, SOFT, anchor="end")
    sheet.y = floor - 12
    sheet.paragraph(_("Rounded to five. A dot is a week of which nothing is said."), 6.5, SOFT, PLAIN, x, width, most=2)


def points(path: str) -> list[tuple[float, float]]:
    """The corners of a path of straight lines."""
    return [(float(x), float(y)) for x, y in (pair.split() for pair in path.strip("MZ").split("L"))]


def curve(sheet: Sheet, found: Curve | None, x: float, top: float, width: float, tall: float) -> None:
    canvas, floor = sheet.canvas, top - tall
    if found is None:
        sheet.write(x, top - 20, _("Not said yet: %(why)s.") % {"why": _("not enough weeks yet")}, 8.5, SOFT)
        return
    for share in (25, 50, 75, 100):
        canvas.setStrokeColor(LINE)
        canvas.setDash(1, 3)
        canvas.line(x, floor + share / 100 * tall, x + width, floor + share / 100 * tall)
        sheet.write(x, floor + share / 100 * tall + 2, percent(share / 100), 7, SOFT)
    canvas.setDash()

    def draw(path: str, closed: bool, **how: int) -> None:
        line = canvas.beginPath()
        for rank, (px, py) in enumerate(points(path)):
            (line.moveTo if rank == 0 else line.lineTo)(x + px * width / found.width, floor + (1 - py / HEIGHT) * tall)
        if closed:
            line.close()
        canvas.drawPath(line, **how)

    canvas.setFillColor(TIES[1])
    draw(found.area, True, stroke=0, fill=1)
    canvas.setStrokeColor(GO)
    canvas.setLineWidth(1.4)
    draw(found.line, False, stroke=1, fill=0)
    canvas.setLineWidth(0.6)
    canvas.setStrokeColor(STONE)
    canvas.line(x, floor, x + width, floor)
    for rank, (px, words) in enumerate(found.ticks):
        sheet.write(x + px * width / found.width, floor - 10, words, 7.5, SOFT, anchor="start" if rank == 0 else "end" if px > found.width - 40 else "middle")  # fmt: skip
    sheet.write(x, floor - 20, _("%(share)s after %(time)s, with its interval (Kaplan and Meier).") % {"share": percent(found.last), "time": found.rows[-1][0]}, 6.5, SOFT)  # fmt: skip


def ties(sheet: Sheet, board: Board) -> None:
    """The matrix on the left; beside it what it says, and what is known of leaders."""
    sheet.paragraph(_("Bridges between units"), 10.5, INK, BOLD, most=1)
    top, side = sheet.y - 8, 346.0
    if board.bridges:
        matrix(sheet, board.bridges, top)
    x, width = EDGE + side, A4[0] - 2 * EDGE - side
    sheet.y = top
    sheet.paragraph(board.across, 8.5, INK, PLAIN, x, width)
    sheet.paragraph(_("A square: two units; a round: inside one; a dot: kept back."), 7.5, SOFT, PLAIN, x, width)
    sheet.y -= 10
    sheet.paragraph(_("When leaders speak, do others?"), 10.5, INK, BOLD, x, width, most=2)
    sheet.y -= 2
    for words in board.leaders:
        sheet.paragraph(words, 8.5, INK, PLAIN, x, width)


def matrix(sheet: Sheet, found: Matrix, top: float) -> None:
    canvas, scale = sheet.canvas, min(0.9, (top - FOOT - 66) / found.height)
    for line in found.lines:
        for cell in line.cells:
            x, y = cell.middle
            middle_x, middle_y, side = EDGE + x * scale, top - y * scale, cell.side * scale
            if cell.count is not None:
                canvas.setFillColor(TIES[cell.strength])
                is_inside = cell.other == line.unit
                canvas.roundRect(middle_x - side / 2, middle_y - side / 2, side, side, side / 2 if is_inside else 3, stroke=0, fill=1)  # fmt: skip
                sheet.write(middle_x, middle_y - 2.6, str(cell.count), 7.5, "#ffffff" if cell.strength > 2 else INK, BOLD, "middle")  # fmt: skip
            elif cell.reason:
                canvas.setFillColor(STONE)
                canvas.circle(middle_x, middle_y, 1.2, stroke=0, fill=1)
        sheet.write(EDGE + line.label[0] * scale, top - (line.label[1] - 1) * scale, line.short, 8, INK)


def foot(sheet: Sheet, purpose: str) -> None:
    sheet.rule(FOOT + 54)
    sheet.y = FOOT + 50
    sheet.paragraph(_("What this does not say"), 8, INK, BOLD, most=1)
    for words in limits():
        sheet.paragraph(words, 7.5, SOFT, most=1)
    sheet.paragraph(purpose, 7.5, INK, BOLD, most=1)


def limits() -> Sequence[Any]:
    """What the page does not say."""
    return [
        _("Who. No page of Parvis does, not even for an administrator."),
        _("That more is better. A quiet week may be a week of work."),
        _("Why. Figures that move together need not cause one another."),
    ]
