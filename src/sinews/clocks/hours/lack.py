"""Who goes without what, hour by hour, before relief: a closed form.

A need of some people is cut off once a service on which they depend has been lost for as long as reserves hold. From
then on they live on their stores; when these have run out they go without, until the service is back. Stores, reserves
and the order in which service comes back do not depend on one another. Where several lost services take one need
away, the one that takes it from most people counts: who lacks it by one is taken to lack it by the other.

share(a, n, t) = max over lost services s of  out(s, t) x sum over parts p of  part(p) x felt(n) x empty(a, n, since)
since = t - start(s) - hold(p) - rest(n)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from sinews.clocks.hours.curves import Curves
from sinews.clocks.hours.scope import End, Homes
from sinews.model.calendar import Array, Indices

#: Samples of an hour, each in the middle of its part: enough for lines that bend on quarters of an hour.
SAMPLES = 8

#: Halvings of an interval of hours in which a share is passed.
HALVINGS = 40


@dataclass(frozen=True)
class Lack:
    """What people of each ally lack; `end`: which ends of ranges are taken."""

    homes: Homes
    end: End = End.LIKELY

    def at(self, time: Array) -> Array:
        """Part of those hit who go without, 0 to 1; `time` in hours and result of shape (allies, needs, times)."""
        mine = time[self._ally, self._need]
        out = self._out.at(self._service, mine) / 100 * (mine >= self._start[:, None] - 1e-12)
        since = mine - (self._start + self._hold)[:, None]
        empty = np.where(since >= -1e-12, 1 - self._stores.at(self._store, np.maximum(since, 0.0)) / 100, 0.0)
        each = self._share[:, None] * out * empty
        shape = len(self.homes.services), len(self.homes.allies), len(self.homes.needs), time.shape[2]
        total = np.zeros(shape)
        np.add.at(total, (self._service, self._ally, self._need), each)
        return np.asarray(np.minimum(total.max(axis=0), 1.0))

    def along(self, times: Array) -> Array:
        """The same at times of one dimension; shape (allies, needs, times)."""
        shape = len(self.homes.allies), len(self.homes.needs), len(times)
        return self.at(np.broadcast_to(times, shape))

    def first(self, share: float) -> Array:
        """First hour at which a part (0 to 1) goes without, inf if none does; shape (allies, needs)."""
        edges = np.linspace(0.0, self.homes.horizon, round(self.homes.horizon * SAMPLES) + 1)
        over = self.along(edges) >= share - 1e-12
        where = over.argmax(axis=2)
        high = edges[where]
        low = np.where(where > 0, edges[np.maximum(where - 1, 0)], high)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            there = self.at(middle[:, :, None])[:, :, 0] >= share - 1e-12
            low, high = np.where(there, low, middle), np.where(there, middle, high)
        return np.where(over.any(axis=2), high, np.inf)

    # rows that matter -----------------------------------------------------------------

    @cached_property
    def _rows(self) -> pl.DataFrame:
        """Parts that depend on a lost service, with the season's share and hours."""
        homes = self.homes
        seasons = homes.table("seasons").filter(pl.col("season") == homes.season)
        felt, rest = (self._of("share", better=False), self._of("hold", better=True))
        mine = pl.col("place").is_in(list(homes.allies)) & pl.col("service").is_in(list(homes.services))
        return (
            homes.table("dependence")
            .filter(mine)
            .join(seasons.select("need", pl.col(felt).alias("felt"), pl.col(rest).alias("rest")), on="need", how="left")
            .sort("place", "need", "service", "part")
            .select(
                "place",
                "need",
                "service",
                (pl.col(felt).clip(0, 100) / 100 * pl.col("felt").fill_null(100.0).clip(0, 100) / 100).alias("share"),
                (pl.col(rest) + pl.col("rest").fill_null(0.0)).alias("hold"),
            )
        )

    def _of(self, name: str, *, better: bool) -> str:
        return self.end.column(name, more_is_better=better)

    @cached_property
    def _ally(self) -> Indices:
        return _numbers(self._rows["place"], self.homes.allies)

    @cached_property
    def _need(self) -> Indices:
        return _numbers(self._rows["need"], self.homes.needs)

    @cached_property
    def _service(self) -> Indices:
        return _numbers(self._rows["service"], self.homes.services)

    @cached_property
    def _share(self) -> Array:
        return self._rows["share"].to_numpy()

    @cached_property
    def _hold(self) -> Array:
        return self._rows["hold"].to_numpy()

    @cached_property
    def _start(self) -> Array:
        """Hour at which the service of each row is lost."""
        return np.asarray(self._out.hour[self._service, 0])

    @cached_property
    def _out(self) -> Curves:
        """Restoring of the lost services, in their order."""
        rows = self.homes.table("restoring").filter(pl.col("outage") == self.homes.outage)
        return Curves.of(rows, ("service",), "hour", self._of("out", better=False))

    @cached_property
    def _stores(self) -> Curves:
        rows = self.homes.table("stores").filter(pl.col("place").is_in(list(self.homes.allies)))
        curves = Curves.of(rows, ("place", "need"), "hours", self._of("lasting", better=True))
        return curves.from_the_start(100.0)

    @cached_property
    def _store(self) -> Indices:
        return self._stores.number(list(self._rows.select("place", "need").iter_rows()))


def _numbers(codes: pl.Series, names: tuple[str, ...]) -> Indices:
    order = {code: number for number, code in enumerate(names)}
    return np.array([order[code] for code in codes], dtype=np.int64)


def middles(homes: Homes) -> Array:
    """Hours in the middle of each sample, shape (samples,)."""
    count = round(homes.horizon * SAMPLES)
    return (np.arange(count) + 0.5) / SAMPLES


def in_ticks(homes: Homes, end: End = End.LIKELY) -> Array:
    """People who go without, mean of each tick, persons; shape (allies, needs, ticks)."""
    share = Lack(homes, end).along(middles(homes))
    ticks = len(homes.calendar)
    mean = share.reshape(*share.shape[:2], ticks, -1).mean(axis=3)
    return np.asarray(mean * homes.hit(end)[:, None, None])
