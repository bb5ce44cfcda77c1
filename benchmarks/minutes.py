"""The minutes clock: trials a second, against plain NumPy and a loop; how it grows with cities and trials.

Both others do the same trials of one city with draws of one generator that knows no names. CPU seconds of one process
with one worker; ways take turns, so that a busy spell hits all alike.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.page import made, table
from sinews.answers.work import threads
from sinews.clocks.minutes.chain import Day, People
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.scope import Cities, End, part, spread
from sinews.clocks.minutes.spread import Spread
from sinews.clocks.minutes.trials import arrivals, crowd, own_places, safe, sending
from sinews.clocks.minutes.why import bottlenecks
from sinews.data.case import Case, embedded
from sinews.data.tables.minutes import ChainLink, ShelterKind

TITLE = "The minutes clock"

#: The city of the comparison, its trials, and those of the loop, which is slow.
CITY, TRIALS, LOOP = "berlin", 1_000_000, 20_000

#: Growth: cities of the packaged case, and trials of each.
CITIES, EACH = (1, 10, 77), (10_000, 100_000, 1_000_000)

#: Standard errors by which shares of different draws may differ.
ERRORS = 5.0

Drawn = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Town:
    """All that a trial of one city needs, by name: spreads, and shares from 0 to 1."""

    distance: float
    extent: Spread
    speed: Spread
    least: Spread
    chain: tuple[Spread, ...]
    channels: tuple[tuple[float, float, Spread], ...]
    parts: tuple[tuple[float, float, Spread, Spread], ...]
    acts: float
    shelter: tuple[float, Spread]
    cover: tuple[float, Spread]

    @classmethod
    def of(cls, scope: Cities) -> Town:
        """The city of a scope, against its headline class. ValueError for one that it does not reach."""
        flight, state = Flights(scope, scope.headline), scope.states[0]
        origin, wakes = flight.origins[0], dict(scope.table("warning_channels").select("channel", "wakes").iter_rows())
        if origin is None:
            raise ValueError(scope.codes[0])
        told = scope.table("channel_coverage").filter(pl.col("place") == state).iter_rows(named=True)
        row = scope.cities.row(0, named=True)
        kinds = [scope.row("shelters", state, kind) for kind in ShelterKind]
        places = [part(kinds[0], "places") if row["places"] is None else part(row, "places"), part(kinds[1], "places")]
        starts = [*scope.parts["start"], float(scope.parts["start"][0]) + 24]
        return cls(
            origin.distance,
            origin.extent,
            *(spread(flight.row, name) for name in ("speed", "least")),
            (
                spread(flight.row, "detect"),
                *(spread(scope.row("warning_chain", state, one), "time") for one in ChainLink),
            ),
            tuple((part(one, "share"), wakes[one["channel"]] / 100, spread(one, "delay")) for one in told),
            tuple(
                (
                    (starts[number + 1] - starts[number]) / 24,
                    part(one, "asleep"),
                    spread(one, "notice"),
                    spread(one, "rise"),
                )
                for number, one in enumerate(scope.parts.iter_rows(named=True))
            ),
            part(scope.row("warning_response", state), "acts"),
            (places[0], spread(kinds[0], "time")),
            (places[1], spread(kinds[1], "time")),
        )


# ways ---------------------------------------------------------------------------------


def sinews(scope: Cities) -> tuple[float, float, float]:
    """Shares warned, in shelter and under cover by the clock, of all classes, with times and their quantiles."""
    with threads(1) as crew:
        found = arrivals(scope.apart(), crew)[scope.headline]
    trials = scope.draws.trials
    return tuple(float(one.sum() / trials) for one in (found.warned, found.sheltered, found.covered))  # type: ignore[return-value]


def counted(scope: Cities) -> tuple[float, float, float]:
    """The same for one class and without quantiles, which is what the others do."""
    fresh = scope.apart()
    people, flight = People(fresh, Day(fresh), fresh.states[0]), Flights(fresh, fresh.headline)
    minutes = flight.minutes(0)
    there = crowd(fresh, people, own_places(fresh, 0, End.LIKELY))
    slack = np.asarray(minutes) - sending(fresh, people, flight)
    sheltered = there.shelter <= slack
    covered = (there.cover <= slack) & ~sheltered
    return float((there.knowing <= slack).mean()), float(sheltered.mean()), float(covered.mean())


def numpy_alone(town: Town, trials: int) -> tuple[float, float, float]:
    """One generator of NumPy (PCG64) and its own triangles."""
    rng = np.random.default_rng(1)

    def drawn(one: Spread) -> Drawn:
        if one.fixed:
            return np.full(trials, one.likely)
        return rng.triangular(one.low, one.likely, one.high, trials)

    flight = np.maximum(60 * np.maximum(town.distance - drawn(town.extent), 1) / drawn(town.speed), drawn(town.least))
    slack = flight - np.asarray(sum(drawn(one) for one in town.chain))
    which = rng.choice(len(town.parts), trials, p=[one[0] for one in town.parts])
    asleep, noticing = np.zeros(trials, dtype=bool), np.zeros(trials)
    for number, (_, sleeping, notice, rise) in enumerate(town.parts):
        mine = which == number
        asleep = np.where(mine, rng.random(trials) < sleeping, asleep)
        noticing = np.where(mine, np.where(asleep, drawn(rise), drawn(notice)), noticing)
    first = np.full(trials, np.inf)
    for share, wakes, delay in town.channels:
        reached = rng.random(trials) < share * np.where(asleep, wakes, 1.0)
        first = np.where(reached, np.minimum(first, drawn(delay)), first)
    knowing, goes = first + noticing, rng.random(trials) < town.acts
    inside, covered = (
        goes & (rng.random(trials) < places) & (knowing + drawn(walk) <= slack)
        for places, walk in (town.shelter, town.cover)
    )
    return float((knowing <= slack).mean()), float(inside.mean()), float((covered & ~inside).mean())


def loop(town: Town, trials: int) -> tuple[float, float, float]:
    """A loop in Python over trials, with the generator of its library."""
    rng = random.Random(1)  # noqa: S311 - no secret
    found = [0, 0, 0]
    for _ in range(trials):
        one = _trial(town, rng)
        found = [count + is_so for count, is_so in zip(found, one, strict=True)]
    warned, inside, covered = (count / trials for count in found)
    return warned, inside, covered


def _trial(town: Town, rng: random.Random) -> tuple[bool, bool, bool]:
    def drawn(one: Spread) -> float:
        return one.likely if one.fixed else rng.triangular(one.low, one.high, one.likely)

    flight = max(60 * max(town.distance - drawn(town.extent), 1) / drawn(town.speed), drawn(town.least))
    slack = flight - sum(drawn(one) for one in town.chain)
    [now] = rng.choices(town.parts, [one[0] for one in town.parts])
    asleep = rng.random() < now[1]
    knowing = float("inf")
    for share, wakes, delay in town.channels:
        if rng.random() < share * (wakes if asleep else 1.0):
            knowing = min(knowing, drawn(delay))
    knowing += drawn(now[3] if asleep else now[2])
    goes = rng.random() < town.acts
    inside, covered = (
        goes and rng.random() < places and knowing + drawn(walk) <= slack for places, walk in (town.shelter, town.cover)
    )
    return knowing <= slack, inside, covered and not inside


# what is measured -----------------------------------------------------------------------


def measured(repeats: int) -> list[str]:
    """The part of RESULTS.md. ValueError if the ways do not agree."""
    case = Case.read(embedded("nato-europe"))
    return [
        made(repeats, f"NumPy {np.__version__}") + " CPU seconds of one process with one worker.",
        *_against(case, repeats),
        *_growth(case, repeats),
    ]


def _against(case: Case, repeats: int) -> list[str]:
    def scope() -> Cities:
        return Cities.of(case, Alarm(city=CITY, trials=TRIALS))

    town = Town.of(scope())
    ways: dict[str, tuple[int, Callable[[], tuple[float, float, float]]]] = {
        "sinews, one class, people in time": (TRIALS, lambda: counted(scope())),
        "sinews, five classes, with all times and their quantiles": (TRIALS, lambda: sinews(scope())),
        "plain NumPy, one class, people in time": (TRIALS, lambda: numpy_alone(town, TRIALS)),
        "a loop in Python, the same": (LOOP, lambda: loop(town, LOOP)),
    }
    seconds, found = _in_turn({name: way for name, (_, way) in ways.items()}, repeats)
    first = found["plain NumPy, one class, people in time"]
    for name, shares in found.items():
        if not _agree(shares, first, ways[name][0]):
            raise ValueError(f"{name} finds something else: {shares}, not {first}")
    speed = {name: trials / seconds[name] for name, (trials, _) in ways.items()}
    base = next(iter(speed.values()))
    rows = [
        [name, f"{ways[name][0]:,}", f"{seconds[name]:.3f}", f"{each:,.0f}", f"{each / base:.2g}"]
        for name, each in speed.items()
    ]
    about = (
        "One city (Berlin). NumPy draws from one generator, so that a row more changes all its numbers; sinews draws "
        "each figure from a stream of its own name. Shares agree within five standard errors."
    )
    return ["### One city", about, table(["by", "trials", "CPU seconds", "trials a second", "to the first"], rows)]


def _agree(one: tuple[float, ...], other: tuple[float, ...], trials: int) -> bool:
    shares = zip(one, other, strict=True)
    return all(abs(a - b) <= ERRORS * np.sqrt(max(b * (1 - b), 1e-4) * (1 / trials + 1 / TRIALS)) for a, b in shares)


def _growth(case: Case, repeats: int) -> list[str]:
    ways: dict[str, Callable[[], Any]] = {}
    for number, trials in [*((number, EACH[1]) for number in CITIES), *((1, trials) for trials in EACH)]:
        ways[f"{number} {'city' if number == 1 else 'cities'}, {trials:,} trials each"] = _some(case, number, trials)
    ways["the packaged case: which link binds"] = lambda: _why(case)
    seconds, _ = _in_turn(ways, repeats)
    rows = [[name, f"{one:.2f}"] for name, one in seconds.items()]
    return ["### Growth", "All classes, with all times and their quantiles.", table(["what", "CPU seconds"], rows)]


def _some(case: Case, number: int, trials: int) -> Callable[[], None]:
    largest = case.table("cities").sort("population", "city", descending=[True, False])[:number]

    def run() -> None:
        with threads(1) as crew:
            arrivals(Cities.of(case, Alarm(trials=trials)).with_tables({"cities": largest}), crew)

    return run


def _why(case: Case) -> None:
    scope = Cities.of(case)
    with threads(1) as crew:
        safe(scope, crew)
    bottlenecks(scope)


def _in_turn(ways: Mapping[str, Callable[[], Any]], repeats: int) -> tuple[dict[str, float], dict[str, Any]]:
    """CPU seconds of each way, the median of the rounds, and what it found last."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    found: dict[str, Any] = {}
    for number in range(repeats):
        for name, way in ways.items():
            print(f"{name} ({number + 1}/{repeats})", file=sys.stderr, flush=True)
            start = time.process_time()
            found[name] = way()
            seconds[name].append(time.process_time() - start)
    return {name: median(each) for name, each in seconds.items()}, found
