"""What levers do to the chance, as tables; and how these are remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from sinews.answers.closure import digest_of
from sinews.answers.plain import parts
from sinews.clocks.years.trials.levers import Pulls, Trials, difference
from sinews.clocks.years.trials.ready import ALL
from sinews.clocks.years.trials.risk import PARTS, Inquiry, by_when
from sinews.clocks.years.trials.told import Schema, cells, framed, tidied
from sinews.data.levers import Lever, name_of, price_of
from sinews.model.calendar import Array

#: Columns of the tables, by name. Prices in million EUR, chances in percent, what is lacking in percentage points;
#: changes with their standard errors. Blank where no trial comes otherwise: only a plan made anew can use the lever.
SCHEMAS: Mapping[str, Schema] = {
    "levers": {
        "lever": pl.String,
        **dict.fromkeys(("price", "price_low", "price_high"), pl.Float64),
        **dict.fromkeys(("chance_change", "chance_error", "at_test_change", "at_test_error"), pl.Float64),
        **dict.fromkeys(("expected_change", "expected_error"), pl.Float64),
    },
    "lever_chances": {
        "lever": pl.String,
        "family": pl.String,
        **dict.fromkeys(("chance_before", "chance", "chance_change", "chance_error"), pl.Float64),
        **dict.fromkeys(("half_before", "half_ready"), pl.Date),
    },
}

Tables = Mapping[str, pl.DataFrame]


def tables(pulls: Pulls) -> Tables:
    """What the trials come to (SCHEMAS): levers that take most off what is expected to be lacking first."""
    rows = [_lever(pulls, lever) for lever in pulls.levers]
    levers = pl.DataFrame(rows, schema=SCHEMAS["levers"], orient="row")
    families = [row for lever in pulls.levers for row in _families(pulls, lever)]
    return {
        "levers": tidied(levers.sort("expected_change", "lever", nulls_last=True)),
        "lever_chances": tidied(pl.DataFrame(families, schema=SCHEMAS["lever_chances"], orient="row")),
    }


def name(inquiry: Inquiry, levers: Sequence[Lever], *, anew: bool = False) -> str:
    """The name under which the tables are remembered: with all that they depend on beside the plan.

    `anew`: whether a plan is made for each lever.
    """
    modules = ("sinews.clocks.years.trials.gained", *(("sinews.clocks.years.trials.anew",) if anew else ()))
    model, held = digest_of(*modules)[:16], " ".join(sorted(inquiry.held))
    package, plans = name_of(tuple((lever, 1.0) for lever in levers)), "plans=anew " if anew else ""
    return f"chance {model} {plans}trials={inquiry.trials} seed={inquiry.seed} {package} {held}".strip()


def plain(kept: Tables) -> list[object]:
    """As JSON has it."""
    return [cells(title, kept[title]) for title in SCHEMAS]


def remembered(content: object) -> Tables:
    """Of what JSON holds; KeyError, TypeError or ValueError if it is none."""
    rows = {table["name"]: [parts(row) for row in parts(table["rows"])] for table in parts(content)}
    if list(rows) != list(SCHEMAS):
        raise ValueError("tables")
    return {title: framed(rows[title], schema) for title, schema in SCHEMAS.items()}


def _lever(pulls: Pulls, lever: Lever) -> tuple[object, ...]:
    prices = price_of(((lever, 1.0),))
    if not pulls.moves(lever):
        return (lever.code, *prices, *[None] * 6)
    base, mine = pulls.base, pulls.levers[lever]
    changes = (
        _percent(difference(base.ready.chance(), mine.ready.chance())),
        difference(base.at_test, mine.at_test),
        difference(base.expected, mine.expected),
    )
    return (lever.code, *prices, *(number for pair in changes for number in pair))


def _families(pulls: Pulls, lever: Lever) -> Iterator[tuple[object, ...]]:
    base, mine = pulls.base, pulls.levers[lever]
    for family in base.ready.families:
        before, after = _chance(base, family), _chance(mine, family)
        change = _percent(difference(before, after)) if pulls.moves(lever) else (None, None)
        half = [by_when(pulls.plan.scope, trials.ready.families[family], PARTS[0]) for trials in (base, mine)]
        yield (lever.code, family, 100 * float(before.mean()), 100 * float(after.mean()), *change, *half)


def _chance(trials: Trials, family: str = ALL) -> Array:
    return np.asarray(trials.ready.chance(family))


def _percent(pair: tuple[float, float]) -> tuple[float, float]:
    return 100 * pair[0], 100 * pair[1]
