"""What clocks other than that of the years, and promises that slip, mean for one ally."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sinews.answers.answer import Answer
from sinews.data.case import Case
from sinews.data.months import month_after, months_between
from sinews.data.tables.slips import SlipKind
from sinews.model.pairs import pairs_of
from sinews.model.parties import Slips, by_party
from sinews.model.slips import Slip
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import Names

#: Parts of all orders that have come by the two dates that are told.
HALF, MOST = 0.5, 0.9

_AS_PROMISED = "The case has no promises that slipped: these dates are as promised."

_CORRIDORS = {"corridor": pl.String, "here": pl.String, "links": pl.Int64, "loaded_trips": pl.Float64}
_CITIES = {"city": pl.String, "minutes_there": pl.Float64, "minutes_needed": pl.Float64, "minutes_left": pl.Float64}
_ORDERS = {
    "item": pl.String, "quantity": pl.Float64, "promised_until": pl.Date, "late_percent": pl.Float64,
    "half_come_by": pl.Date, "nine_of_ten_by": pl.Date,
}  # fmt: skip


# corridors ------------------------------------------------------------------------


def corridors(answer: Answer[Any], place: str) -> Section | None:
    """Corridors of the days clock with a link in an ally; None where there are none.

    A corridor ends in the ally if a node there has one link of it alone. Loaded trips are those of the whole movement
    that enter links with an end in the ally.
    """
    case = answer.case
    nodes = set(case.table("nodes").filter(pl.col("place") == place)["node"])
    trips = answer.outcome.filter(pl.col("quantity") == "trips").group_by("subject").agg(pl.col("value").sum())
    moved = dict(trips.iter_rows())
    names = dict(case.table("corridors").select("corridor", "name").iter_rows())
    rows = []
    for corridor, links in _links(case):
        here = [link for link, *ends in links if nodes.intersection(ends)]
        if here:
            met = [end for _, *ends in links for end in ends]
            ends = any(met.count(node) == 1 for node in nodes)
            total = sum(moved.get(link, 0.0) for link in here)
            rows.append((names[corridor], "ends" if ends else "passes", len(here), total))
    text = ("Over links with an end in it, in the whole movement of the days clock.",)
    return _section("Corridors that pass or end here", text, rows, _CORRIDORS)


def _links(case: Case) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Corridors with their links and the nodes at both ends of each."""
    ends = case.table("links").select("link", "from_node", "to_node")
    for (corridor,), rows in (
        case.table("corridor_links").sort("corridor", "link").group_by("corridor", maintain_order=True)
    ):
        yield str(corridor), rows.join(ends, on="link", maintain_order="left").drop("corridor").rows()


# cities ---------------------------------------------------------------------------


def cities(answer: Answer[Any], place: str) -> Section | None:
    """Cities of an ally with the minutes that are left before the class that is asked about arrives; None for none."""
    own = answer.case.table("cities").filter(pl.col("place") == place).select("city", "name").sort("city")
    margins = {margin.of.split(":", 1)[1]: margin for margin in answer.margins}
    rows = []
    for city, name in own.iter_rows():
        margin = margins.get(city)
        rows.append((name, margin.due, margin.ready, margin.time) if margin else (name, None, None, None))
    rows.sort(key=lambda row: (row[3] is None, row[3] or 0.0, row[0]))
    return _section("Its cities: minutes left", ("Blank: out of reach, or nobody there is warned.",), rows, _CITIES)


# orders ---------------------------------------------------------------------------


def orders(case: Case, place: str) -> Section | None:
    """Deliveries on order of an ally, and by when they come if promises slip as others have; None for none."""
    slips = by_party(pairs_of(case)) if not case.table("slips").is_empty() else {}
    rows = list(_orders(case, place, slips))
    late = [row for row in rows if row[3] is not None]
    text = _rests_on(slips.get(SlipKind.PROCUREMENT), place) if late else _AS_PROMISED
    return _section("Its orders, and how late they may come", (text,), rows, _ORDERS)


def _rests_on(slips: Slips | None, place: str) -> str:
    """What the chances of an ally's orders rest on."""
    own = slips.own[place].pairs if slips is not None and place in slips.own else 0
    mine = "none of them its own" if not own else f"{own} of them its own, which count more"
    return f"As promises of procurement have slipped ({mine}), counted from the day of knowledge."


def _orders(case: Case, place: str, slips: Mapping[SlipKind, Slips]) -> Iterator[tuple[object, ...]]:
    """Rows of `_ORDERS`, the one that comes last first; overdue ones have a promise that is past, and no new one."""
    names, day = Names.of(case), case.settings.as_of
    own = case.table("deliveries").filter(pl.col("place") == place).sort(["end", "order"], descending=[True, False])
    every = slips.get(SlipKind.PROCUREMENT)
    slip = None if every is None else every.of(place)
    for item, quantity, end in own.select("item", "quantity", "end").iter_rows():
        yield (names.item(item), quantity, end, *_expected(slip, day, end))


def _expected(slip: Slip | None, day: date, end: date) -> tuple[float | None, date | None, date | None]:
    """The chance in percent that a promise is late, and the months by which HALF and MOST of such have come."""
    months = months_between(day, end)
    if slip is None or months <= 0:
        return None, None, None
    half, most = (month_after(day, round(months * float(slip.quantile(np.array(part))))) for part in (HALF, MOST))
    return 100 * (1 - float(slip.chance(np.array(1.0)))), half, most


def _section(
    title: str, text: tuple[str, ...], rows: Iterable[tuple[object, ...]], schema: Mapping[str, Any]
) -> Section | None:
    frame = pl.DataFrame(list(rows), schema=dict(schema), orient="row")
    return None if frame.is_empty() else Section(title, text, tidy(frame, 3))
