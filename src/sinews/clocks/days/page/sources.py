"""What the charts of the days clock rest on: figures of the case with range, ground and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.limits import LINK, POOL
from sinews.clocks.days.page.sentences import Names
from sinews.present.sources import Cell, of_levers, sourced
from sinews.present.words import lowered

#: Links of the map, and links of one corridor, whose figures are listed.
LINKS, OF_CORRIDOR = 12, 3


def of_closures(answer: DaysAnswer) -> pl.DataFrame:
    """When each tier is due, what it asks for in people, and what there means."""
    case, names = answer.scope.case, Names.of(answer.scope.case)
    due = [
        Cell("tiers", (closure.tier,), "day", f"{names.tier(closure.tier)}: due on day", "days")
        for closure in answer.whole
    ]
    level = Cell("parameters", ("days_standard",), "value", "Part of each load that has to be there", "percent")
    first = case.table("arrivals")["load"].sort().to_list()[:1]
    return sourced(answer.scope.case, [*due, level, *_needs(answer, names, (pl.col("load").is_in(first)))])


def of_needs(answer: DaysAnswer) -> pl.DataFrame:
    """What has to arrive, by tier, area and load."""
    return sourced(answer.scope.case, _needs(answer, Names.of(answer.scope.case), pl.lit(True)))


def _needs(answer: DaysAnswer, names: Names, mine: pl.Expr) -> Iterator[Cell]:
    units = dict(answer.scope.case.table("loads").select("load", "unit").iter_rows())
    rows = answer.scope.case.table("arrivals").filter(mine).sort("area", "load", "tier")
    for tier, area, load in rows.select("tier", "area", "load").iter_rows():
        words = f"{names.areas[area]}, {lowered(names.tier(tier))}: {lowered(names.loads[load])}"
        yield Cell("arrivals", (tier, area, load), "quantity", words, units[load])


def of_links(answer: DaysAnswer, flows: pl.DataFrame) -> pl.DataFrame:
    """What holds the movement up, and the busiest links: capacity, part kept for civil traffic, speed."""
    codes = {name: code for code, name in Names.of(answer.scope.case).links.items()}
    busy = flows.sort("trips_a_day", "link", descending=[True, False])["link"].unique(maintain_order=True)
    binding = [finding.subject for finding in answer.why if finding.limit == LINK]
    return sourced(
        answer.scope.case, [*_pools(answer), *_links(answer, [*binding, *(codes[name] for name in busy[:LINKS])])]
    )


def _links(answer: DaysAnswer, links: Iterable[str]) -> Iterator[Cell]:
    names = Names.of(answer.scope.case)
    for code in dict.fromkeys(links):
        words = names.links[code]
        yield Cell("links", (code,), "capacity", f"Capacity, both directions: {words}", "trips a day")
        yield Cell("links", (code,), "civil_share", f"Kept for civil traffic: {words}", "percent")
        yield Cell("links", (code,), "speed", f"Speed with all stops: {words}", "km an hour")


def _pools(answer: DaysAnswer) -> Iterator[Cell]:
    """How many wagons, transporters or ships there are of the kinds of which there are too few."""
    scarce = [finding.subject for finding in answer.why if finding.limit == POOL]
    rows = answer.scope.case.table("pools").filter(pl.col("carrier").is_in(scarce)).sort("pool")
    for pool, name in rows.select("pool", "name").iter_rows():
        yield Cell("pools", (pool,), "quantity", f"How many: {name}", "")


def of_effects(answer: DaysAnswer, effects: Sequence[Effect]) -> pl.DataFrame:
    """Prices and changes of levers; capacities of the links of corridors."""
    levers = [effect.code for effect in effects if effect.lever]
    rows = answer.scope.case.table("corridor_links").sort("corridor", "link")
    links = set(answer.scope.links["link"])
    wanted = [
        link
        for effect in effects
        if not effect.lever
        for link in rows.filter(pl.col("corridor") == effect.code)["link"][:OF_CORRIDOR]
        if link in links
    ]
    return pl.concat([of_levers(answer.scope.case, levers), sourced(answer.scope.case, _links(answer, wanted))])
