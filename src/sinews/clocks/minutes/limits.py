"""The limits of the minutes clock, each listed once: links of the chain, whom channels reach, who goes, places.

A step of a link is a minute less, at no end below none; a step of a share is a tenth more. What it earns is thousand
people in time for the headline class, those under cover with their weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.answers.limit import Limit as AnyLimit
from sinews.clocks.minutes.scope import Cities
from sinews.data import tables
from sinews.data.grounds import rows_of
from sinews.data.levers import Change
from sinews.data.tables import ChangeKind
from sinews.data.tables.minutes import DEFAULT, ChainLink, ShelterKind

#: The subject of limits that concern everybody.
ALL = "all"

#: A minute less.
LESS = -1.0


@dataclass(frozen=True)
class Limit(AnyLimit[Cities, float]):
    """A limit of the minutes clock; its subjects are channels, kinds of shelter, a class, or all.

    `relief`: what a step gives, in words as in `about`. `table`: where it stands. `subjects`: those of a scope.
    """

    relief: str = field(compare=False)
    table: str = field(compare=False)
    subjects: Callable[[Cities], tuple[str, ...]] = field(compare=False, repr=False)


@dataclass(frozen=True)
class _Stand:
    """Where a limit stands: columns of a table, the column that names its subject (none: all), other fixed cells."""

    table: str
    columns: tuple[str, ...]
    key: str = ""
    fixed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shorter: bool = False


def _selection(stand: _Stand, scope: Cities, subject: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = ((stand.key, (subject,)),) if stand.key else ()
    states = (("place", (*scope.states, DEFAULT)),) if tables.BY_NAME[stand.table].has("place") else ()
    return (*own, *stand.fixed, *states)


def _changes(stand: _Stand, scope: Cities, subject: str) -> tuple[Change, ...]:
    kind, amount = (ChangeKind.ADD, LESS) if stand.shorter else (ChangeKind.MULTIPLY, 1 + MORE)
    chosen = _selection(stand, scope, subject)
    return tuple(Change(stand.table, column, kind, amount, selection=chosen) for column in stand.columns)


def _rows(stand: _Stand, scope: Cities, every: pl.DataFrame, subject: str) -> pl.DataFrame:
    chosen = scope.table(stand.table)
    for column, values in _selection(stand, scope, subject):
        chosen = chosen.filter(pl.col(column).is_in(list(values)))
    keys = ["/".join(map(str, row)) for row in chosen.select(tables.BY_NAME[stand.table].key).iter_rows()]
    return pl.concat([rows_of(every, stand.table, column, keys) for column in stand.columns])


def _unpriced(_known: float) -> Worth:
    """Nothing: there is no program that could have prices."""
    return {}


def _limit(name: str, stand: _Stand, about: str, relief: str, subjects: Callable[[Cities], tuple[str, ...]]) -> Limit:
    step, unit = ("a minute less", Unit.MINUTE) if stand.shorter else ("10 % more", Unit.PERCENT)
    parts = partial(_changes, stand), partial(_rows, stand), _unpriced
    return Limit(name, step, about, unit, *parts, relief, stand.table, subjects)


def _with_cities(limit: Limit) -> Limit:
    """Places of states, and of cities that have shelters of their own."""

    def own(scope: Cities, subject: str) -> tuple[str, ...]:
        there = scope.cities.filter(pl.col("places").is_not_null())["city"]
        return tuple(there) if subject == ShelterKind.SHELTER else ()

    def changes(scope: Cities, subject: str) -> tuple[Change, ...]:
        cities = own(scope, subject)
        more = Change("cities", "places", ChangeKind.MULTIPLY, 1 + MORE, selection=(("city", cities),))
        return (*limit.changes(scope, subject), *((more,) if cities else ()))

    def rows(scope: Cities, every: pl.DataFrame, subject: str) -> pl.DataFrame:
        return pl.concat([limit.rows(scope, every, subject), rows_of(every, "cities", "places", own(scope, subject))])

    return replace(limit, changes=changes, rows=rows)


def _all(_scope: Cities) -> tuple[str, ...]:
    return (ALL,)


def _headline(scope: Cities) -> tuple[str, ...]:
    return (scope.headline,)


def _channels(scope: Cities) -> tuple[str, ...]:
    there = scope.table("channel_coverage").filter(pl.col("place").is_in(list(scope.states)))
    return tuple(sorted(set(there["channel"])))


def _kinds(_scope: Cities) -> tuple[str, ...]:
    return tuple(ShelterKind)


def _link(link: ChainLink) -> _Stand:
    return _Stand("warning_chain", ("time",), fixed=(("link", (link,)),), shorter=True)


DETECT = _limit(
    "detect", _Stand("arrival_classes", ("detect",), "arrival_class", shorter=True),
    "detection of {arrival}", "until it is detected", _headline,
)  # fmt: skip
DECIDE = _limit("decide", _link(ChainLink.DECIDE), "decision to warn", "until somebody decides to warn", _all)
ALERT = _limit("alert", _link(ChainLink.ALERT), "sending of the warning", "until the warning is sent", _all)
RECEIVE = _limit(
    "receive", _Stand("channel_coverage", ("delay",), "channel", shorter=True),
    "delay of {channel}", "of delay of {channel}", _channels,
)  # fmt: skip
NOTICE = _limit(
    "notice", _Stand("day_parts", ("notice", "rise"), shorter=True),
    "noticing and getting up", "until people know the warning and are up", _all,
)  # fmt: skip
REACH = _limit(
    "reach", _Stand("shelters", ("time",), "kind", shorter=True),
    "way to {kind}", "on the way to {kind}", _kinds,
)  # fmt: skip
COVERAGE = _limit(
    "coverage", _Stand("channel_coverage", ("share",), "channel"),
    "people reached by {channel}", "people reached by {channel}", _channels,
)  # fmt: skip
WAKING = _limit(
    "waking", _Stand("warning_channels", ("wakes",)), "sleepers whom channels wake", "sleepers who are woken", _all,
)  # fmt: skip
RESPONSE = _limit(
    "response", _Stand("warning_response", ("acts",)), "people who go when warned", "people who go when warned", _all,
)  # fmt: skip
PLACES = _with_cities(_limit(
    "places", _Stand("shelters", ("places",), "kind"), "places in {kind}", "places in {kind}", _kinds,
))  # fmt: skip

LIMITS: tuple[Limit, ...] = (
    DETECT, DECIDE, ALERT, RECEIVE, NOTICE, REACH, COVERAGE, WAKING, RESPONSE, PLACES,
)  # fmt: skip

#: The limits by name.
BY_NAME: Mapping[str, Limit] = {limit.name: limit for limit in LIMITS}


def pairs(scope: Cities) -> Iterator[tuple[Limit, str]]:
    """Every limit with each of its subjects."""
    for limit in LIMITS:
        for subject in limit.subjects(scope):
            yield limit, subject
