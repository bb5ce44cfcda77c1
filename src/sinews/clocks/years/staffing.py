"""Who is there to man what is bought: people of allies, and the crews that things need.

crew(i) = people of a slice of a force for one thing x the part of them who have to be found
crews of today(a) = sum over i of crew(i) x stock(a, i, start), of what an ally holds for itself no more than it needs
people elsewhere(a) = strength(a) - crews of today(a)

So the stock of today is manned by the people of today, whatever part of it is ready: a tank that is repaired finds its
crew. An ally without a row, or whose things need nobody, is not held back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.scope import OfScope, Scope
from sinews.data.kept import Kept
from sinews.errors import UsageError
from sinews.model.calendar import Array, Indices

#: What people are called among the items of balances.
PERSONS = "people"


@dataclass(frozen=True)
class Staff:
    """Allies of the group whose people are counted, sorted, and the rows of the needs that want a crew of them.

    `strength`, `today`: people in service at first, and of them those in crews; `reserves`: besides them. `stay`: the
    part of the people that is still there after each tick, `intake`: the most who are taken in; shape (places, ticks).
    `joining`: part of these who finish their training, `training`: its months, `pay`: million EUR a year for one
    person; shape (places,). `rows`: numbers of rows of the needs, `crew`: people for one thing; shape (rows,).
    """

    places: tuple[str, ...]
    strength: Array
    today: Array
    reserves: Array
    stay: Array
    intake: Array
    joining: Array
    training: Array
    pay: Array
    rows: Indices
    crew: Array

    def __len__(self) -> int:
        return len(self.places)


@OfScope
def staff(scope: Scope) -> Staff:
    """People of allies of the group that need something which wants a crew; none where the case has no rows."""
    crews, table = _crews(scope), scope.case.table("people")
    there = set(table["place"])
    keys = scope.needs["place", "item"].rows()
    rows = np.array([row for row, (place, item) in enumerate(keys) if place in there and item in crews], dtype=np.int64)
    people = _of_places(table, tuple(sorted({keys[row][0] for row in rows})))
    places = tuple(people["place"])
    crew = np.array([crews[keys[row][1]] for row in rows], dtype=np.float64)
    training = people["training"].to_numpy()
    return Staff(
        places,
        people["strength"].to_numpy(),
        _today(scope, crews, places),
        people["reserves"].to_numpy(),
        _stay(scope, people["leave"].to_numpy(), training),
        np.where(scope.open, people["recruits"].to_numpy()[:, None] / 12 * scope.calendar.length, 0.0),
        1 - people["dropout"].to_numpy() / 100,
        training,
        people["pay"].to_numpy() / 1e6,
        rows,
        crew,
    )


def _crews(scope: Scope) -> dict[str, float]:
    """People whom one thing needs, by item; of items that need any.

    Raises UsageError where crews are asked for and the case does not say what crew a thing needs, or who serves.
    """
    crews, called = scope.case.table("crews"), scope.question.crews
    if called and (crews.is_empty() or scope.case.table("people").is_empty()):
        raise UsageError(
            "The case does not say who serves or what crew a thing needs, so no crew can be called up; add rows to the "
            "tables people and crews, or leave out --crews."
        )
    return _wanted(crews, called)


@Kept
def _wanted(table: pl.DataFrame, called: bool) -> dict[str, float]:
    """People whom one thing needs, by item; `called`: whatever their shares are, all of them have to be found."""
    share = pl.lit(100.0) if called else pl.col("share")
    rows = table.with_columns((pl.col("crew") * share / 100).alias("people"))
    return dict(rows.filter(pl.col("people") > 0)["item", "people"].iter_rows())


@Kept
def _of_places(table: pl.DataFrame, places: tuple[str, ...]) -> pl.DataFrame:
    return table.filter(pl.col("place").is_in(list(places))).sort("place")


def _today(scope: Scope, crews: Mapping[str, float], places: tuple[str, ...]) -> Array:
    """People in crews at the start, shape (places,): of all that is needed, also where some items alone are asked for.

    Who mans what is not asked for can man what is: a family that is asked for by itself is never ready later for that.
    """
    whole = scope if scope.only is None else replace(scope, only=None)
    keys = whole.needs.select("place", "item").rows()
    rows = np.array(
        [row for row, (place, item) in enumerate(keys) if place in places and item in crews], dtype=np.int64
    )
    crew = np.array([crews[keys[row][1]] for row in rows], dtype=np.float64)
    today = np.zeros(len(places))
    np.add.at(today, [places.index(keys[row][0]) for row in rows], crew * _manned(whole, rows))
    return today


def _manned(scope: Scope, rows: Indices) -> Array:
    """What of today's stocks has a crew, for some rows of the needs: no more than is needed where it serves one ally.

    Things that stand in store beyond a need have no crew today. What allies hold together counts for others as well.
    """
    held = held_at_start(scope.case)
    needs = scope.needs["place", "item", "quantity"][rows.tolist()]
    return np.array(
        [
            held.get((place, item), 0.0) if item in scope.together else min(held.get((place, item), 0.0), need)
            for place, item, need in needs.iter_rows()
        ]
    )


def _stay(scope: Scope, leave: Array, training: Array) -> Array:
    """Part of the people that is still there after each tick; shape (places, ticks).

    Until those who are taken in from the day of knowledge on have been trained, who is in training already takes the
    place of those who leave.
    """
    served = np.array([scope.calendar.served(scope.known + months) for months in training])
    return np.asarray((1 - leave[:, None] / 100) ** (served.reshape(len(leave), len(scope.calendar)) / 12))
