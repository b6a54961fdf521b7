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
    yield Check("European mail, transitivity", 0.2674, ties.transitivity(tied))
    yield Check("European mail, ties to oneself", 642, int((one == other).sum()), 0)
    yield Check("European mail, share of ties returned", 0.6934, returned(mails))
    first, second = np.triu(tied).nonzero()
    yield Check("European mail, E-I index of the departments", 0.3286, ties.ei(first, second, group))


def returned(directed: np.ndarray) -> float:
    """As networkx counts, whose values are beside ours: ties to oneself are in the denominator."""
    one, other = directed.T
    return (ties.reciprocity(one, other) or 0.0) * float((one != other).mean())


def over_time(name: str, file: Path, *, rows: int, people: int, directed: int) -> tuple[list[Check], np.ndarray]:
    """Checks of the counts of a list of messages (who, to whom, when), and its directed ties, each once, of people from 0."""
    messages = np.loadtxt(file, comments="%", usecols=(0, 1), dtype=int)
    there, ends = np.unique(messages, return_inverse=True)
    found = np.unique(ends.reshape(messages.shape), axis=0)
    return [
        Check(f"{name}, messages", rows, len(messages), 0), Check(f"{name}, people", people, len(there), 0),
        Check(f"{name}, directed ties", directed, len(found), 0),
    ], found  # fmt: skip


def of_a_factory(folder: Path) -> Iterator[Check]:
    """Michalski, Palus and Kazienko (2011), KONECT."""
    name = "factory mail"
    found, directed = over_time(name, folder / "out.radoslaw_email", rows=82927, people=167, directed=5784)
    yield from found
    yield from of_ties(name, directed, undirected=3250, transitivity=0.5413, clustering=0.5919, returned_ties=0.8759)


def of_students(folder: Path) -> Iterator[Check]:
    """Opsahl and Panzarasa (2009), KONECT; CollegeMsg of SNAP."""
    name = "students' messages"
    found, directed = over_time(name, folder / "out.opsahl-ucsocial", rows=59835, people=1899, directed=20296)
    yield from found
    yield from of_ties(name, directed, undirected=13838, transitivity=0.0568, clustering=0.1094, returned_ties=0.6364)


def of_a_department(folder: Path) -> Iterator[Check]:
    """Paranjape, Benson and Leskovec (2017), SNAP."""
    file = folder / "out.email-Eu-core-temporal-Dept3"
    yield from over_time("department's mail", file, rows=12216, people=89, directed=1506)[0]


def of_ties(
    name: str, directed: np.ndarray, *, undirected: int, transitivity: float, clustering: float, returned_ties: float
) -> Iterator[Check]:
    tied = ties.matrix(directed[:, 0], directed[:, 1], int(directed.max()) + 1)
    yield Check(f"{name}, pairs", undirected, float(tied.sum() / 2), 0)
    yield Check(f"{name}, transitivity", transitivity, ties.transitivity(tied))
    yield Check(f"{name}, mean clustering", clustering, ties.clustering(tied))
    yield Check(f"{name}, share of ties returned", returned_ties, returned(directed))
