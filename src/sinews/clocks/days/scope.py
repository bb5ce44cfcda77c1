"""A case seen by one question of the days clock: network on a date, loads, formations, arrivals, ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from sinews.clocks.days.network import Network, Roads
from sinews.clocks.days.options import Movement
from sinews.data.case import Case
from sinews.data.checks.askable import NEEDED
from sinews.errors import UsageError, did_you_mean
from sinews.model.calendar import Array, Hours


def lacking(case: Case) -> tuple[str, ...]:
    """Tables without whose rows there is nothing to move, or nowhere to go."""
    return tuple(name for name in NEEDED["days"] if case.table(name).is_empty())


#: Ticks of a way that there is not.
_NO_WAY = 1_000_000


@dataclass(frozen=True)
class Need:
    """What is needed: rows by area and load, columns by tier (in the order of their days).

    `quantity`: shape (rows, tiers), additions of each tier.
    """

    area: tuple[str, ...]
    load: tuple[str, ...]
    tier: tuple[str, ...]
    day: Array
    weight: Array
    quantity: Array

    @property
    def total(self) -> Array:
        """All tiers together, by row."""
        return np.asarray(self.quantity.sum(axis=1))


@dataclass(frozen=True)
class Moves:
    """A case seen by one question; the components read their rows from here.

    UsageError where the case has no days clock, or lacks what the question names.
    """

    case: Case
    question: Movement

    @classmethod
    def of(cls, case: Case, question: Movement | None = None) -> Moves:
        """The scope of a question. UsageError where the case has no days clock, or lacks what the question names."""
        if empty := lacking(case):
            raise UsageError(
                f"The case {case.settings.name} has no days clock: it lacks rows in {', '.join(empty)}. "
                "Add them (docs/method-days.md says what they hold), or choose another case."
            )
        scope = cls(case, question or Movement())
        for corridor in scope.question.without:
            corridors = sorted(case.table("corridors")["corridor"])
            if corridor not in corridors:
                there = ", ".join(corridors) or "none"
                raise UsageError(
                    f"There is no corridor {corridor}; there are: {there}.{did_you_mean(corridor, corridors)}"
                )
        if scope.question.unit is not None:
            scope.require_formation(scope.question.unit)
        return scope

    def require_formation(self, formation: str) -> None:
        """Raise UsageError for a formation that the case does not have."""
        formations = self.case.table("formations")["formation"].to_list()
        if formation not in formations:
            raise UsageError(
                f"There is no formation {formation} in the case; its table formations lists them."
                f"{did_you_mean(formation, formations)}"
            )

    @cached_property
    def calendar(self) -> Hours:
        """Short ticks first, long ones later."""
        of = self.case.parameter
        tick = self.question.tick or of("days_tick")
        last, grain = of("days_horizon"), of("days_grain") / 100 * tick / of("days_tick")
        return Hours.of_days(self.on, tick, of("days_fine"), of("days_coarse"), last, grain)

    @property
    def on(self) -> date:
        """The month of the order to move."""
        return self.question.on or self.case.settings.as_of.replace(day=1)

    @cached_property
    def links(self) -> pl.DataFrame:
        """Links that are in service."""
        shut = self.case.table("corridor_links").filter(pl.col("corridor").is_in(list(self.question.without)))
        table = self.case.table("links").filter(pl.col("opens").is_null() | (pl.col("opens") <= self.on))
        return table.join(shut, on="link", how="anti", maintain_order="left")

    @cached_property
    def need(self) -> Need:
        """What has to arrive."""
        tiers = self.case.table("tiers").sort("day", "tier")
        order = {tier: number for number, tier in enumerate(tiers["tier"])}
        rows = self.case.table("arrivals").sort("area", "load")
        keys = list(dict.fromkeys(rows.select("area", "load").iter_rows()))
        quantity = np.zeros((len(keys), len(order)))
        for area, load, tier, amount in rows.select("area", "load", "tier", "quantity").iter_rows():
            quantity[keys.index((area, load)), order[tier]] += amount
        return Need(
            tuple(area for area, _ in keys),
            tuple(load for _, load in keys),
            tuple(order),
            tiers["day"].to_numpy(),
            tiers["weight"].to_numpy(),
            quantity,
        )

    @cached_property
    def supply(self) -> pl.DataFrame:
        """What can start, where and from which day: formation, item, load, node, day, quantity (of needed loads)."""
        loads = self.case.table("formation_loads").filter(pl.col("load").is_in(list(self.need.load)))
        formations = self.case.table("formations").select("formation", "home", "notice", "area")
        there = self.case.table("prepositioned").select("formation", "load", "node", "quantity", "issue_time")
        ahead = there.group_by("formation", "load").agg(pl.col("quantity").sum().alias("ahead"))
        keys = ["formation", "load"]
        home = (
            loads.join(formations, on="formation")
            .join(ahead, on=keys, how="left")
            .select(
                *keys,
                "area",
                pl.col("home").alias("node"),
                pl.col("notice").alias("day"),
                (pl.col("quantity") - pl.col("ahead").fill_null(0.0)).alias("quantity"),
            )
        )
        away = there.join(formations.select("formation", "area"), on="formation").select(
            *keys, "area", "node", pl.col("issue_time").alias("day"), "quantity"
        )
        away = away.filter(pl.col("load").is_in(list(self.need.load)))
        item = pl.when(pl.col("area").is_null()).then("load").otherwise(pl.format("{}@{}", "load", "area"))
        both = pl.concat([home, away]).filter(pl.col("quantity") > 0).with_columns(item.alias("item"))
        return both.sort("formation", "load", "node", "day")

    @cached_property
    def items(self) -> dict[str, tuple[str, str | None]]:
        """Load and assigned area of each item that moves: a load, or a load for one area."""
        rows = self.supply.select("item", "load", "area").unique().sort("item")
        return {item: (load, area) for item, load, area in rows.iter_rows()}

    @cached_property
    def sizes(self) -> dict[str, float]:
        """Natural size of each item for scaling: an even share of the need of its load."""
        totals: dict[str, float] = {}
        for load, amount in zip(self.need.load, self.need.total, strict=True):
            totals[load] = totals.get(load, 0.0) + float(amount)
        scale = {load: max(total / len(self.need.area), 1e-6) for load, total in totals.items()}
        stock = self.case.table("pools").group_by("carrier").agg(pl.col("quantity").sum()).sort("carrier")
        carriers = {carrier: max(quantity / 10, 1.0) for carrier, quantity in stock.iter_rows()}
        return {**scale, **{item: scale[load] for item, (load, _) in self.items.items()}, **carriers, "trips": 10.0}

    @cached_property
    def network(self) -> Network:
        """Links, transfer points and borders as arcs."""
        return Network.of(self.case, self.links)

    @cached_property
    def pools(self) -> pl.DataFrame:
        """Pools of carriers that take stock, sorted."""
        taking = self.case.table("carriage").filter(pl.col("stock_per_trip") > 0)["carrier"].unique()
        return self.case.table("pools").filter(pl.col("carrier").is_in(taking.to_list())).sort("pool")

    @cached_property
    def ready(self) -> dict[str, float]:
        """Day from which there is stock of a carrier."""
        return dict(self.pools.group_by("carrier").agg(pl.col("notice").min()).iter_rows())

    @cached_property
    def _ways_home(self) -> dict[tuple[str, str], int]:
        """Ticks between the homes of the pools of a carrier and each node, mean by stock; nodes that all can reach."""
        ticks: dict[tuple[str, str], int] = {}
        for (carrier,), pools in self.pools.partition_by("carrier", as_dict=True, maintain_order=True).items():
            times = [self.network.times(str(carrier), home) for home in pools["home"]]
            share = pools["quantity"].to_numpy() / max(float(pools["quantity"].sum()), 1e-9)
            for node in set.intersection(*(set(of) for of in times)):
                mean = sum(float(part) * of[node] for part, of in zip(share, times, strict=True))
                ticks[str(carrier), node] = math.ceil(mean / self.calendar.hours - 1e-6)
        return ticks

    def way_home(self, carrier: str, node: str) -> int:
        """Ticks of the empty way between the pools of a carrier and a node; very many if there is none."""
        return self._ways_home.get((carrier, node), _NO_WAY)

    @cached_property
    def roads(self) -> dict[str, Roads]:
        """The graph of each load."""
        return {load: Roads.of(self.network, load) for load in sorted({load for load, _ in self.items.values()})}

    @cached_property
    def goals(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Nodes at which an item may arrive, by item and area in which its load is needed."""
        nodes = self.case.table("nodes").drop_nulls("area").sort("node")
        by_area = {str(key[0]): tuple(rows["node"]) for key, rows in nodes.partition_by("area", as_dict=True).items()}
        return {
            (item, area): by_area.get(area, ())
            for item, (load, assigned) in self.items.items()
            for area, of in zip(self.need.area, self.need.load, strict=True)
            if of == load and assigned in (None, area)
        }

    @cached_property
    def starts(self) -> dict[str, tuple[str, ...]]:
        """Nodes at which each item starts."""
        rows = self.supply.select("item", "node").unique().sort("item", "node")
        return {item: tuple(rows.filter(pl.col("item") == item)["node"]) for item in self.items}
