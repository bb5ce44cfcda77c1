"""Tests of warning, flights and alarms as they were, beside the minutes clock: `docs/validation-minutes.md`.

python -m tools.validation.minutes
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from sinews.clocks.minutes.chain import Day, People
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.trials import sending
from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from tools.derivation.figures import Book
from tools.validation.hours import Check, table
from tools.validation.page import with_blocks

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation-minutes.md"

#: Hour at which tests of warning are held, and trials of a replay.
NOON, TRIALS = 11.0, 100_000


@dataclass(frozen=True)
class Replay:
    """What a test of warning found: a city of the state, channels that were on with the facts of whom they reached."""

    what: str
    city: str
    channels: dict[str, str]
    seen: str
    note: str


def _cities(case: Case, city: str) -> Cities:
    return Cities.of(case, Alarm(city=city, hour=NOON, trials=TRIALS))


def _end(book: Book, fact: str) -> tuple[float, float]:
    """Ends that a fact names itself; without ends of its own the value is both."""
    low, value, high = book.named(fact)
    row = book.facts[fact]
    return low if row["low"] else value, high if row["high"] else value


# whom a test reached ---------------------------------------------------------------------


REPLAYS = (
    Replay("Germany, December 2022: reached by any channel", "berlin",
           {"cell_broadcast": "society-115", "siren": "society-120", "warning_app": "society-123"}, "society-117",
           "The shares of three channels of that day are put in; that they combine independently is the test. Radio, "
           "television and others told the rest"),
    Replay("Germany, September 2023: reached by any channel", "berlin",
           {"cell_broadcast": "society-116", "siren": "society-121", "warning_app": "society-124"}, "society-118",
           "The same with the shares of that day; who answered had chosen to"),
    Replay("Germany, September 2025: reached by any channel", "berlin", {}, "society-119",
           "The shares of the case (cell broadcast and app of 2023, sirens of 2025, radio and television assumed)"),
)  # fmt: skip


def warnings(case: Case, book: Book) -> tuple[Check, ...]:
    """Shares that tests of warning found, beside those that the clock makes of their channels, percent."""
    replays = (
        Check(one.what, "percent", _reached(case, book, one), *_end(book, one.seen), (one.seen, *one.channels.values()),
              one.note)
        for one in REPLAYS
    )  # fmt: skip
    return (*replays, *_alone(case, book))


def _reached(case: Case, book: Book, replay: Replay) -> float:
    """Percent of the people awake whom some channel reaches, with the shares that were found for each."""
    scope = _cities(case, replay.city)
    rows = scope.table("channel_coverage")
    if replay.channels:
        found = {channel: book.named(fact)[1] for channel, fact in replay.channels.items()}
        rows = rows.filter(pl.col("channel").is_in(list(found)))
        share = pl.col("channel").replace_strict(found, return_dtype=pl.Float64)
        rows = rows.with_columns(share.alias(name) for name in ("share", "share_low", "share_high"))
    parts = scope.table("day_parts").with_columns(pl.lit(0.0).alias("asleep"))
    awake = scope.with_tables({"channel_coverage": rows, "day_parts": parts})
    people = People(awake, Day(awake), awake.states[0])
    return float(100 * np.isfinite(people.knowing).mean())


def _alone(case: Case, book: Book) -> tuple[Check, ...]:
    """Shares of single channels in tests that the case does not rest on, percent."""
    rows = case.table("channel_coverage")

    def share(place: str, channel: str) -> float:
        return float(rows.filter(place=place, channel=channel)["share"][0])

    return (
        Check("Netherlands, June 2023: reached by cell broadcast", "percent", share("NLD", "cell_broadcast"),
              *_end(book, "civil-095"), ("civil-095",), "The case has the test of June 2020"),
        Check("Netherlands, December 2015: the same", "percent", share("NLD", "cell_broadcast"),
              *_end(book, "society-110"), ("society-110",),
              "Three years after it began; people had not switched it on: a new channel reaches half of what it will"),
        Check("Germany, December 2022: reached by cell broadcast, first use", "percent", share("DEU", "cell_broadcast"),
              *_end(book, "society-115"), ("society-115",), "The case has the test of September 2023"),
        Check("Germany, September 2023: reached by sirens", "percent", share("DEU", "siren"),
              *_end(book, "society-121"), ("society-121",), "The case has the test of September 2025"),
        Check("Britain, April 2023: readers who got the alert", "percent", share("GBR", "cell_broadcast"),
              *_end(book, "civil-098"), ("civil-098",),
              "The case counts compatible devices; readers of one paper had older phones, or had them off"),
    )  # fmt: skip


# flights and alarms as they were ------------------------------------------------------------


@dataclass(frozen=True)
class Flight:
    """A flight that was observed or published: the class, the distance from its source, and what the fact says."""

    what: str
    arrival: str
    km: float
    fact: str
    note: str


FLIGHTS = (
    Flight("Crimea to Kyiv, March 2024, minutes of flight", "hypersonic", 675, "society-331",
           "not independent: the speed of the class is this flight"),
    Flight("Some 500 km from Kaliningrad, minutes", "short_range", 500, "society-151",
           "not independent: the speed of the class is this figure"),
    Flight("1,600 km in Japan, minutes", "intermediate", 1600, "civil-233",
           "not independent: the speed of the class is this figure"),
    Flight("Lower Volga to Dnipro, November 2024, minutes", "intermediate", 850, "society-144",
           "not independent: the high end of the shortest time of flight"),
    Flight("Lower Volga to Berlin, as the press has it, minutes", "intermediate", 2230, "society-147",
           "A calculation at the claimed speed; the distance is that of Kapustin Yar, the lower Volga of the case"),
    Flight("Lower Volga to Rome, minutes", "intermediate", 2770, "society-148", "The same"),
    Flight("Lower Volga to Paris, minutes", "intermediate", 3110, "society-149", "The same"),
    Flight("Lower Volga to London, minutes", "intermediate", 3180, "society-150", "The same"),
    Flight("Kaliningrad to Warsaw at the claimed speed, minutes", "hypersonic", 280, "civil-433",
           "A claimed speed as a lower bound; the clock takes the observed one"),
    Flight("To Lviv from where it is launched, minutes", "hypersonic", 900, "civil-434",
           "The source does not say from where; 900 km is our reading"),
)  # fmt: skip


def flights(case: Case, book: Book) -> tuple[Check, ...]:
    """Minutes of flight over published distances, likely values, beside what was observed or published; and alarms."""
    found = [
        Check(one.what, "minutes", _minutes(case, one), *_end(book, one.fact), (one.fact,), one.note) for one in FLIGHTS
    ]
    return (*found, *_alarms(case, book))


def _minutes(case: Case, one: Flight) -> float:
    row = case.table("arrival_classes").filter(arrival_class=one.arrival).row(0, named=True)
    return float(max(60 * row["way"] * one.km / row["speed"], row["least"]))


def _alarms(case: Case, book: Book) -> tuple[Check, ...]:
    """Minutes from launch to alarm, median, beside those of states that have warned; and minutes left."""
    scope = _cities(case, "warsaw")
    people = People(scope, Day(scope), "POL")
    sent = float(np.median(sending(scope, people, Flights(scope, scope.headline))))
    seconds = book.named("civil-160")[1] / 60
    japan = [book.named(fact)[1] for fact in ("civil-165", "civil-166", "civil-164")]
    return (
        Check("Japan, 2012 to 2022: minutes from launch to alarm", "minutes", sent, min(japan), max(japan),
              ("civil-164", "civil-165", "civil-166"),
              "Not quite independent: the assumption on deciding was reasoned from these"),
        Check("Zaporizhzhia, November 2022: the same", "minutes", sent, seconds, seconds, ("civil-160",),
              "A state at war, after months of practice: what the lever of warnings by rule comes to"),
        *_text_messages(case, book),
    )  # fmt: skip


def _text_messages(case: Case, book: Book) -> tuple[Check, ...]:
    rows = case.table("channel_coverage").filter(place="POL", channel="text_message")
    low, _, high = book.named("society-416")
    note = "The case has the spokesman's two to three hours; a former minister says three to four for one network"
    return (
        Check("Poland: minutes until a text message is there", "minutes", float(rows["delay"][0]), low, high,
              ("society-416",), note),
    )  # fmt: skip


# the page ------------------------------------------------------------------------------------


def page(case: Case, book: Book) -> str:
    """The page with both tables as they are now."""
    parts = {"tests": table(warnings(case, book)), "flights": table(flights(case, book))}
    return with_blocks(PAGE.read_text(encoding="utf-8"), parts)


if __name__ == "__main__":
    write_bytes(PAGE, page(Case.read(embedded("nato-europe")), Book.read()).encode())
