"""What is wrong between the tables of the hours clock: curves that rise, needs without stores, outages that hit nobody.

Every function takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

import polars as pl

from sinews.data.checks.common import Frames, flagged
from sinews.data.reading import FILE, LINE
from sinews.data.tables.hours import NeedKind, OutageKind
from sinews.errors import Finding

#: Ticks of relief that the clock may have: its program grows with them.
MOST_TICKS = 400

#: Curves: table, what names one, and the columns of its points.
_CURVES = (("stores", ("place", "need"), "hours", "lasting"), ("restoring", ("outage", "service"), "hour", "out"))


def _have(frames: Frames, *names: str) -> bool:
    return all(name in frames and frames[name].height for name in names)


def _curves(frames: Frames) -> Iterator[Finding]:
    """Each point of a curve at an hour of its own, and none above the one before it."""
    for table, of, hour, level in _CURVES:
        if not _have(frames, table):
            continue
        rows = frames[table].sort(*of, hour, LINE)
        again = pl.col(hour) == pl.col(hour).shift(1).over(of)
        yield from flagged(
            rows, again, hour, "{:g} again", "one point for each hour of a curve",
            "Take one of the two points out, or correct its hour.",
        )  # fmt: skip
        rises = ~again & (pl.col(level) > pl.col(level).shift(1).over(of) + 1e-9)
        yield from flagged(
            rows, rises, level, "{:g} percent, more than at an earlier hour", "a curve that never rises",
            "Correct the hour or the part.",
        )  # fmt: skip


def _parts(frames: Frames) -> Iterator[Finding]:
    """The parts of the people who depend on a service are at most all of them; one finding for each sum."""
    if not _have(frames, "dependence"):
        return
    of = ["place", "need", "service"]
    rows = frames["dependence"].with_columns(pl.col("share").sum().over(of).alias("sum"))
    last = pl.col(LINE) == pl.col(LINE).max().over(of)
    yield from flagged(
        rows.with_columns(pl.col("sum").alias("share")), last & (pl.col("sum") > 100 + 1e-6), "share",
        "{:g} percent with the other parts", "at most 100 percent of the people",
        "Lower the parts, so that their sum is at most 100.",
    )  # fmt: skip


def _known(rows: pl.DataFrame, kinds: type[StrEnum]) -> bool:
    """Whether every row is of a kind that there is; others are told elsewhere."""
    return bool(rows["kind"].is_in(list(kinds)).fill_null(value=False).all())


def _headline(frames: Frames) -> Iterator[Finding]:
    """One outage opens the answer."""
    if not _have(frames, "outages") or not _known(frames["outages"], OutageKind):
        return
    leading = pl.col("kind") == OutageKind.HEADLINE
    outages = frames["outages"].sort(LINE)
    if outages.filter(leading).is_empty():
        file, line, kind = outages.select(FILE, LINE, "kind").row(0)
        yield Finding(
            file, line, "kind", f'"{kind}", and no outage is the headline', "one outage with which the answer opens",
            "Make one of the outages the headline.",
        )  # fmt: skip
    yield from flagged(
        outages.filter(leading)[1:], pl.lit(value=True), "kind", '"{}" again', "one headline",
        "Make the others planned or observed.",
    )  # fmt: skip


def _vital(frames: Frames) -> Iterator[Finding]:
    """There is a vital need, and what is vital weighs something."""
    if not _have(frames, "needs") or not _known(frames["needs"], NeedKind):
        return
    needs, vital = frames["needs"].sort(LINE), pl.col("kind") == NeedKind.VITAL
    if needs.filter(vital).is_empty():
        file, line, kind = needs.select(FILE, LINE, "kind").row(0)
        yield Finding(
            file, line, "kind", f'"{kind}", and no need is vital', "at least one vital need",
            "Say which needs the margin is about.",
        )  # fmt: skip
    yield from flagged(
        needs, vital & (pl.col("weight") == 0), "weight", "0 for a vital need", "a weight above 0",
        "State the weight; 1 counts as much as water.",
    )  # fmt: skip


def _lost(
    frames: Frames, table: str, other: str, key: str, defect: str, expected: str, remedy: str
) -> Iterator[Finding]:
    """Rows of a table whose `key` has no row in another."""
    if not _have(frames, table) or other not in frames:
        return
    rows = frames[table].join(frames[other].select(key).unique(), on=key, how="anti", maintain_order="left")
    rows = rows.filter(pl.col(key).is_not_null()).unique(key, keep="first", maintain_order=True)
    yield from flagged(rows, pl.lit(value=True), key, defect, expected, remedy)


def _outages(frames: Frames) -> Iterator[Finding]:
    """An outage hits somebody, takes a service away, and one on which something depends."""
    yield from _lost(
        frames, "outages", "outage_areas", "outage", '"{}", which hits nobody', "a row in outage_areas",
        "Say whom it hits, or take the outage out.",
    )  # fmt: skip
    yield from _lost(
        frames, "outages", "restoring", "outage", '"{}", which takes no service away', "rows in restoring",
        "Say which services are lost and how they come back, or take the outage out.",
    )  # fmt: skip
    yield from _lost(
        frames, "restoring", "dependence", "service", '"{}", on which no need depends', "a service in dependence",
        "Say what depends on it, or take its rows out.",
    )  # fmt: skip
    if _have(frames, "outage_areas"):
        yield from flagged(
            frames["outage_areas"], pl.col("share") == 0, "share", "0 percent", "a part above 0",
            "State the part of the people who are hit, or take the row out.",
        )  # fmt: skip
    if _have(frames, "restoring"):
        first = pl.col("hour") == pl.col("hour").min().over("outage", "service")
        yield from flagged(
            frames["restoring"], first & (pl.col("out") == 0), "out", "0 percent at the first point",
            "a part above 0: the service is lost", "State the part who are out, or take the curve out.",
        )  # fmt: skip


def _needs(frames: Frames) -> Iterator[Finding]:
    """Every need depends on something."""
    yield from _lost(
        frames, "needs", "dependence", "need", '"{}", which depends on no service', "a row in dependence",
        "Say on which service it depends, or take the need out.",
    )  # fmt: skip


def _without(frames: Frames, table: str, place: str) -> list[str]:
    """Needs of which a table has no row for an ally."""
    there = set(frames[table].filter(pl.col("place") == place)["need"])
    return [need for need in frames["needs"]["need"].drop_nulls() if need not in there]


def _allies(frames: Frames) -> Iterator[Finding]:
    """Those who are hit have stores and dependence for each need, and a number of inhabitants."""
    if _have(frames, "outage_areas", "needs", "stores", "dependence"):
        areas = frames["outage_areas"].drop_nulls("place").unique("place", keep="first", maintain_order=True)
        for file, line, place in areas.select(FILE, LINE, "place").iter_rows():
            lost = {name: _without(frames, name, place) for name in ("stores", "dependence")}
            lacking = [f"{name} for {', '.join(needs)}" for name, needs in lost.items() if needs]
            if lacking:
                yield Finding(
                    file, line, "place", f"{place}, without rows in {' and in '.join(lacking)}",
                    "rows in stores and dependence for each need of those who are hit",
                    "Add the rows, or take the ally out.",
                )  # fmt: skip
    if _have(frames, "outage_areas") and "economy" in frames:
        counted = frames["economy"].filter(pl.col("population") > 0).select("place").unique()
        areas = frames["outage_areas"].unique("place", keep="first", maintain_order=True).drop_nulls("place")
        yield from flagged(
            areas.join(counted, on="place", how="anti", maintain_order="left"), pl.lit(value=True), "place",
            "{}, whose population economy does not have", "an ally with a population in economy",
            "State the population in economy, or take the ally out.",
        )  # fmt: skip


def _relief(frames: Frames) -> Iterator[Finding]:
    """Relief has means, means have relief, and neither is there for nothing."""
    yield from _lost(
        frames, "relief", "relief_means", "place", "{}, without a row in relief_means", "a row in relief_means",
        "State the trucks, staff and fuel, or take the relief out.",
    )  # fmt: skip
    yield from _lost(
        frames, "relief_means", "relief", "place", "{}, without a row in relief", "a row in relief",
        "Say what the means bring, or take them out.",
    )  # fmt: skip
    if _have(frames, "relief"):
        yield from flagged(
            frames["relief"], (pl.col("points") > 0) & (pl.col("stock") == 0), "stock", "0 for points that are there",
            "something that points can give out", "State the stock, or set points to 0.",
        )  # fmt: skip
    if _have(frames, "relief_means"):
        yield from flagged(
            frames["relief_means"], (pl.col("trucks") > 0) & (pl.col("round_trip") == 0), "round_trip", "0 hours",
            "a round trip that takes time", "State the hours of a round trip.",
        )  # fmt: skip


def _ticks(frames: Frames) -> Iterator[Finding]:
    """The horizon is whole ticks, and not more of them than can be counted with."""
    if not _have(frames, "parameters"):
        return
    rows = frames["parameters"]
    value = dict(rows.select("parameter", "value").drop_nulls().iter_rows())
    tick, horizon = value.get("hours_tick"), value.get("hours_horizon")
    if not tick or not horizon:
        return
    ticks = horizon / tick
    file, line = rows.filter(pl.col("parameter") == "hours_tick").select(FILE, LINE).row(0)
    if abs(ticks - round(ticks)) > 1e-9 or ticks > MOST_TICKS:
        yield Finding(
            file, line, "value", f"{tick:g} hours as hours_tick: {ticks:g} ticks to the horizon",
            f"a whole number of ticks, at most {MOST_TICKS}", "Choose a tick that divides hours_horizon.",
        )  # fmt: skip


CHECKS: tuple[Callable[[Frames], Iterator[Finding]], ...] = (
    _curves,
    _parts,
    _headline,
    _vital,
    _outages,
    _needs,
    _allies,
    _relief,
    _ticks,
)


def of_hours(frames: Frames) -> Iterator[Finding]:
    """All findings between the tables of the hours clock."""
    for check in CHECKS:
        yield from check(frames)
