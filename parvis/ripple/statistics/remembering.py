"""A line through weeks that remember one another, when how much they remember is not known.

Weeks vary by themselves (by chance, `own`) and by moods that fade, a share ρ of them being left the week after (Prais and Winsten's errors). One year
tells little of ρ, and an interval that takes the likeliest ρ for granted is too narrow where moods fade slowly. So every ρ and every share of
moods on a grid are fitted by restricted likelihood, which of the methods for such series holds best (Turner and others, BMC Medical Research
Methodology 21:181, 2021), and weigh as much as it makes them likely (Harville, Biometrika 61, 1974: it is what is left of the likelihood when the line
and the scale are integrated out). The interval is that of the mixture of their Student's t.
"""

from __future__ import annotations

import numpy as np
import scipy

LASTING = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95])
MOODS = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])


def remembering(x: np.ndarray, y: np.ndarray, own: np.ndarray, contrast: np.ndarray) -> tuple[np.ndarray, float, float]:
    """The coefficients, and the 95 % interval of `contrast` of them. `own`: what the variance of each time by itself goes as."""
    n, terms = x.shape
    apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    betas, errors, likely = [], [], []
    for lasting in LASTING:
        for moods in MOODS:
            varied = np.diag((1 - moods) * own / own.mean()) + moods * lasting**apart
            root = np.linalg.cholesky(varied)
            turned = scipy.linalg.solve_triangular(root, np.column_stack([x, y]), lower=True)
            inner, seen = turned[:, :terms], turned[:, terms]
            q, r = np.linalg.qr(inner)
            beta = scipy.linalg.solve_triangular(r, q.T @ seen)
            left = float(((seen - inner @ beta) ** 2).sum())
            reach = scipy.linalg.solve_triangular(r, contrast, trans="T")
            betas.append(beta)
            errors.append(np.sqrt(left / (n - terms) * float(reach @ reach)))
            likely.append(
                -np.log(np.diag(root)).sum() - np.log(np.abs(np.diag(r))).sum() - (n - terms) / 2 * np.log(left)
            )
    weight = np.exp(np.array(likely) - max(likely))
    weight /= weight.sum()
    centres, spread = np.array(betas) @ contrast, np.array(errors)

    def at(share: float) -> float:
        far = 60 * spread.max()
        ends = float(centres.min() - far), float(centres.max() + far)
        told = lambda value: float(weight @ scipy.stats.t.cdf((value - centres) / spread, n - terms)) - share  # noqa: E731
        return float(scipy.optimize.brentq(told, *ends))

    return weight @ np.array(betas), at(0.025), at(0.975)
