"""An edition of a published table: its figures with their places, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sinews.data.intake.proposals import FactStatus
from sinews.errors import Finding


@dataclass(frozen=True)
class Measured:
    """What a column, sheet or block measures, as facts say it; `times`: what makes its numbers those of the unit."""

    subject: str
    quantity: str
    unit: str
    times: float = 1.0


@dataclass(frozen=True)
class Stated:
    """A figure of a published table, and the place in which it stands."""

    entity: str
    measured: Measured
    year: int
    value: float
    status: FactStatus
    place: str


@dataclass(frozen=True)
class Edition:
    """What was read of a file. `published`: the day, or month, that it names itself; empty if it names none.

    `whole`: whether each state of a series has to be in it. `notes`: what has to be said, and is no defect.
    """

    figures: tuple[Stated, ...]
    findings: tuple[Finding, ...]
    published: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file: as it is called, its bytes, its text (empty if it is packed), and the rows of its sheets."""

    called: str
    text: str
    sheets: Mapping[str, list[list[str]]]


@dataclass(frozen=True)
class Names:
    """Codes of places: by the names that words and case know, and those that the case has."""

    by_name: Callable[[str], str | None]
    codes: Collection[str]


@dataclass(frozen=True)
class Layout:
    """A published layout. `publishers`: as sources of a case name them; `seen`: who describes it."""

    name: str
    title: str
    publishers: tuple[str, ...]
    url: str
    seen: str
    fits: Callable[[Source], bool]
    read: Callable[[Source, Names], Edition]
