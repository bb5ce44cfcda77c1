"""Levers that are moved by hand: each a number, and what so much of it changes of a case.

`HANDS` lists those of the years clock. Levers of the case that are for sale stand beside them, by steps; each belongs
to the clock whose tables it changes, and no other clock has to be asked again for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from sinews.clocks import CLOCKS
from sinews.data.case import Case
from sinews.data.levers import Change, Lever, case_with, on_sale
from sinews.data.selection import Selection, selected
from sinews.data.tables import ChangeKind

#: The state whose lines the priority is at.
AMERICA = "USA"


@dataclass(frozen=True)
class Hand:
    """A lever that is moved by hand.

    `least`, `most`, `step`: of its number, in `unit`; 0 changes nothing. `table`: whose rows it changes. `of_group`,
    `places`: only those of the group that is asked about, or of these places. `changes`: what 1 of it does; none for
    the threat, whose months it moves.
    """

    name: str
    label: str
    unit: str
    least: int
    most: int
    table: str
    changes: tuple[Change, ...] = ()
    step: int = 1
    of_group: bool = False
    places: tuple[str, ...] = ()
    about: str = field(default="", compare=False)


def _change(table: str, column: str, kind: ChangeKind, amount: float) -> tuple[Change, ...]:
    return (Change(table, column, kind, amount),)


HANDS: tuple[Hand, ...] = (
    Hand(
        "share",
        "Spending beside the path",
        "percent",
        -30,
        50,
        "paths",
        _change("paths", "share", ChangeKind.MULTIPLY, 1.01),
        of_group=True,
        about="so much more (or less) of output for defence than on the path, in every year",
    ),
    Hand(
        "contracts",
        "Contracts sooner",
        "months",
        0,
        12,
        "places",
        _change("places", "contracting_delay", ChangeKind.ADD, -1.0),
        of_group=True,
        about="between money and a signed contract, for every ally of the group",
    ),
    Hand(
        "officials",
        "Contracting officials",
        "percent",
        0,
        100,
        "offices",
        _change("offices", "signed", ChangeKind.MULTIPLY, 1.01),
        step=5,
        of_group=True,
        about="more that the offices can sign in a year",
    ),
    Hand(
        "american",
        "Priority at American lines",
        "points",
        0,
        30,
        "sites",
        _change("sites", "export_share", ChangeKind.ADD, 1.0),
        places=(AMERICA,),
        about="of their output more for allies",
    ),
    Hand(
        "ready",
        "Serviceability",
        "points",
        0,
        30,
        "serviceability",
        (
            Change("serviceability", "ready", ChangeKind.ADD, 1.0),
            Change("serviceability", "best", ChangeKind.ADD, 1.0),
        ),
        about="of the stocks that wear out ready beyond today's",
    ),
    Hand(
        "recruits",
        "People taken in",
        "percent",
        -50,
        100,
        "people",
        _change("people", "recruits", ChangeKind.MULTIPLY, 1.01),
        step=5,
        of_group=True,
        about="more (or fewer) in a year than today; counts where people have to be found",
    ),
    Hand("threat", "Date of the threat", "months", -24, 24, "threats", about="later (or sooner) than officials say"),
)


@lru_cache(maxsize=4)
def hands(case: Case) -> tuple[Hand, ...]:
    """The levers by hand that find something to change in a case."""
    return tuple(hand for hand in HANDS if _rows(case, hand))


def moved(case: Case, hand: Hand, amount: float, group: str) -> Case:
    """The case with so much of a lever by hand, asked about a group; CaseError if the result is no case."""
    if not hand.changes:
        return case.change(hand.table, _shifted(case.table(hand.table), round(amount)))
    where: Selection = (("group", (group,)),) if hand.of_group else ()
    if hand.places:
        where = (("place", hand.places),)
    changes = tuple(
        Change(change.table, change.column, change.kind, change.amount, change.text, where) for change in hand.changes
    )
    return case_with(case, Lever(hand.name, hand.label, changes), amount)


@lru_cache(maxsize=4)
def catalogue(case: Case) -> Mapping[str, tuple[Lever, ...]]:
    """The levers of a case that are for sale, by the clock whose tables they change."""
    return {clock.name: on_sale(case, clock.tables) for clock in CLOCKS}


def _rows(case: Case, hand: Hand) -> bool:
    """Whether the table of a lever has rows that it changes."""
    frame = case.table(hand.table)
    if not hand.places:
        return not frame.is_empty()
    others = {name: case.table(name) for name in ("sites", "groups")}
    return bool(selected(others, frame, (("place", hand.places),)).any())


def _shifted(threats: pl.DataFrame, months: int) -> pl.DataFrame:
    """What officials say of the threat, so many months later."""
    return threats.with_columns(pl.col("earliest", "latest").dt.offset_by(f"{months}mo"))
