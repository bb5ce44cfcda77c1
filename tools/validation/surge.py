"""Surge and conversion against history: how far lines and plants came beyond their rates, and how soon.

The formula and its numbers are those of the packaged case: the part of its rate that a line can surge by and its lag,
what converted plants make beside lines, their lag and ramp. Each programme is one line with the rate that it had
before, which is not enlarged: what is tested is how much of a rise surge and conversion explain, and when. Conversion
is in it where the case knows it for the item, or where it took place. Numbers that rest on the programme that they are
held against are marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.model.calendar import Array
from tools.derivation.figures import Book
from tools.validation.small import Beyond, Works, exact, output

#: Ends of ranges: as likely, slowest and least, soonest and most.
LIKELY, LEAST, MOST = "likely", "least", "most"
#: Months within which every plant of a back-test is there.
LONG = 60


@dataclass(frozen=True)
class Terms:
    """The numbers of a case: percent of surge and its lag; plants by the rate of lines, their lag and ramp."""

    most: float
    lag: float
    again: float
    plants_lag: float
    ramp: float
    basis: frozenset[str]


@dataclass(frozen=True)
class Rise:
    """How many times its rate before a programme made, as a mean over its last months: observed, and in the model.

    `plants`: whether conversion is in it. `ends`: the model at the ends of the ranges. `known`: facts on the programme
    that the numbers rest on.
    """

    programme: str
    begun: date
    until: date
    plants: bool
    observed: float
    model: float
    ends: tuple[float, float]
    rests: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def error(self) -> float:
        """Percent."""
        return 100 * (self.model / self.observed - 1)


@dataclass(frozen=True)
class Wait:
    """Months from the beginning of a conversion to a level: observed and in the model, with the ends of the ranges."""

    programme: str
    level: str
    observed: float
    model: int
    ends: tuple[int, int]
    rests: tuple[str, ...]
    known: tuple[str, ...]


def terms(case: Case, end: str = LIKELY) -> Terms:
    """The numbers of a case at an end of their ranges; those of its lines and plants are all alike."""
    more, less = {LIKELY: ("", ""), LEAST: ("_low", "_high"), MOST: ("_high", "_low")}[end]
    [most] = case.table("surge")[f"most{more}"].unique()
    [lag] = case.table("surge")[f"lag{less}"].unique()
    [plants_lag] = case.table("conversion")[f"lag{less}"].unique()
    [ramp] = case.table("conversion")[f"ramp{less}"].unique()
    factors = dict(case.table("assumptions").select("assumption", f"value{more}").rows())
    again = factors["converted_rate_to_rate_of_lines"] * factors["conversions_that_succeed"] / 100
    return Terms(most, lag, again, plants_lag, ramp, frozenset(_basis(case)))


def _basis(case: Case) -> Iterable[str]:
    """Facts on which the numbers rest; the rates of plants rest on those of lines as well, which are not used here."""
    for table, columns in (("surge", ("most", "lag")), ("conversion", ("lag", "ramp"))):
        for column in columns:
            yield from (token for basis in case.table(table)[f"{column}_basis"] for token in basis.split())
    for basis in case.table("conversion")["rate_basis"]:
        tokens = basis.split()
        yield from tokens[tokens.index("conversions_that_succeed") :]


def rises(book: Book, case: Case) -> list[Rise]:
    """Programmes whose rate before is known, or how many times it they came to."""
    before = _value(book, "history-033") / 11
    british = [
        _rise(
            book, case, "British filled shells", ("1915-06", _begun(book, fact, 5)), _value(book, fact) / 6 / before,
            ("history-033", fact), plants=True, over=6,
        )
        for fact in ("history-034", "history-035", "history-036")
    ]  # fmt: skip
    iowa, caesar = ("ammunition-002", "ammunition-006"), ("platforms-200", "orders-270")
    return [
        *british,
        _rise(book, case, "American lines of shells", ("2022-02", "2023-09"), _ratio(book, *iowa), iowa),
        _rise(book, case, "CAESAR howitzers", ("2022-02", "2023-10"), _ratio(book, *caesar), caesar, plants=True),
        *(
            _rise(book, case, name, months, _value(book, fact), (fact,))
            for name, months, fact in (
                ("Shells at Karlskoga", ("2022-01", "2024-12"), "prices-135"),
                ("Mistral missiles", ("2022-01", "2025-01"), "platforms-197"),
                ("IRIS-T missiles", ("2021-01", "2025-01"), "history-870"),
            )
        ),
    ]


def _value(book: Book, fact: str) -> float:
    return float(book.facts[fact]["value"])


def _ratio(book: Book, before: str, then: str) -> float:
    return _value(book, then) / _value(book, before)


def _rise(
    book: Book,
    case: Case,
    name: str,
    span: tuple[str, str],
    observed: float,
    rests: tuple[str, ...],
    *,
    plants: bool = False,
    over: int = 1,
) -> Rise:
    """A programme from one month to another; the model as a mean over the last `over` months."""
    start, end = (date.fromisoformat(f"{month}-01") for month in span)
    months = months_between(start, end) + 1
    model, least, most = (
        float(made(book, terms(case, which), start, months, plants=plants)[-over:].mean())
        for which in (LIKELY, LEAST, MOST)
    )
    known = tuple(fact for fact in rests if fact in terms(case).basis)
    return Rise(name, start, end, plants, observed, model, (least, most), rests, known)


def made(book: Book, numbers: Terms, begun: date, months: int, *, plants: bool = True) -> Array:
    """Monthly output of a line of 1 a month, and beyond it, from the month in which it is called up on; by month."""
    beside = exact(numbers.again), exact(numbers.plants_lag), exact(numbers.ramp)
    beyond = Beyond(exact(numbers.most), exact(numbers.lag), beside if plants else None)
    return output(book, Works(exact(1), exact(1), exact(0), exact(0), beyond), begun, months)


def waits(book: Book, case: Case) -> list[Wait]:
    """Conversions of which it is known how long they took to the first output, or to the whole."""
    mrap = months_between(*(date.fromisoformat(f"{_begun(book, fact)}-01") for fact in ("prices-206", "history-921")))
    first, whole = "first output", "whole output"
    rows = [
        ("British national shell factories, 1915", first, 6.0, ("prices-229",)),
        ("American car industry, 1942", whole, 8.0, ("prices-143",)),
        ("Protected vehicles (MRAP) at one maker, 2007", whole, float(mrap), ("prices-206", "history-921")),
        ("Ventilators at car makers, 2020", whole, 5.0, ("prices-148",)),
        ("Rail plant at Goerlitz, 2025", first, 10.0, ("prices-047",)),
        ("Rail plant at Goerlitz, 2025", whole, 28.0, ("prices-048",)),
    ]
    known = terms(case).basis
    return [
        Wait(
            name, level, float(book.facts[rests[0]]["value"]) if len(rests) == 1 else observed,
            _months(book, terms(case), level == whole),
            (_months(book, terms(case, MOST), level == whole), _months(book, terms(case, LEAST), level == whole)),
            rests, tuple(fact for fact in rests if fact in known),
        )
        for name, level, observed, rests in rows
    ]  # fmt: skip


def _months(book: Book, numbers: Terms, whole: bool) -> int:
    """Months until plants first make something, or all of it."""
    alone = Terms(0.0, 0.0, 1.0, numbers.plants_lag, numbers.ramp, numbers.basis)
    beyond = made(book, alone, date(2000, 1, 1), LONG) - 1
    return int(np.flatnonzero(beyond > (1 - 1e-6 if whole else 1e-6))[0])


def _begun(book: Book, fact: str, later: int = 0) -> str:
    """The month in which the period of a fact begins, or some months after it."""
    year, month = (int(part) for part in book.facts[fact]["period_start"][:7].split("-"))
    count = 12 * year + month - 1 + later
    return f"{count // 12}-{count % 12 + 1:02d}"
