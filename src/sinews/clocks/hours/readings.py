"""What an answer of the hours clock says of allies: the median and the worst, advice that is enough, the vulnerable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.curves import Curves
from sinews.clocks.hours.scope import Homes
from sinews.model.calendar import Array

#: Part of those hit who may still be out when an outage counts as over.
OVER = 0.01

#: Hours that states advise.
ADVISED = (72.0, 168.0, 240.0)


@dataclass(frozen=True)
class Typical:
    """An ally and its hour: of the share of the case without a vital need. `low`, `high`: ends of the range."""

    ally: str
    need: str
    hour: float
    low: float
    high: float


def soonest(answer: HoursAnswer) -> tuple[Typical, ...]:
    """For each ally the vital need whose time is up first; hours at most the horizon."""
    homes, vital = answer.homes, list(answer.homes.vital)
    hours = [
        np.minimum(end[:, vital], homes.horizon) for end in (answer.first[answer.share], answer.early, answer.late)
    ]
    need = hours[0].argmin(axis=1)
    return tuple(
        Typical(ally, homes.needs[vital[need[k]]], *(float(end[k].min()) for end in hours))
        for k, ally in enumerate(homes.allies)
    )


def of_need(answer: HoursAnswer, number: int) -> tuple[Typical, ...]:
    """The hour of one need for each ally, at most the horizon."""
    homes = answer.homes
    ends = [
        np.minimum(hours[:, number], homes.horizon) for hours in (answer.first[answer.share], answer.early, answer.late)
    ]
    return tuple(
        Typical(ally, homes.needs[number], *(float(end[k]) for end in ends)) for k, ally in enumerate(homes.allies)
    )


def worst(allies: Sequence[Typical]) -> Typical:
    """The ally whose time is up first."""
    return min(allies, key=lambda typical: (typical.hour, typical.low, typical.ally))


def median(homes: Homes, allies: Sequence[Typical]) -> Typical:
    """The ally in which half of the people who are hit live no longer than there."""
    hit = dict(zip(homes.allies, homes.hit(), strict=True))
    ranked = sorted(allies, key=lambda typical: (typical.hour, typical.ally))
    people = np.cumsum([hit[hours.ally] for hours in ranked])
    return ranked[int(np.searchsorted(people, people[-1] / 2 - 1e-9))]


# advice ---------------------------------------------------------------------------------


def advice(homes: Homes) -> pl.DataFrame:
    """Each outage of the case: how long it lasts, and for whom the advice is enough.

    Columns: outage, name, over_after_hours (until nearly all have service back; blank: the curve does not say),
    out_after_3_days_percent, out_after_7_days_percent, out_after_10_days_percent (still out then), enough, not_enough
    (allies who are hit, by whether their advice bridges it).
    """
    told = dict(homes.table("advice").select("place", "hours").iter_rows())
    rows = [_advised(homes, outage, name, told) for outage, name in _outages(homes)]
    out = [f"out_after_{hours / 24:.0f}_days_percent" for hours in ADVISED]
    schema = {"outage": pl.String, "name": pl.String, "over_after_hours": pl.Float64, **dict.fromkeys(out, pl.Float64),
              "enough": pl.String, "not_enough": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _outages(homes: Homes) -> Iterator[tuple[str, str]]:
    yield from homes.table("outages").sort("kind", "outage").select("outage", "name").iter_rows()


def _advised(homes: Homes, outage: str, name: str, told: dict[str, float]) -> tuple[object, ...]:
    hit = homes.table("outage_areas").filter(pl.col("outage") == outage).sort("place")["place"].to_list()
    over = _over(homes, outage)
    enough = [place for place in hit if over is not None and told.get(place, 0.0) >= over - 1e-9]
    short = [place for place in hit if place in told and place not in enough]
    out = _out(homes, outage, np.array(ADVISED))
    return (outage, name, over, *(100 * float(part) for part in out), " ".join(enough), " ".join(short))


def _curves(homes: Homes, outage: str) -> Curves:
    rows = homes.table("restoring").filter(pl.col("outage") == outage)
    return Curves.of(rows, ("service",), "hour", "out")


def _out(homes: Homes, outage: str, hours: Array) -> Array:
    """Part of those hit without some service at hours of one dimension; shape (hours,)."""
    curves = _curves(homes, outage)
    every = np.arange(len(curves.names))
    return np.asarray(curves.at(every, np.broadcast_to(hours, (len(every), len(hours)))).max(axis=0) / 100)


def _over(homes: Homes, outage: str) -> float | None:
    """Hours until all but OVER have every service back; None if the curve does not say."""
    last = float(_curves(homes, outage).hour.max())
    if _out(homes, outage, np.array([last]))[0] > OVER:
        return None
    hours = np.linspace(0.0, last, round(last * 20) + 1)
    return float(hours[(_out(homes, outage, hours) > OVER).nonzero()[0].max(initial=0)])


# the vulnerable ---------------------------------------------------------------------------


def vulnerable(answer: HoursAnswer) -> pl.DataFrame:
    """Vulnerable people among those who are hit (columns: ally, people, name, hit, without).

    `without`: those who at the horizon go without a vital need if they are no better prepared than others.
    """
    homes = answer.homes
    number = {ally: k for k, ally in enumerate(homes.allies)}
    hit, last = homes.hit(), answer.relieved.lacking[:, list(homes.vital), -1].max(axis=1)
    rows = [
        (place, people, name, share / 100 * hit[number[place]], share / 100 * last[number[place]])
        for place, people, name, share in homes.table("vulnerable")
        .filter(pl.col("place").is_in(list(homes.allies)))
        .sort("people", "place")
        .select("place", "people", "name", "share")
        .iter_rows()
    ]
    schema = {"ally": pl.String, "people": pl.String, "name": pl.String, "hit": pl.Float64, "without": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")
