"""A made-up plane with nodes, and who is neighbour of whom, for made-up networks of any size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import Delaunay

from sinews.model.calendar import Array, Indices

#: The plane in km; rows and columns of its states; areas on its eastern edge, and the part of the nodes in them.
WIDTH, HEIGHT, STATES, AREAS, EDGE = 2400.0, 1600.0, (4, 8), 7, 0.14

Pairs = list[tuple[int, int]]


def stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers of their own for each name, so that one more draw in one place changes no other."""
    return np.random.default_rng(list(sha256(f"{seed} {name}".encode()).digest()))


def ends(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Nodes at the ends of pairs."""
    return {node for pair in pairs for node in pair}


@dataclass(frozen=True)
class Plane:
    """Nodes on the plane. `at`: km from the south-western corner, shape (nodes, 2)."""

    at: Array

    @classmethod
    def made_up(cls, nodes: int, seed: int) -> Plane:
        """So many nodes, evenly spread."""
        return cls(stream(seed, "nodes").uniform((0.0, 0.0), (WIDTH, HEIGHT), (nodes, 2)))

    @property
    def names(self) -> list[str]:
        """Codes of the nodes."""
        return [f"n{number:04d}" for number in range(len(self.at))]

    @cached_property
    def neighbours(self) -> Pairs:
        """Pairs of neighbours (Delaunay's triangles)."""
        triangles = Delaunay(self.at).simplices.tolist()
        sides = (side for corners in triangles for side in pairwise([*corners, corners[0]]))
        return sorted({(min(side), max(side)) for side in sides})

    def distance(self, pairs: Pairs) -> Array:
        """Km as the crow flies."""
        one, other = np.array(pairs).T
        return np.asarray(np.hypot(*(self.at[one] - self.at[other]).T))

    def net(self, count: int, random: np.random.Generator) -> Pairs:
        """So many pairs of neighbours: the shortest tree that connects all nodes, then others, rather short ones."""
        pairs, km = self.neighbours, self.distance(self.neighbours)
        shape = (len(self.at),) * 2
        tree = minimum_spanning_tree(sparse.csr_matrix((km, np.array(pairs).T), shape=shape)).tocoo()
        inside = set(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
        rank = km * random.random(len(km))
        others = [pair for _, pair in sorted(zip(rank, pairs, strict=True)) if pair not in inside]
        return sorted([*inside, *others[: max(count - len(inside), 0)]])

    def largest(self, pairs: Pairs) -> set[tuple[int, int]]:
        """Those pairs that hang together with most nodes."""
        matrix = sparse.csr_matrix((np.ones(len(pairs)), np.array(pairs).T), shape=(len(self.at),) * 2)
        _, part = connected_components(matrix, directed=False)
        most = np.argmax(np.bincount(part))
        return {(one, other) for one, other in pairs if part[one] == most}

    def coast(self, count: int, x: float) -> set[int]:
        """So many nodes nearest to a meridian."""
        return set(np.argsort(np.abs(self.at[:, 0] - x), kind="stable")[:count].tolist())

    @cached_property
    def area(self) -> Indices:
        """The area of each node, from south to north along the eastern edge (-1: none)."""
        edge = self.at[:, 0] > np.quantile(self.at[:, 0], 1 - EDGE)
        found = np.full(len(self.at), -1)
        order = np.flatnonzero(edge)[np.argsort(self.at[edge, 1], kind="stable")]
        found[order] = np.arange(len(order)) * AREAS // len(order)
        return found

    @property
    def state(self) -> list[str]:
        """The state in which each node lies."""
        column, row = (self.at / (WIDTH / STATES[1], HEIGHT / STATES[0])).T.astype(int)
        return [f"A{number:02d}" for number in row * STATES[1] + column]
