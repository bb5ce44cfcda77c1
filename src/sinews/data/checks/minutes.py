"""What is wrong between the tables of the minutes clock: cities without channels, classes from nowhere, hours twice.

Every function takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from enum import StrEnum

import polars as pl

from sinews.data.checks.common import Frames, flagged
from sinews.data.reading import FILE, LINE
from sinews.data.sphere import great_circle
from sinews.data.tables.kinds import PlaceKind
from sinews.data.tables.minutes import DEFAULT, ArrivalKind, ChainLink, ShelterKind
from sinews.errors import Finding

#: Tables of which each state needs a row of its own or one for all, the column that names what it is of, and that.
_OF_STATES: tuple[tuple[str, str, type[StrEnum] | None], ...] = (
    ("warning_chain", "link", ChainLink),
    ("shelters", "kind", ShelterKind),
    ("warning_response", "", None),
)


def _have(frames: Frames, *names: str) -> bool:
    return all(name in frames and frames[name].height for name in names)


def _headline(frames: Frames) -> Iterator[Finding]:
    """One class opens the answer."""
    if not _have(frames, "arrival_classes"):
        return
    rows = frames["arrival_classes"].sort(LINE)
    if not rows["kind"].is_in(list(ArrivalKind)).fill_null(value=False).all():
        return
    leading = rows.filter(pl.col("kind") == ArrivalKind.HEADLINE)
    if leading.is_empty():
        file, line, kind = rows.select(FILE, LINE, "kind").row(0)
        yield Finding(
            file, line, "kind", f'"{kind}", and no class is the headline', "one class with which the answer opens",
            "Make one of the classes the headline.",
        )  # fmt: skip
    yield from flagged(
        leading[1:], pl.lit(value=True), "kind", '"{}" again', "one headline", "Make the others other.",
    )  # fmt: skip


def _names(frames: Frames) -> Iterator[Finding]:
    """Each city has a name of its own, by which it is asked about."""
    if _have(frames, "cities"):
        rows = frames["cities"].sort(LINE)
        again = (
            pl.col("name").str.to_lowercase().is_duplicated() & ~pl.col("name").str.to_lowercase().is_first_distinct()
        )
        yield from flagged(rows, again, "name", '"{}" again', "one city of each name", "Tell the two names apart.")


def _lost(frames: Frames, table: str, other: str, key: str, defect: str, remedy: str) -> Iterator[Finding]:
    """Rows of a table whose `key` has no row in another, the first of each."""
    if not _have(frames, table) or other not in frames:
        return
    there = frames[other].select(key).unique()
    rows = frames[table].drop_nulls(key).join(there, on=key, how="anti", maintain_order="left")
    rows = rows.unique(key, keep="first", maintain_order=True)
    yield from flagged(rows, pl.lit(value=True), key, defect, f"a row in {other}", remedy)


def _idle(frames: Frames) -> Iterator[Finding]:
    """Classes come from somewhere, areas have a class, channels reach somebody."""
    yield from _lost(
        frames, "arrival_classes", "launch_classes", "arrival_class", '"{}", which comes from nowhere',
        "Say from which areas it may come, or take it out.",
    )  # fmt: skip
    yield from _lost(
        frames, "launch_areas", "launch_classes", "launch_area", '"{}", from which nothing comes',
        "Say which classes may come from there, or take it out.",
    )  # fmt: skip
    yield from _lost(
        frames, "warning_channels", "channel_coverage", "channel", '"{}", which reaches nobody',
        "Say whom it reaches, or take it out.",
    )  # fmt: skip


def _states(frames: Frames) -> Iterator[Finding]:
    """Each state with a city has channels, links, shelter and cover, and a response: its own, or those of all."""
    if not _have(frames, "cities", "places"):
        return
    allies = frames["places"].filter(pl.col("kind") == PlaceKind.ALLY)["place"]
    rows = frames["cities"].filter(pl.col("place").is_in(allies.implode()))
    cities = rows.sort(LINE).unique("place", keep="first", maintain_order=True)
    for file, line, place in cities.select(FILE, LINE, "place").iter_rows():
        missing = list(_missing(frames, place))
        if missing:
            yield Finding(
                file, line, "place", f"{place}, without rows in {', '.join(missing)}",
                f"rows of the state, or (but for channel_coverage) of {DEFAULT}", "Add the rows, or take the city out.",
            )  # fmt: skip


def _missing(frames: Frames, place: str) -> Iterator[str]:
    if _have(frames, "channel_coverage") and place not in set(frames["channel_coverage"]["place"]):
        yield "channel_coverage"
    for table, column, kinds in _OF_STATES:
        if _have(frames, table):
            rows = frames[table].filter(pl.col("place").is_in([place, DEFAULT]))
            if kinds is None and rows.is_empty():
                yield table
            there = set(rows[column]) if kinds is not None else set()
            yield from (f"{table} ({kind})" for kind in kinds or () if kind not in there)


def _hours(frames: Frames) -> Iterator[Finding]:
    """Parts of the day begin at hours of their own."""
    if _have(frames, "day_parts"):
        rows = frames["day_parts"].sort(LINE)
        again = pl.col("start").is_duplicated() & ~pl.col("start").is_first_distinct()
        remedy = "Correct the hour, or take one of the parts out."
        yield from flagged(rows, again, "start", "{:g} again", "an hour of its own for each part", remedy)


def _reached(frames: Frames) -> Iterator[Finding]:
    """The headline can reach some city."""
    if not _have(frames, "arrival_classes", "cities", "launch_areas", "launch_classes"):
        return
    classes = frames["arrival_classes"].filter(pl.col("kind") == ArrivalKind.HEADLINE).drop_nulls("reach")
    for file, line, code, reach in classes.select(FILE, LINE, "arrival_class", "reach").iter_rows():
        least = _least(frames, code)
        if math.isfinite(least) and least > reach:
            yield Finding(
                file, line, "reach", f"{reach:g} km, and no city is nearer than {least:,.0f} km",
                "a headline that can reach some city", "Correct the reach, add an area, or choose another headline.",
            )  # fmt: skip


def _least(frames: Frames, code: str) -> float:
    """The least distance from the edge of an area of the class to a city, km; infinite if there is none."""
    allowed = frames["launch_classes"].filter(pl.col("arrival_class") == code)["launch_area"]
    areas = frames["launch_areas"].filter(pl.col("launch_area").is_in(allowed.implode()))
    columns = ["latitude", "longitude"]
    pairs = frames["cities"].select(columns).join(areas.select(*columns, "extent"), how="cross", suffix="_area")
    rows = {name: pairs.drop_nulls()[name].to_numpy() for name in pairs.columns}
    there = great_circle(rows["latitude"], rows["longitude"], (rows["latitude_area"], rows["longitude_area"]))
    return float((there - rows["extent"]).min(initial=math.inf))


def _trials(frames: Frames) -> Iterator[Finding]:
    """Trials are a whole number."""
    if _have(frames, "parameters"):
        broken = (pl.col("parameter") == "minutes_trials") & (pl.col("value") != pl.col("value").round())
        remedy = "State how many trials there are."
        yield from flagged(frames["parameters"], broken, "value", "{:g} trials", "a whole number", remedy)


CHECKS: tuple[Callable[[Frames], Iterator[Finding]], ...] = (
    _headline,
    _names,
    _idle,
    _states,
    _hours,
    _reached,
    _trials,
)


def of_minutes(frames: Frames) -> Iterator[Finding]:
    """All findings between the tables of the minutes clock."""
    for check in CHECKS:
        yield from check(frames)
