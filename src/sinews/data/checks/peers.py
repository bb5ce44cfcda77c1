"""Values that lie far from those of their own kind, or from what they are to be held against.

A slipped decimal point moves a value by ten, a wrong unit by a thousand. The factors lie below ten, and above what the
packaged case has between its farthest value and the median.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, noted
from sinews.data.package import Settings
from sinews.data.tables.parameters import PARAMETERS
from sinews.errors import Finding


@dataclass(frozen=True)
class Peers:
    """A column whose values are alike within groups: at most `factor` times above or below their median."""

    table: str
    names: tuple[str, ...]
    column: str
    factor: float
    within: tuple[str, ...] = ()


PEERS = (
    Peers("paths", ("path", "place", "year"), "share", 5.0, ("path", "year")),
    Peers("budgets", ("place",), "standing_share", 4.0),
    Peers("places", ("place",), "contracting_delay", 5.0),
    Peers("items", ("item",), "lead_time", 6.0),
    Peers("sites", ("site",), "build_lag", 6.0),
    Peers("sites", ("site",), "ramp", 8.0),
    Peers("links", ("link",), "speed", 5.0, ("mode",)),
    Peers("links", ("link",), "capacity", 8.0, ("mode",)),
    Peers("transfers", ("carrier", "node"), "time", 5.0, ("carrier",)),
    Peers("borders", ("from_place", "to_place"), "notice", 8.0),
    Peers("borders", ("from_place", "to_place"), "delay", 8.0),
)

#: Fewest values whose median says something of one of them.
FEWEST = 3

#: Largest part of GDP for defence that is likely, percent: above it lie only states at war (Ukraine since 2022).
MOST_SHARE = 15.0

#: GDP per inhabitant in million EUR, and international dollars per euro, between which all states of the world lie.
PER_HEAD, PER_EURO = (2e-4, 0.5), (0.3, 15.0)

#: Factor by which an economy may change in a year.
YEARLY = 1.6

#: Times the need of all allies that one stock, one order, or a year of one use may be.
OF_THE_NEED = 5.0

_UNIT = "Correct the number, or its unit."


def _peers(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    for of in PEERS:
        rows = frames[of.table].filter(pl.col(of.column) > 0)
        middle, count = pl.col(of.column).median(), pl.len()
        if of.within:
            middle, count = middle.over(of.within), count.over(of.within)
        ratio = pl.col(of.column) / middle
        far = rows.filter((count >= FEWEST) & ((ratio > of.factor) | (ratio < 1 / of.factor)))
        among = f" (of one {' and '.join(of.within)})" if of.within else ""
        expected = f"at most {of.factor:g} times above or below their median{among}"
        yield from noted(far, (*of.names, of.column), f"with a {of.column} far from that of others", expected, _UNIT)


def _shares(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    high = frames["paths"].filter(pl.col("share") > MOST_SHARE)
    expected = f"at most {MOST_SHARE:g} percent of GDP, above which only states at war spend"
    yield from noted(
        high, ("path", "place", "year", "share"), "with a share that no state at peace has", expected, _UNIT
    )


def _economies(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    rows = frames["economy"].sort("place", "year")
    for column, ratio, (low, high), unit in (
        ("gdp", pl.col("gdp") / pl.col("population"), PER_HEAD, "million EUR per inhabitant"),
        ("gdp_ppp", pl.col("gdp_ppp") / pl.col("gdp"), PER_EURO, "international dollars per euro"),
    ):
        far = rows.filter((pl.col(column) > 0) & ((ratio < low) | (ratio > high)))
        names = ("place", "year", column)
        yield from noted(far, names, f"with a {column} that no economy has", f"{low:g} to {high:g} {unit}", _UNIT)
    before, then = (pl.col(column).shift(1).over("place") for column in ("gdp", "year"))
    change = (pl.col("gdp") / before).log().abs() / (pl.col("year") - then)
    leaps = rows.filter((pl.col("gdp") > 0) & (before > 0) & (change > pl.lit(YEARLY).log()))
    expected = f"at most {YEARLY:g} times the year before, and no less than that part of it"
    yield from noted(leaps, ("place", "year", "gdp"), "with a leap of gdp", expected, _UNIT)


def _quantities(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Stocks, orders and uses beside the need of all allies for the item, in the set of needs that asks most."""
    amount = pl.col("quantity") * pl.col("per_force") * pl.col("days")
    each = frames["forces"].join(frames["scales"], on=["needs_set", "force"], suffix="_scale")
    needs = each.group_by("needs_set", "item").agg(amount.sum().alias("need"))
    most = needs.group_by("item").agg(pl.col("need").max()).filter(pl.col("need") > 0)
    for name, names, size, time in (
        ("stocks", ("place", "item", "quantity"), pl.col("quantity"), ""),
        ("deliveries", ("order", "quantity"), pl.col("quantity"), ""),
        ("uses", ("place", "item", "rate"), 12 * pl.col("rate"), " in a year"),
    ):
        rows = frames[name].join(most, on="item", how="left", maintain_order="left")
        large = rows.filter(size > OF_THE_NEED * pl.col("need"))
        expected = f"at most {OF_THE_NEED:g} times what all allies need{time}"
        yield from noted(large, names, "beside which the need of all allies is little", expected, _UNIT)


def _method(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Settings of the method in another unit than the one in which they are read."""
    units = pl.DataFrame({"parameter": [p.name for p in PARAMETERS], "read_in": [p.unit for p in PARAMETERS]})
    rows = frames["parameters"].join(units, on="parameter", maintain_order="left")
    for row in rows.filter(pl.col("unit") != pl.col("read_in")).partition_by("parameter", maintain_order=True):
        expected = f"{row['read_in'][0]}, in which the value is taken whatever the row says"
        yield from noted(row, ("parameter", "unit"), "in a unit that is not read", expected, "State the value in it.")


WARNINGS: tuple[DatedCheck, ...] = (_peers, _shares, _economies, _quantities, _method)
