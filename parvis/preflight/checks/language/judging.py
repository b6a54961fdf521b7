"""How sure a change is, from what tells for and against it.

The weights are those of logistic regressions, one for each kind of change, between faults put on purpose into sentences of Debian
documents and sentences left as they are (`teaching.py`); the first is minus what is asked for, set so that few correct lines
are flagged. “swap” has the weights of “set”, and more is asked: which article is right is often a matter of what was said before."""

from __future__ import annotations

SIGNS = (
    "asked",
    "words",
    "kinds",
    "triples",
    "triple",
    "pair",
    "old triples",
    "old triple",
    "old pair",
    "unknown near",
    "noun",
)
FARTHEST = 25.0
WEIGHTS: dict[str, dict[str, tuple[float, ...]]] = {
    "en": {
        "article+": (-3.7, 0.184, 0.191, -0.343, 0.041, 0.06, 0.584, -0.054, -0.083, -0.233, 0.628),
        "article-": (-4.5, 0.22, 0.223, -0.673, 0.215, 0.078, -1.316, -0.05, -0.085, -0.446, 0.095),
        "comma+": (-1.12, 0.086, 0.223, -0.056, -0.015, -0.145, 1.462, -0.181, 0.02, -1.392, 0.0),
        "form": (-6.9, 0.161, 0.17, -0.131, 0.09, 0.271, -2.394, 0.015, -0.212, 0.522, 0.0),
        "near": (-5.81, 0.219, 0.091, -0.685, 0.265, 0.027, 2.446, -0.397, -0.231, -0.259, 0.0),
        "plural": (-4.44, 0.141, 0.152, -0.029, 0.104, 0.18, 0.321, -0.143, -0.164, -0.364, 0.0),
        "set": (-7.49, 0.305, 0.245, -0.42, 0.048, 0.075, -1.218, 0.029, -0.017, -1.01, 0.0),
        "small+": (-3.41, 0.247, 0.179, -0.145, 0.012, 0.047, -0.292, 0.119, -0.027, -2.352, 0.0),
        "small-": (-8.29, 0.159, 0.32, -0.296, 0.036, 0.104, -3.017, 0.071, -0.059, -0.906, 0.0),
        "swap": (-8.0, 0.305, 0.245, -0.42, 0.048, 0.075, -1.218, 0.029, -0.017, -1.01, 0.0),
    },
    "fr": {
        "form": (-5.51, 0.137, 0.224, -0.989, 0.182, 0.269, 0.669, -0.12, -0.406, -0.039, 0.0),
        "near": (-7.35, 0.219, 0.086, 0.921, 0.013, 0.076, -0.498, -0.018, -0.291, 0.23, 0.0),
        "plural": (-5.11, 0.121, 0.213, 0.173, 0.086, 0.15, 1.32, -0.129, -0.308, -0.095, 0.0),
        "set": (-5.16, 0.121, 0.198, 1.046, 0.031, 0.232, 0.032, -0.072, -0.471, -0.744, 0.0),
        "small+": (-102.12, 0.309, 0.154, -0.366, 0.007, 0.086, -0.52, 0.26, -0.267, 0.255, 0.0),
        "small-": (-103.23, 0.021, 0.219, 0.73, 0.081, 0.179, -3.087, 0.046, -0.375, -1.87, 0.0),
    },
}  # fmt: skip
# How much less is asked for in a paragraph where something else is wrong.
DOUBT: dict[str, dict[str, float]] = {
    "en": {"small+": 2.4, "comma+": 1.2, "set": 3.4, "article-": 1.5, "article+": 1.7, "plural": 2.3, "near": 1.8, "small-": 3.3, "form": 3.7, "swap": 3.1},
    "fr": {"form": 1.3, "set": 1.2, "plural": 1.5, "near": 1.0},
}  # fmt: skip


def judged(kind: str, signs: tuple[float, ...], lang: str) -> float:
    """Above 0: to be proposed; the higher, the surer."""
    weights = WEIGHTS.get(lang, {}).get(kind)
    if weights is None:
        return -1.0
    words, kinds, *others = signs
    sure = (
        weights[0]
        + weights[1] * max(-FARTHEST, min(FARTHEST, words))
        + weights[2] * max(-FARTHEST, min(FARTHEST, kinds))
    )
    return sure + sum(weight * sign for weight, sign in zip(weights[3:], others, strict=True))
