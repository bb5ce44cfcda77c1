"""Options of commands as plain data: what may be said, what it means, and which part of a question it sets."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

#: Most that a count may be: more is a slip of the hand.
MOST = 1_000_000


class Role(Enum):
    """What an option sets: part of what any command asks a clock, of what its own command asks, or what is measured."""

    QUESTION = "question"
    OWN = "own"
    EXTRA = "extra"
    COMMAND = "command"


@dataclass(frozen=True)
class Option:
    """An option of a command, or a word without dashes that it takes.

    `field`: the part of the question, or the name among the arguments, that it sets. `kind`: makes a value of its text,
    ArgumentTypeError if it cannot. `value`: what is set where it takes no text. `many`: how many words without dashes
    there may be, as argparse writes it. `group`: heading in the help.
    """

    name: str
    about: str
    field: str
    metavar: str = ""
    kind: Callable[[str], object] = str
    choices: tuple[str, ...] = ()
    value: object = None
    default: object = None
    repeated: bool = False
    many: str = ""
    role: Role = Role.COMMAND
    group: str = ""


# kinds of values ------------------------------------------------------------------


def count(most: int = MOST) -> Callable[[str], int]:
    """A whole number from 1 to `most`; ArgumentTypeError for others."""

    def number(text: str) -> int:
        if not text.isdecimal() or len(text) > len(str(most)) or not 1 <= int(text) <= most:
            raise ArgumentTypeError(f"'{text[:20]}' is no whole number from 1 on, {most:,} at most")
        return int(text)

    return number


def hours(text: str) -> float:
    """A number of hours from 1 to 48; ArgumentTypeError for others."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number <= 48:
        raise ArgumentTypeError(f"'{text}' is no number of hours from 1 to 48")
    return number


def money(text: str) -> float:
    """An amount in million EUR: `5bn`, `400m`, or a bare number of millions; ArgumentTypeError for others."""
    match = re.fullmatch(r"(\d{1,15}(?:\.\d+)?)\s*(bn|m|)", text.strip().lower().removesuffix("eur").strip())
    if not match:
        raise ArgumentTypeError(f"'{text}' is no amount such as 5bn or 400m (EUR)")
    return float(match[1]) * (1000.0 if match[2] == "bn" else 1.0)


def day(text: str) -> date:
    """A day, as YYYY-MM-DD, or YYYY-MM for the end of a month; ArgumentTypeError for others."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    try:
        year, month = (int(match[1]), int(match[2])) if match else (0, 0)
        return date(year, month, int(match[3] if match and match[3] else monthrange(year, month)[1]))
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no day; write it as in 2024-12-31 or 2024-12") from None


def ending(suffix: str) -> Callable[[str], Path]:
    """A path that ends so; ArgumentTypeError for others."""

    def path(text: str) -> Path:
        if not text.endswith(suffix):
            raise ArgumentTypeError(f"'{text}' does not end in {suffix}")
        return Path(text)

    return path


# options of those clocks that have a program ----------------------------------------

#: Heading of options on solving and saving.
SOLVING = "solving and saving"

EXPORTING: tuple[Option, ...] = (
    Option(
        "--write-lp",
        "write the program in LP format, with readable names",
        "write_lp",
        "FILE",
        ending(".lp"),
        group=SOLVING,
    ),
    Option(
        "--write-mps",
        "write the program in MPS format, with readable names",
        "write_mps",
        "FILE",
        ending(".mps"),
        group=SOLVING,
    ),
)
