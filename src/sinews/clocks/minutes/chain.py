"""The chain of warning by trial: detect, decide, alert, receive, reach; each link drawn from its own stream.

A trial is one launch and one person: an hour of the day, asleep or awake; which channels reach the person, the first of
them counts; whether the person goes, has a place in a shelter, and how long the way is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sinews.clocks.minutes.scope import Cities, End, part, spread
from sinews.clocks.minutes.spread import Spread
from sinews.data.tables.minutes import ChainLink, ShelterKind
from sinews.model.calendar import Array, Indices


@dataclass(frozen=True)
class Day:
    """The part of the day of each trial, and whether the person sleeps, is awake or up."""

    scope: Cities

    @cached_property
    def part(self) -> Indices:
        """Number of the part of the day, shape (trials,)."""
        return np.asarray(self.scope.draws.known(("part", *self._starts), self._part), dtype=np.int64)

    @cached_property
    def _starts(self) -> tuple[float | None, ...]:
        return (self.scope.question.hour, *self.scope.parts["start"])

    def _part(self) -> Array:
        hour, draws = self.scope.question.hour, self.scope.draws
        even = draws.even("day_parts", "", "hour") * 24 if hour is None else np.full(draws.trials, hour)
        number = np.searchsorted(self.scope.parts["start"].to_numpy(), even, side="right") - 1
        return np.asarray(number % self.scope.parts.height, dtype=np.float64)

    @cached_property
    def asleep(self) -> Array:
        """Whether the person sleeps, 1 or 0, shape (trials,)."""
        return self.scope.draws.known(("asleep", self.scope.hours), self._asleep)

    def _asleep(self) -> Array:
        asleep = np.zeros(self.scope.draws.trials)
        for number, row in enumerate(self.scope.parts.iter_rows(named=True)):
            mine = self.part == number
            asleep[mine] = self.scope.draws.even("day_parts", row["part"], "asleep")[mine] < part(row, "asleep")
        return asleep

    @cached_property
    def noticing(self) -> Array:
        """Minutes from the warning that is received until the person knows it, and is up; shape (trials,)."""
        return self.scope.draws.known(("noticing", self.scope.hours), self._noticing)

    def _noticing(self) -> Array:
        draws, minutes = self.scope.draws, np.zeros(self.scope.draws.trials)
        for number, row in enumerate(self.scope.parts.iter_rows(named=True)):
            for column, sleeping in (("notice", 0.0), ("rise", 1.0)):
                mine = (self.part == number) & (self.asleep == sleeping)
                minutes[mine] = draws.of(spread(row, column), "day_parts", row["part"], column)[mine]
        return minutes


@dataclass(frozen=True)
class People:
    """People of one state; `end`: which end of the ranges of shares and of the links before a warning is taken."""

    scope: Cities
    day: Day
    state: str
    end: End = End.LIKELY

    @cached_property
    def sending(self) -> Array:
        """Minutes from detection until the warning is sent, shape (trials,)."""
        rows = [self.scope.row("warning_chain", self.state, link) for link in ChainLink]
        spreads = [(str(row["place"]), str(row["link"]), spread(row, "time")) for row in rows]
        draws = self.scope.draws
        if self.end is not End.LIKELY:  # nobody has timed these links: they may be slow, or quick, at every launch
            slow = self.end is End.WORST
            return np.full(draws.trials, sum(time.high if slow else time.low for _, _, time in spreads))

        def made() -> Array:
            parts = [draws.of(time, "warning_chain", f"{place}/{link}", "time") for place, link, time in spreads]
            return np.asarray(sum(parts))

        return draws.known(("sending", *spreads), made)

    @cached_property
    def knowing(self) -> Array:
        """Minutes from sending until the person knows the warning, inf for whom no channel reaches; shape (trials,)."""
        told = [
            (
                str(row["channel"]),
                part(row, "share", self.end),
                part(row, "wakes", self.end),
                spread(row, "delay"),
            )
            for row in self.scope.coverage.get(self.state, [])
        ]
        key = ("knowing", self.state, self.scope.hours, *told)
        return self.scope.draws.known(key, lambda: self._receiving(told) + self.day.noticing)

    def _receiving(self, told: list[tuple[str, float, float, Spread]]) -> Array:
        draws, first = self.scope.draws, np.full(self.scope.draws.trials, np.inf)
        for channel, share, wakes, delay in told:
            row = f"{self.state}/{channel}"
            chance = share * np.where(self.day.asleep == 1, wakes, 1.0)
            there = draws.even("channel_coverage", row, "share") < chance
            time = draws.of(delay, "channel_coverage", row, "delay")
            first = np.where(there, np.minimum(first, time), first)
        return first

    def walk(self, kind: ShelterKind) -> Array:
        """Minutes that it takes to reach a place of a kind, shape (trials,)."""
        row, draws = self.scope.row("shelters", self.state, kind), self.scope.draws
        where, time = f"{row['place']}/{kind}", spread(row, "time")
        return draws.known(("walk", where, time), lambda: draws.of(time, "shelters", where, "time"))

    def placed(self, kind: ShelterKind, own: float | None = None) -> Array:
        """Whether the person goes and has a place of a kind, 1 or 0, shape (trials,).

        `own`: places of the city itself, 0 to 1.
        """
        row, answer = self.scope.row("shelters", self.state, kind), self.scope.row("warning_response", self.state)
        places = part(row, "places", self.end) if own is None else own
        acts, draws = part(answer, "acts", self.end), self.scope.draws
        where, who = f"{row['place']}/{kind}", str(answer["place"])

        def made() -> Array:
            goes = draws.even("warning_response", who, "acts") < acts
            return np.asarray(goes & (draws.even("shelters", where, "places") < places), dtype=np.float64)

        return draws.known(("placed", where, who, places, acts), made)
