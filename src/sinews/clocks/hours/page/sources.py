"""What the charts of the hours clock rest on: figures of the case with range, ground and sources."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.page.sentences import Names
from sinews.clocks.hours.readings import median, soonest, worst
from sinews.present.sources import Cell, of_levers, sourced


def of_curves(answer: HoursAnswer) -> pl.DataFrame:
    """Stores and dependence of the ally at the median and of the worst, seasons, and how service comes back."""
    homes = answer.homes
    first = soonest(answer)
    allies = dict.fromkeys((median(homes, first).ally, worst(first).ally))
    cells = [cell for ally in allies for cell in (*_stores(answer, ally), *_dependence(answer, ally))]
    return sourced(homes.case, [*cells, *_restoring(answer)])


def of_hours(answer: HoursAnswer) -> pl.DataFrame:
    """Stores of the vital needs of all allies."""
    homes = answer.homes
    vital = {homes.needs[k] for k in homes.vital}
    return sourced(
        homes.case, [cell for ally in homes.allies for cell in _stores(answer, ally) if cell.row[1] in vital]
    )


def of_offers(answer: HoursAnswer) -> pl.DataFrame:
    """Prices and changes of the levers."""
    return of_levers(answer.homes.case, [effect.lever.code for effect in answer.levers])


def _stores(answer: HoursAnswer, ally: str) -> Iterator[Cell]:
    homes, names = answer.homes, Names.of(answer.homes.case)
    rows = homes.case.table("stores").filter(pl.col("place") == ally).sort("need", "hours")
    for need, point, hours in rows.select("need", "point", "hours").iter_rows():
        words = f"{names.places[ally]}: {names.needs[need]} at home for {hours:g} hours or more"
        yield Cell("stores", (ally, need, point), "lasting", words, "percent")


def _dependence(answer: HoursAnswer, ally: str) -> Iterator[Cell]:
    homes, names = answer.homes, Names.of(answer.homes.case)
    rows = homes.case.table("dependence").filter(
        pl.col("place") == ally, pl.col("service").is_in(list(homes.services)), pl.col("need").is_in(list(homes.needs))
    )
    for need, service, part in rows.sort("need", "service", "part").select("need", "service", "part").iter_rows():
        what = f"{names.places[ally]}: {names.needs[need]} by {names.services[service]}, part {part}"
        yield Cell("dependence", (ally, need, service, part), "share", f"{what}, of the people", "percent")
        yield Cell("dependence", (ally, need, service, part), "hold", f"{what}, reserves", "hours")


def _restoring(answer: HoursAnswer) -> Iterator[Cell]:
    homes, names = answer.homes, Names.of(answer.homes.case)
    rows = homes.case.table("restoring").filter(pl.col("outage") == homes.outage).sort("service", "hour")
    for service, point, hour in rows.select("service", "point", "hour").iter_rows():
        words = f"Still without {names.services[service]} at hour {hour:g}"
        yield Cell("restoring", (homes.outage, service, point), "out", words, "percent")
