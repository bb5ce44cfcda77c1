"""Which tables a check looks at, so that after a change only those checks are made again that saw what has changed.

A check is a function of the tables that it looks at and of nothing else. Where none of them has changed it looks at the
same ones again, and finds the same: in a case that was found sound, nothing. So it does in another case that has the
same frames of these tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import ref

import polars as pl

from sinews.data.checks.common import Frames
from sinews.errors import Finding

#: For each check by name, the tables that it has looked at.
Looks = Mapping[str, frozenset[str]]


#: Frames of tables that a check looked at, by their numbers; None where there was no such table.
_Seen = dict[tuple[int, ...], tuple["ref[pl.DataFrame] | None", ...]]


@dataclass(frozen=True)
class Made:
    """A check as it is made: `about` is what it takes beside the tables (the name of one, or the settings)."""

    check: Callable[..., Iterator[Finding]]
    about: tuple[object, ...] = ()

    def __call__(self, frames: Frames) -> Iterator[Finding]:
        """What is wrong with these tables."""
        return self.check(frames, *self.about)


#: Where a check found nothing: for the tables that it looked at, those of the latest cases.
_CLEAN: dict[Made, dict[tuple[str, ...], _Seen]] = {}

_ALONE = Lock()  # levers change cases side by side

#: Checks, and cases of each, that are kept there.
KEPT, CASES = 2_000, 64


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


def examined(checks: Mapping[str, Made], frames: Frames, table: str | None, before: Looks) -> Examined:
    """Make checks, but for those that did not look at `table` when the rest was sound (None: make all).

    `before`: what each looked at then.
    """
    findings: list[Finding] = []
    looks: dict[str, frozenset[str]] = {}
    for name, check in checks.items():
        if table is not None and name in before and table not in before[name]:
            looks[name] = before[name]
        elif (clean := _clean(check, frames)) is not None:
            looks[name] = clean
        else:
            watched = Watched(frames)
            wrong = list(check(watched))
            findings += wrong
            looks[name] = frozenset(watched.seen)
            if not wrong:
                _keep(check, tuple(sorted(watched.seen)), frames)
    return Examined(tuple(findings), looks)


def _clean(check: Made, frames: Frames) -> frozenset[str] | None:
    """The tables that a check looked at when it found nothing in these very frames of them."""
    for names, seen in list(_CLEAN.get(check, {}).items()):
        here = [frames.get(name) for name in names]
        there = seen.get(tuple(map(id, here)))
        if there and all((was() if was else None) is frame for was, frame in zip(there, here, strict=True)):
            return frozenset(names)
    return None


def _keep(check: Made, names: tuple[str, ...], frames: Frames) -> None:
    here = [frames.get(name) for name in names]
    with _ALONE:
        while len(_CLEAN) >= KEPT and check not in _CLEAN:
            _CLEAN.pop(next(iter(_CLEAN)), None)
        seen = _CLEAN.setdefault(check, {}).setdefault(names, {})
        while len(seen) >= CASES:
            seen.pop(next(iter(seen)), None)
        seen[tuple(map(id, here))] = tuple(None if frame is None else ref(frame) for frame in here)
