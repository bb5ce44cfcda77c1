"""Outages as they were, and stores as other surveys find them, beside the hours clock: `docs/validation-hours.md`.

python -m tools.validation.hours
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from sinews.clocks.hours.curves import Curves
from sinews.clocks.hours.lack import Lack
from sinews.clocks.hours.options import Blackout
from sinews.clocks.hours.scope import Homes
from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from tools.derivation.figures import Book
from tools.validation.page import with_blocks

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation-hours.md"


@dataclass(frozen=True)
class Check:
    """A figure of the model beside what was observed. `note`: what the two do and do not have in common."""

    what: str
    unit: str
    ours: float
    low: float
    high: float
    facts: tuple[str, ...]
    note: str

    @property
    def error(self) -> float:
        """Model less observed, from the nearer end; 0 inside the observed range."""
        if self.low <= self.ours <= self.high:
            return 0.0
        return self.ours - (self.low if self.ours < self.low else self.high)


# outages ------------------------------------------------------------------------------


def outages(case: Case, book: Book) -> tuple[Check, ...]:
    """What was counted or asked in outages whose curve of return is known."""
    return (
        *_iberia(case, book),
        *_berlin_and_valencia(case, book),
        _eowyn(case, book),
        _texas(case, book),
        *_lengths(case, book),
    )


def _without_stores(homes: Homes, need: str) -> Homes:
    """The same with nothing of a need at home: whom mains do not reach."""
    mine = pl.col("need") == need
    names = ("lasting", "lasting_low", "lasting_high")
    bare = homes.table("stores").with_columns(pl.when(mine).then(0.0).otherwise(pl.col(n)).alias(n) for n in names)
    now = bare.with_columns(pl.when(mine).then(0.0).otherwise("hours").alias("hours"))
    return homes.with_tables({"stores": pl.concat([now.filter(~mine), now.filter(mine).unique(["place", "need"])])})


def _lost(homes: Homes, need: str, hour: float) -> float:
    """Percent of those hit whom the mains do not reach with a need, the first ally."""
    lack = Lack(_without_stores(homes, need))
    return 100 * float(lack.along(np.array([hour]))[0, homes.needs.index(need), 0])


def _iberia(case: Case, book: Book) -> tuple[Check, ...]:
    homes = Homes.of(case, Blackout(scenario="iberia_2025"))
    spain = Homes.of(case, Blackout(scenario="iberia_2025", ally="ESP"))
    _, low, high = _span(book, "society-411")
    people = book.fact("society-071", "million_persons").value
    return (
        Check("Iberia, 28 April 2025: people without power at first", "million", float(homes.hit().sum() / 1e6), people,
              people, ("society-071",), "not independent: the case is built to hit so many"),
        Check("The same: part of them still out after 18.5 hours", "percent", _lost(spain, "power", 18.5), 0.05, 0.05,
              ("society-070",), "not independent: the last point of the curve"),
        Check("Spain, 28 April 2025: mobile traffic lost six hours after the collapse", "percent",
              _lost(spain, "information", 6), low, high, ("society-411",),
              "The clock lets masts fall silent at one hour and come back with power, so this is the part of customers "
              "who were out at hour 6"),
    )  # fmt: skip


def _berlin_and_valencia(case: Case, book: Book) -> tuple[Check, ...]:
    berlin = Homes.of(case, Blackout(scenario="berlin_2026"))
    valencia = Homes.of(case, Blackout(scenario="valencia_2024"))
    homes, supplied = (book.fact(fact, "homes").value for fact in ("civil-400", "civil-401"))
    dark = 100 * (1 - supplied / homes)
    silent = 100 - book.fact("civil-083", "percent").value
    return (
        Check("Berlin, January 2026: homes for the old without any power, of those hit, hour 54", "percent",
              _lost(berlin, "power", 54), dark, dark, ("civil-400", "civil-401"),
              "Emergency power was brought to them first; the clock knows neither generators nor precedence"),
        Check("Valencia, October 2024: mobile network down, of what was hit, hour 132", "percent",
              _lost(valencia, "information", 132), silent, silent, ("civil-083",),
              "The flood took masts and cables with it; the clock lets networks return with power"),
    )  # fmt: skip


def _restored_as(case: Case, points: Sequence[tuple[float, float]]) -> Homes:
    """The headline outage in Norway, which stands for states without figures of their own, with another curve."""
    homes = Homes.of(case, Blackout(scenario="winter_power", ally="NOR"))
    rows = homes.table("restoring").filter(pl.col("outage") == "winter_power")[:1]
    names = [(f"hour{end}", f"out{end}") for end in ("", "_low", "_high")]
    frames = [
        rows.with_columns(
            pl.lit(str(number)).alias("point"),
            *(expr for hour, out in names for expr in (pl.lit(at).alias(hour), pl.lit(level).alias(out))),
        )
        for number, (at, level) in enumerate(points)
    ]
    return homes.with_tables({"restoring": pl.concat(frames)})


def _eowyn(case: Case, book: Book) -> Check:
    facts = ("civil-366", "civil-367", "civil-368", "civil-369", "civil-372")
    hit, *later, dry = (book.fact(fact, book.facts[fact]["unit"]).value for fact in facts)
    curve = [(0.0, 100.0), *((hour, 100 * left / hit) for hour, left in zip((10.0, 34.0, 58.0), later, strict=True))]
    low = 100 * dry / hit
    return Check(
        "Ireland, storm Éowyn, January 2025: homes without mains water, of those without power at the peak, hour 34",
        "percent", _lost(_restored_as(case, curve), "water", 34), low, low + 100 * 112_000 / 2.2 / hit, facts,
        "The high end adds 112,000 people whose waterworks ran on generators. Parts that depend on pumps and tanks are "
        "assumptions of confidence C; Ireland's single houses have fewer pumps than towers of flats.",
    )  # fmt: skip


def _texas(case: Case, book: Book) -> Check:
    homes = Homes.of(case, Blackout(scenario="texas_like_cold", ally="NOR"))
    part = _lost(homes, "water", 57) * float(homes.hit()[0] / homes.people[0])
    told, people = book.fact("civil-041", "persons").value, 29e6
    return Check(
        "Texas, February 2021: people whose mains water failed or was told to be boiled, of all in the state",
        "percent", part, 100 * told / people, 100 * told / people, ("civil-041",),
        "Pipes burst, pressure fell far beyond the homes without power, and water stayed unsafe when it was back: the "
        "clock has neither.",
    )  # fmt: skip


def _lengths(case: Case, book: Book) -> tuple[Check, ...]:
    """How long it took from the first customers back to nearly all, against the assumption of planned outages."""
    rows = case.table("restoring").filter(pl.col("outage") == "winter_power").sort("hour")["hour"]
    ours = float(rows[2] - rows[1])
    note = "not independent: the assumption rests on this outage"
    italy = book.fact("society-436", "hours").value - book.fact("society-435", "hours").value
    turkey = book.fact("civil-059", "hours").value
    iberia = 18.5 - book.fact("civil-085", "hours").value
    return (
        Check("Iberia 2025: hours from the first customers back to nearly all", "hours", ours, iberia, iberia,
              ("society-070", "civil-085"), note),
        Check("Italy 2003: the same, to Sicily", "hours", ours, italy, italy, ("society-435", "society-436"),
              "Sicily was the last; most of the country was back after half of that."),
        Check("Türkiye 2015: the same, at most", "hours", ours, 0.0, turkey, ("civil-059",),
              "Counted from the start of the outage: the hour of the first customers is not known."),
    )  # fmt: skip


# stores -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A survey that the case does not rest on: of whom, which need, how long, and the facts that it gives."""

    what: str
    place: str
    need: str
    hours: float
    facts: tuple[str, ...]
    note: str
    lacking: bool = False


SURVEYS: tuple[Asked, ...] = (
    Asked("Switzerland: water for three days, against the figure for states without a survey", "POL", "water", 72,
          ("civil-217",), "Asked as: tap water cannot be used.", lacking=True),
    Asked("Switzerland: food for a week, against the same", "POL", "food", 168, ("civil-220",), "Always one week."),
    Asked("Switzerland: food for a week without power", "POL", "food", 168, ("civil-216",),
          "No cooking or cooling.", lacking=True),
    Asked("Norway: a good emergency stock, against water for three days", "NOR", "water", 72, ("civil-012",),
          "Self-assessed, without a length of time."),
    Asked("United Kingdom: confident of three days without power and water", "GBR", "water", 72, ("civil-195",),
          "The clock counts stores, the survey confidence; it is the source of warmth in the case.", lacking=True),
    Asked("Finland: able to manage 72 hours, against water", "FIN", "water", 72, ("society-388",),
          "Self-assessed; the same survey found water for three days in 35 % only."),
    Asked("Latvia: ready for 72 hours, against water", "LVA", "water", 72, ("civil-440",), "Self-assessed."),
    Asked("Estonia: able to cope in fact, against food for three days", "EST", "food", 72, ("civil-189",),
          "About half, without a length of time."),
    Asked("Växjö: water for more than a day or two", "SWE", "water", 48, ("civil-383",), "One town.", lacking=True),
    Asked("Växjö: food for three days or more", "SWE", "food", 72, ("civil-382",), "One town; 3 to 13 days."),
    Asked("Växjö: another way to heat, against warmth for a week", "SWE", "warmth", 168, ("civil-380",),
          "A stove may lack wood for a week; one town."),
    Asked("Netherlands: a battery radio", "NLD", "information", 72, ("civil-018",), "Another survey of the year."),
)  # fmt: skip


def stores(case: Case, book: Book) -> tuple[Check, ...]:
    """Curves of stores beside surveys that they do not rest on, percent; and the median endurance of Swedes, hours."""
    curves = Curves.of(case.table("stores"), ("place", "need"), "hours", "lasting").from_the_start(100.0)
    return (*(_surveyed(curves, book, one) for one in SURVEYS), _median(curves, book))


def _level(curves: Curves, place: str, need: str) -> Callable[[float], float]:
    which = curves.number([(place, need)])
    return lambda hours: float(curves.at(which, np.array([[hours]]))[0, 0])


def _surveyed(curves: Curves, book: Book, asked: Asked) -> Check:
    _, low, high = _span(book, asked.facts[0])
    ends = (100 - high, 100 - low) if asked.lacking else (low, high)
    ours = _level(curves, asked.place, asked.need)(asked.hours)
    return Check(asked.what, "percent", ours, *ends, asked.facts, asked.note)


def _median(curves: Curves, book: Book) -> Check:
    level = _level(curves, "SWE", "warmth")
    hours = next(hour for hour in np.arange(0, 1000, 0.5) if level(float(hour)) <= 50)
    seen = book.fact("civil-033", "hours").value
    note = (
        "A study of 2015, of all needs together; the curve is of warmth, asked later, of what people say of themselves."
    )
    return Check("Sweden: hours that half of the people last", "hours", float(hours), seen, seen, ("civil-033",), note)


def _span(book: Book, fact: str) -> tuple[float, float, float]:
    """Value and ends that a fact names itself; without ends of its own the value is both."""
    low, value, high = book.named(fact)
    row = book.facts[fact]
    return value, low if row["low"] else value, high if row["high"] else value


# the page ------------------------------------------------------------------------------------


def table(checks: Sequence[Check]) -> str:
    """Checks as a table in Markdown, and a note on each."""
    head = "| what | model | observed | error |\n|---|---|---|---|\n"
    return head + "".join(_row(check) for check in checks) + "\n" + "\n".join(map(_note, checks))


def _row(check: Check) -> str:
    unit = " %" if check.unit == "percent" else f" {check.unit}"
    seen = f"{check.low:.2g}" if check.low == check.high else f"{check.low:.0f} to {check.high:.0f}"
    points = " points" if check.unit == "percent" else unit
    error = "inside" if abs(check.error) < 0.005 else f"{check.error:+.1f}{points}"
    ours = f"{check.ours:.2g}" if abs(check.ours) < 100 else f"{check.ours:.0f}"
    return f"| {check.what} | {ours}{unit} | {seen}{unit} ({', '.join(check.facts)}) | {error} |\n"


def _note(check: Check) -> str:
    return f"- **{check.what}**: {check.note.rstrip('.')}."


def page(case: Case, book: Book) -> str:
    """The page with both tables as they are now."""
    parts = {"outages": table(outages(case, book)), "stores": table(stores(case, book))}
    return with_blocks(PAGE.read_text(encoding="utf-8"), parts)


if __name__ == "__main__":
    write_bytes(PAGE, page(Case.read(embedded("nato-europe")), Book.read()).encode())
