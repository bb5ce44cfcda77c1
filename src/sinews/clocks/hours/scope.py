"""A case seen by one question of the hours clock: the outage, the allies whom it hits, their people, needs, ticks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import polars as pl

from sinews.clocks.hours.options import Blackout
from sinews.data.case import Case
from sinews.data.checks.askable import NEEDED
from sinews.data.tables.hours import NeedKind, OutageKind
from sinews.errors import UsageError, did_you_mean
from sinews.model.calendar import Array, Hours


class End(StrEnum):
    """Which end of all ranges is taken: the likely values, or those that are best or worst for the people."""

    LIKELY = ""
    BEST = "best"
    WORST = "worst"

    def column(self, name: str, *, more_is_better: bool) -> str:
        """The column of a number that holds this end."""
        if self is End.LIKELY:
            return name
        return f"{name}_high" if more_is_better == (self is End.BEST) else f"{name}_low"


def lacking(case: Case) -> tuple[str, ...]:
    """Tables without whose rows nobody needs anything, or nothing happens."""
    return tuple(name for name in NEEDED["hours"] if case.table(name).is_empty())


@dataclass(frozen=True)
class Homes:
    """A case seen by one question; `changed`: tables that stand for those of the case (steps of limits).

    UsageError where the case has no hours clock, or lacks what the question names.
    """

    case: Case
    question: Blackout
    changed: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, question: Blackout | None = None) -> Homes:
        """The scope of a question. UsageError where the case has no hours clock, or lacks what the question names."""
        if empty := lacking(case):
            raise UsageError(
                f"The case {case.settings.name} has no hours clock: it lacks rows in {', '.join(empty)}. "
                "Add them (docs/method-hours.md says what they hold), or choose another case."
            )
        scope = cls(case, question or Blackout())
        scope.require_outage()
        return scope

    def require_outage(self) -> None:
        """Raise UsageError for an outage that the case does not have, or an ally whom it does not hit."""
        codes = sorted(self.table("outages")["outage"])
        named = self.question.scenario
        if named is not None and named not in codes:
            raise UsageError(f"There is no outage {named}; there are: {', '.join(codes)}.{did_you_mean(named, codes)}")
        ally, hit = self.question.ally, sorted(self._areas["place"])
        if ally is not None and ally not in hit:
            raise UsageError(
                f"The outage {self.outage} does not hit {ally}; it hits: {', '.join(hit)}.{did_you_mean(ally, hit)}"
            )

    def table(self, name: str) -> pl.DataFrame:
        """A table of the case, or what stands for it. UsageError if there is none of this name."""
        return self.changed[name] if name in self.changed else self.case.table(name)

    def with_tables(self, frames: Mapping[str, pl.DataFrame]) -> Homes:
        """The same question with other tables, which nobody checks."""
        return replace(self, changed={**self.changed, **frames})

    # what happens -------------------------------------------------------------------

    @property
    def outage(self) -> str:
        """Code of the outage."""
        if self.question.scenario is not None:
            return self.question.scenario
        leading = self.table("outages").filter(pl.col("kind") == OutageKind.HEADLINE)
        return str(leading["outage"][0])

    @property
    def season(self) -> str:
        """The season in which it begins."""
        return str(self.table("outages").filter(pl.col("outage") == self.outage)["season"][0])

    @cached_property
    def _areas(self) -> pl.DataFrame:
        return self.table("outage_areas").filter(pl.col("outage") == self.outage).sort("place")

    @cached_property
    def allies(self) -> tuple[str, ...]:
        """Allies who are asked about, by code."""
        return tuple(self._areas["place"]) if self.question.ally is None else (self.question.ally,)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """Services that are lost, by code."""
        lost = self.table("restoring").filter(pl.col("outage") == self.outage)
        return tuple(sorted(set(lost["service"])))

    # whom -----------------------------------------------------------------------------

    @cached_property
    def people(self) -> Array:
        """Inhabitants, by ally: of the year in which the case was made, or the last one before it that is known."""
        year = self.case.settings.as_of.year
        rows = self.case.table("economy").filter(pl.col("population").is_not_null())
        near = rows.with_columns((pl.col("year") - year).alias("off")).sort(
            pl.col("off") > 0, pl.col("off").abs(), "place"
        )
        counted = dict(
            near.unique("place", keep="first", maintain_order=True).select("place", "population").iter_rows()
        )
        return np.array([counted[ally] for ally in self.allies], dtype=float)

    def hit(self, end: End = End.LIKELY) -> Array:
        """People who are hit, by ally."""
        column = end.column("share", more_is_better=False)
        share = dict(self._areas.select("place", column).iter_rows())
        part = np.array([min(share[ally], 100.0) / 100 for ally in self.allies], dtype=np.float64)
        return np.asarray(self.people * part)

    # what they need ---------------------------------------------------------------------

    @cached_property
    def _needs(self) -> pl.DataFrame:
        return self.table("needs").sort(
            pl.col("kind") != NeedKind.VITAL, pl.col("weight"), "need", descending=[False, True, False]
        )

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Needs, the vital ones first, then by weight."""
        return tuple(self._needs["need"])

    @cached_property
    def weights(self) -> Array:
        """Hours without water that an hour without a need counts as, by need; shape (needs,)."""
        weights: list[float] = self._needs["weight"].to_list()
        return np.array(weights, dtype=np.float64)

    @cached_property
    def vital(self) -> tuple[int, ...]:
        """Numbers of the vital needs."""
        return tuple(number for number, kind in enumerate(self._needs["kind"]) if kind == NeedKind.VITAL)

    # when ---------------------------------------------------------------------------------

    @property
    def horizon(self) -> float:
        """Hours that are looked at."""
        return self.case.parameter("hours_horizon")

    @cached_property
    def calendar(self) -> Hours:
        """Ticks of relief."""
        tick, last = self.case.parameter("hours_tick"), self.horizon / 24
        return Hours.of_days(self.case.settings.as_of.replace(day=1), tick, last, last, last)
