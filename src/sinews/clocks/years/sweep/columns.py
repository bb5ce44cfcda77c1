"""Columns of a file of questions: the options of the years clock, and what else a row may say. All as data."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sinews.clocks.options import MOST, Option, Role, count, day
from sinews.clocks.years.options import OPTIONS
from sinews.data.schema import Code, Column, Table, Text

#: Levers with the number of steps of each, as a cell names them.
Steps: TypeAlias = tuple[tuple[str, int], ...]

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Cell:
    """A column of the file. `field`: the part of a row that it sets; `question`: whether that is one of the question.

    `expected`: what may stand in it, in words; `read`: makes a value of its text, ArgumentTypeError for what is none.
    `choices`: the words that there are, if they are few.
    """

    name: str
    field: str
    about: str
    expected: str
    read: Callable[[str], object] = str
    choices: tuple[str, ...] = ()
    question: bool = False


def steps(text: str) -> Steps:
    """Levers by name, set apart by blanks, `name*2` for two steps; ArgumentTypeError for what is none."""
    pairs = [word.partition("*") for word in text.split()]
    for name, star, number in pairs:
        if not name or (star and not (number.isdecimal() and 1 <= int(number[:9]) <= MOST)):
            raise ArgumentTypeError(f"{name}{star}{number}")
    names = [name for name, _, _ in pairs]
    if len(set(names)) < len(names):
        raise ArgumentTypeError("a lever twice")
    return tuple((name, int(number or 1)) for name, _, number in pairs)


def _of_option(option: Option) -> Cell:
    """The column of an option: a flag is set by `yes`."""
    name = option.name.strip("-").replace("-", "_")
    if option.value is not None:
        return Cell(name, option.field, option.about, f"{YES} or {NO}", _flag(option.value), (YES, NO), question=True)
    expected = f"one of {', '.join(option.choices)}" if option.choices else "a name of the case"
    return Cell(name, option.field, option.about, expected, option.kind, option.choices, question=True)


def _flag(value: object) -> Callable[[str], object]:
    """What `yes` sets; `no` leaves it as it is (None)."""
    return lambda text: value if text == YES else None


_COUNT = f"a whole number from 1 to {MOST:,}"

#: Every column but the name of the row.
CELLS: tuple[Cell, ...] = (
    *(_of_option(option) for option in OPTIONS if option.role in {Role.QUESTION, Role.OWN}),
    Cell("as_of", "as_of", "the case as it was known on this day", "a day, YYYY-MM-DD or YYYY-MM", day),
    Cell("overlay", "overlay", "rows that replace those of the case", "a folder beside the file", Path),
    Cell("levers", "levers", "levers that are pulled", "levers by name, each once: shift corridor*2", steps),
    Cell("trials", "trials", "trials for the chance", _COUNT, count()),
    Cell("seed", "seed", "another seed draws other trials", _COUNT, count()),
)

BY_NAME = {cell.name: cell for cell in CELLS}

NAME = "name"


def _column(cell: Cell) -> Column:
    return Text(cell.name, cell.about, blank=True, optional=True)


#: The file as a table, so that what keeps a file from being one is said as of every table.
TABLE = Table(
    "rows",
    "a question in each row",
    (Code(NAME, "what the row is called in the answers"), *map(_column, CELLS)),
    (NAME,),
)
