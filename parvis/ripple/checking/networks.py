"""Ties: a karate club (Zachary 1977), the mail of a European institution (Yin, Benson, Leskovec and Gleich 2017; SNAP)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from parvis.ripple.checking import Check, rows
from parvis.ripple.statistics import ties


def checks() -> Iterator[Check]:
    ends = np.array([(int(row["one"]), int(row["other"])) for row in rows("karate.csv")])
    club = np.array([row["club"] for row in rows("karate_clubs.csv")])
    tied = ties.matrix(ends[:, 0], ends[:, 1], len(club))
    yield Check("karate club, mean clustering", 0.5706, ties.clustering(tied))
    yield Check("karate club, transitivity", 0.2557, ties.transitivity(tied))
    yield Check("karate club, modularity of the split", 0.3582, ties.modularity(tied, club))
    between, constraint, size = ties.betweenness(tied), ties.constraint(tied), ties.effective_size(tied)
    for member, published in ((0, 0.4376), (33, 0.3041)):
        yield Check(f"karate club, betweenness of {member}", published, float(between[member]))
    for member, published in ((0, 0.1554), (11, 1.0), (33, 0.1564)):
        yield Check(f"karate club, constraint of {member}", published, float(constraint[member]))
    for member, published in ((0, 13.75), (33, 15.235)):
        yield Check(f"karate club, effective size of {member}", published, float(size[member]), 3)


def of_mails(folder: Path) -> Iterator[Check]:
    mails = np.loadtxt(folder / "email-Eu-core.txt", dtype=int)
    labels = np.loadtxt(folder / "email-Eu-core-department-labels.txt", dtype=int)
    group = labels[np.argsort(labels[:, 0]), 1]
    one, other = mails.T
    yield Check("European mail, people", 1005, len(group), 0)
    yield Check("European mail, directed ties", 25571, len(mails), 0)
    tied = ties.matrix(one, other, len(group))
    yield Check("European mail, mean clustering", 0.3994, ties.clustering(tied))
    yield Check("European mail, triangles", 105461, float(ties.triangles(tied).sum() / 3), 0)
    first, second = np.triu(tied).nonzero()
    yield Check("European mail, E-I index of the departments", 0.3286, ties.ei(first, second, group))
