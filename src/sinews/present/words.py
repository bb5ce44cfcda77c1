"""Words for readers: names instead of codes, months, spans of time, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept

#: Those who are no state and so stand in no table of places.
INSTITUTIONS = {
    "NATO": "NATO",
    "NATO_EUR": "NATO in Europe",
    "EU27": "European Union",
    "IISS": "International Institute for Strategic Studies",
    "MARKET": "the market",
}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Names:
    """Names of the items and places of a case."""

    items: dict[str, str]
    places: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names that the case's own tables give."""
        return cls(_named(case.table("items"), "item"), INSTITUTIONS | _named(case.table("places"), "place"))

    def item(self, code: str) -> str:
        """Name of an item."""
        return self.items.get(code, plain(code))

    def thing(self, code: str) -> str:
        """Name of an item for use within a sentence."""
        return lowered(self.item(code))

    def place(self, code: str) -> str:
        """Name of a state, an institution or a group."""
        return self.places.get(code, plain(code))

    def office(self, code: str, place: str | None) -> str:
        """An office with the state or institution that it belongs to."""
        of = self.places.get(place or "", "")
        words = plain(code)
        if of and words.lower().endswith(of.lower()):
            words = words[: -len(of)].strip() or words
        return f"{words}, {of}" if of and words.lower() != of.lower() else words


@Kept
def _named(table: pl.DataFrame, code: str) -> dict[str, str]:
    """The names of a table by their codes."""
    return dict(table.select(code, "name").iter_rows())


def plain(code: str) -> str:
    """A code as words: underscores become blanks, the first letter a capital."""
    words = code.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def lowered(words: str) -> str:
    """Words as they stand within a sentence: no capital at the start, unless it is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def month(day: date) -> str:
    """A month with its year."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def span(months: int) -> str:
    """A length of time in years and months."""
    years, rest = divmod(abs(months), 12)
    counts = ((years, "year"), (rest, "month"))
    parts = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in counts if count]
    return " and ".join(parts) or "no time"


def number(value: float | None, digits: int = 3) -> str:
    """A number for reading: about three digits that count, thousands parted by commas."""
    if value is None or value != value:  # noqa: PLR0124 - the test for "not a number"
        return "unknown"
    size = abs(value)
    if size >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    if size < 5 * 10.0 ** (-digits - 3):
        return "0"
    text = f"{value:.{digits}g}"
    return f"{value:.{digits + 3}f}".rstrip("0").rstrip(".") if "e" in text else text


def billions(million: float) -> str:
    """An amount of money, given in million EUR."""
    return f"EUR {number(million / 1000)} bn"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Parts as a list in a sentence."""
    words = list(parts)
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def short(name: str) -> str:
    """A name without what it explains behind a colon."""
    return name.split(": ", maxsplit=1)[0]


def counted(value: float, unit: str) -> str:
    """A number of something, to two digits, with its unit in the plural unless it is one."""
    text = number(value, 2)
    return f"{text} {unit}" if text == "1" else f"{text} {unit}s"
