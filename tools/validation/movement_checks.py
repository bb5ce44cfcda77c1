"""Derived figures on movements beside published ones that they do not rest on."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sinews.data.case import Case
from tools.derivation.figures import Book, Figure
from tools.derivation.mobility_transfers import heavy_a_train, wheeled_a_train
from tools.validation.movements import replays


@dataclass(frozen=True)
class Check:
    """A derived figure and the published one."""

    what: str
    ours: float
    published: Figure

    @property
    def percent(self) -> float:
        """How far ours is off, in percent of the nearer end of the published range (0 inside it)."""
        low, high = self.published.low, self.published.high
        nearer = low if self.ours < low else high
        return 0.0 if low <= self.ours <= high else 100 * (self.ours - nearer) / nearer


def checks(case: Case, book: Book) -> tuple[Check, ...]:
    """Every check."""

    def exactly(fact: str, unit: str) -> Figure:
        value = book.fact(fact, unit).value
        return Figure(value, value, value, unit, (fact,))

    return (
        Check("way of the train from Bavaria to Rukla, km", _way(case, book), exactly("mobility-095", "km")),
        Check("trains of the brigade of 2017", _trains(book), exactly("mobility-253", "trains")),
        Check(
            "armoured brigades that all heavy wagons lift at once",
            _brigades(case, book),
            exactly("mobility-075", "armoured_brigades_simultaneous"),
        ),
        Check("German part of the first two tiers, people", _germans(case), exactly("mobility-222", "personnel")),
        Check("vehicles a day that a motorway spares for convoys", _road(case), _asked(book)),
    )


def _way(case: Case, book: Book) -> float:
    nodes = next(replay for replay in replays(book) if replay.code == "train_to_lithuania_2020").nodes
    ends = pl.col("from_node").is_in(nodes) & pl.col("to_node").is_in(nodes)
    return float(case.table("links").filter(ends & (pl.col("mode") == "rail"))["length"].sum())


def _trains(book: Book) -> float:
    tracked, wheeled = (book.fact(f"mobility-{number}", "vehicles").value for number in (258, 259))
    by_rail = wheeled - book.fact("mobility-256", "vehicles").value
    return tracked / heavy_a_train(book).value + by_rail / wheeled_a_train(book).value


def _brigades(case: Case, book: Book) -> float:
    wagons = case.table("pools").filter(pl.col("carrier") == "heavy_train")["quantity"].sum()
    return float(wagons) / book.fact("mobility-080", "wagons").value


def _germans(case: Case) -> float:
    mine = pl.col("formation").str.contains("^DEU_.*_tier_[12]_") & (pl.col("load") == "people")
    return float(case.table("formation_loads").filter(mine)["quantity"].sum())


def _road(case: Case) -> float:
    road = case.table("links").row(by_predicate=pl.col("link") == "L134", named=True)
    convoy = case.table("carriage").row(by_predicate=pl.col("carrier") == "convoy", named=True)
    return float(road["capacity"] * (1 - road["civil_share"] / 100) * convoy["per_trip"])


def _asked(book: Book) -> Figure:
    """Vehicles a day on each corridor that the German host-nation plan asks for, by the length of its window."""
    vehicles, corridors = book.fact("mobility-036", "vehicles").value, book.fact("mobility-047", "corridors").value
    window = book.fact("mobility-037", "days")
    ends = [vehicles / corridors / days for days in (window.high, window.low)]
    basis = ("mobility-036", "mobility-037", "mobility-047")
    return Figure(sum(ends) / 2, ends[0], ends[1], "vehicles/day", basis)
