"""What spoils a photo, measured on at most 1,024 px (thresholds: bench/README.md, `bin/bench photos`)."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFilter, ImageStat

from parvis.preflight.viewing import View, level

BLURRED, SOFT = 0.50, 0.42  # of Crété's measure: 0 sharp, 1 blurred
FLAT_EDGES, FEW_EDGES = 0.02, 15.0  # variance of the Laplacian: as a share of the variance of light; alone
DARK_TOP, DARK_MEAN, NIGHT = 140, 90, 30
BURNT, WHITE = 0.15, 250
SMALLEST = 320  # px, longest side
HEAVY = 12_000_000  # bytes


def softness(grey: Image.Image) -> float:
    """How little a picture loses when it is blurred again, in the worse direction (Crété et al., 2007)."""
    width, height = grey.size
    worst = 0.0
    for across, down, blur in ((1, 0, (4, 0)), (0, 1, (0, 4))):
        before, after = (
            ImageChops.difference(
                one.crop((across, down, width, height)), one.crop((0, 0, width - across, height - down))
            )
            for one in (grey, grey.filter(ImageFilter.BoxBlur(blur)))
        )
        total = ImageStat.Stat(before).sum[0]
        lost = ImageStat.Stat(ImageChops.subtract(before, after)).sum[0]
        worst = max(worst, (total - lost) / total if total else 1.0)
    return worst


def is_blurred(seen: View) -> bool:
    soft = softness(seen.grey)
    if seen.spread < 4:  # one plain colour
        return False
    is_weak = seen.edges / seen.spread < FLAT_EDGES or seen.edges < FEW_EDGES
    return soft >= BLURRED or (soft >= SOFT and is_weak)


def is_dark(seen: View) -> bool:
    mean = ImageStat.Stat(seen.grey).mean[0]
    return mean < NIGHT or (mean < DARK_MEAN and level(seen.grey, 0.99) < DARK_TOP)


def is_burnt(seen: View) -> bool:
    white = sum(seen.grey.histogram()[WHITE:])
    return white / (seen.grey.width * seen.grey.height) >= BURNT


def defects(seen: View) -> Iterator[str]:
    """Any of small, blurred, dark, burnt, heavy."""
    if max(seen.width, seen.height) < SMALLEST:
        yield "small"
    if seen.weight > HEAVY:
        yield "heavy"
    if seen.is_screen or min(seen.grey.size) < 16:
        return
    if is_blurred(seen):
        yield "blurred"
    if is_dark(seen):
        yield "dark"
    if is_burnt(seen):
        yield "burnt"
