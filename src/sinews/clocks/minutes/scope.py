"""A case seen by one question of the minutes clock: cities, classes, areas, and what holds in each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import polars as pl

from sinews.clocks.minutes.draws import Draws
from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.spread import Spread
from sinews.data.case import Case
from sinews.data.checks.askable import NEEDED
from sinews.data.tables.minutes import DEFAULT, ArrivalKind
from sinews.errors import UsageError, did_you_mean
from sinews.model.calendar import Array
from sinews.model.streams import Streams


class End(StrEnum):
    """Which end of the ranges of shares is taken: the likely values, or those that are best or worst for the people."""

    LIKELY = ""
    BEST = "_high"
    WORST = "_low"


def lacking(case: Case) -> tuple[str, ...]:
    """Tables without whose rows nobody is warned, or of nothing."""
    return tuple(name for name in NEEDED["minutes"] if case.table(name).is_empty())


@dataclass(frozen=True)
class Cities:
    """A case seen by one question; `changed`: tables that stand for those of the case (steps of limits).

    `draws`: random numbers, which scopes of one question share.
    """

    case: Case
    question: Alarm
    draws: Draws = field(compare=False, repr=False)
    changed: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, question: Alarm | None = None, draws: Draws | None = None) -> Cities:
        """The scope of a question. UsageError where the case has no minutes clock, or lacks what the question names."""
        if empty := lacking(case):
            raise UsageError(
                f"The case {case.settings.name} has no minutes clock: it lacks rows in {', '.join(empty)}. "
                "Add them (docs/method-minutes.md says what they hold), or choose another case."
            )
        alarm = question or Alarm()
        trials = alarm.trials or round(case.parameter("minutes_trials"))
        scope = cls(case, alarm, draws or Draws(Streams(alarm.seed, trials)))
        scope.require_names()
        return scope

    def require_names(self) -> None:
        """Raise UsageError for a city or class that the case does not have."""
        if self.cities.is_empty():
            names = sorted(self.table("cities")["name"])
            said = str(self.question.city)
            raise UsageError(f"There is no city {said}; there are: {', '.join(names)}.{did_you_mean(said, names)}")
        codes = sorted(self.table("arrival_classes")["arrival_class"])
        named = self.question.arrival
        if named is not None and named not in codes:
            raise UsageError(f"There is no class {named}; there are: {', '.join(codes)}.{did_you_mean(named, codes)}")

    def table(self, name: str) -> pl.DataFrame:
        """A table of the case, or what stands for it. UsageError if there is none of this name."""
        return self.changed[name] if name in self.changed else self.case.table(name)

    def with_tables(self, frames: Mapping[str, pl.DataFrame]) -> Cities:
        """The same question with other tables, which nobody checks, and the same draws."""
        return replace(self, changed={**self.changed, **frames}, draws=self.draws.branch())

    def apart(self) -> Cities:
        """The same, where what is drawn besides is dropped in the end."""
        return self.with_tables({})

    # whom ------------------------------------------------------------------------------

    @cached_property
    def cities(self) -> pl.DataFrame:
        """Rows of the cities that are asked about, by code."""
        rows = self.table("cities").sort("city")
        said = self.question.city
        if said is None:
            return rows
        return rows.filter((pl.col("city") == said) | (pl.col("name").str.to_lowercase() == said.lower()))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the cities."""
        return tuple(self.cities["city"])

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The state of each city."""
        return tuple(self.cities["place"])

    @cached_property
    def states(self) -> tuple[str, ...]:
        """States that have a city, each once, sorted."""
        return tuple(sorted(set(self.places)))

    @cached_property
    def people(self) -> Array:
        """Inhabitants, for each city."""
        return np.asarray(self.cities["population"].to_numpy(), dtype=np.float64)

    # what comes ------------------------------------------------------------------------

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Classes by code, the one that is asked about first."""
        rows = self.table("arrival_classes").sort("arrival_class")
        leading = rows.filter(pl.col("kind") == ArrivalKind.HEADLINE)["arrival_class"].to_list()
        first = [self.question.arrival] if self.question.arrival else leading
        return tuple(dict.fromkeys([*first, *rows["arrival_class"]]))

    @property
    def headline(self) -> str:
        """The class that the margin is about."""
        return self.classes[0]

    # what holds ------------------------------------------------------------------------

    def row(self, table: str, place: str, what: str = "") -> dict[str, object]:
        """The row of a state, or the one for all without their own; `what`: the link or kind that it is of."""
        return self._held.get((table, place, what)) or self._held[table, DEFAULT, what]

    @cached_property
    def _held(self) -> dict[tuple[str, str, str], dict[str, object]]:
        """Rows of tables by state, by table, state, and link or kind."""
        keys = {"warning_chain": "link", "shelters": "kind", "warning_response": ""}
        return {
            (table, row["place"], row.get(key, "")): row
            for table, key in keys.items()
            for row in self.table(table).iter_rows(named=True)
        }

    @cached_property
    def coverage(self) -> dict[str, list[dict[str, object]]]:
        """Rows of channels by state, each with whom it wakes."""
        wakes = self.table("warning_channels").select("channel", "wakes", "wakes_low", "wakes_high")
        rows = self.table("channel_coverage").join(wakes, on="channel", how="left").sort("place", "channel")
        by_state: dict[str, list[dict[str, object]]] = {}
        for row in rows.iter_rows(named=True):
            by_state.setdefault(row["place"], []).append(row)
        return by_state

    @cached_property
    def hours(self) -> tuple[object, ...]:
        """All that the hours of the day depend on: the hour that is asked for, and the numbers of the parts."""
        return (self.question.hour, *self.parts.drop(pl.selectors.ends_with("_basis")).rows())

    @cached_property
    def parts(self) -> pl.DataFrame:
        """Parts of the day, by the hour at which they begin."""
        return self.table("day_parts").sort("start", "part")

    @property
    def cover(self) -> float:
        """What a person under cover counts, of one in shelter."""
        return self.case.parameter("minutes_cover")

    @property
    def share(self) -> float:
        """Part of those warned who are to be in shelter for the time that is needed, percent."""
        return self.case.parameter("minutes_share")


def spread(row: Mapping[str, object], column: str) -> Spread:
    """The spread of a number of a row."""
    low, likely, high = (float(str(row[f"{column}{end}"])) for end in ("_low", "", "_high"))
    return Spread(min(low, likely), likely, max(high, likely))


def part(row: Mapping[str, object], column: str, end: End = End.LIKELY) -> float:
    """A share of a row at one end of its range, 0 to 1."""
    return min(max(float(str(row[f"{column}{end}"])), 0.0), 100.0) / 100
