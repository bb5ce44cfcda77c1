"""Which tables a check looks at, so that after a change only those checks are made again that saw what has changed.

A check is a function of the tables that it looks at and of nothing else. Where none of them has changed it looks at the
same ones again, and finds the same: in a case that was found sound, nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from sinews.data.checks.common import Check, Frames
from sinews.errors import Finding

#: For each check by name, the tables that it has looked at.
Looks = Mapping[str, frozenset[str]]


class Watched(Mapping[str, pl.DataFrame]):
    """Frames of tables that note which of them are looked at, be they there or not."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> pl.DataFrame:
        self.seen.add(name)
        return self._frames[name]

    def __contains__(self, name: object) -> bool:
        self.seen.add(str(name))
        return name in self._frames

    def __iter__(self) -> Iterator[str]:
        raise TypeError("A check that looks at every table is a check of each table: see EACH.")

    def __len__(self) -> int:
        return len(self._frames)


@dataclass(frozen=True)
class Examined:
    """What checks found, and what each looked at."""

    findings: tuple[Finding, ...]
    looks: Looks


def examined(checks: Mapping[str, Check], frames: Frames, table: str | None, before: Looks) -> Examined:
    """Make checks, but for those that did not look at `table` when the rest was sound (None: make all).

    `before`: what each looked at then.
    """
    found: list[Finding] = []
    looks: dict[str, frozenset[str]] = {}
    for name, check in checks.items():
        if table is not None and name in before and table not in before[name]:
            looks[name] = before[name]
            continue
        watched = Watched(frames)
        found += check(watched)
        looks[name] = frozenset(watched.seen)
    return Examined(tuple(found), looks)
