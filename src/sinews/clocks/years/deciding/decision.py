"""What there is to decide now, as tables; and how these are remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.answers.closure import digest_of
from sinews.answers.plain import parts
from sinews.answers.progress import Count
from sinews.clocks.years.deciding.coarse import coarse
from sinews.clocks.years.deciding.figured import averaged
from sinews.clocks.years.deciding.futures import Uncertain, futures
from sinews.clocks.years.deciding.horizon import Foreseen, foreseen
from sinews.clocks.years.deciding.stages import Course, Stages, stages
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.told import Schema, cells, framed, tidied

#: What a plan is charged, by column: the headings of the objective, which is their sum.
CHARGED: Mapping[str, str] = {
    "points": "shortfall",
    "refused": "unmet_uses",
    "late": "late contracts",
    "after": "shortfall beyond the end",
    "money": "money",
}

#: Columns of the tables, by name. Objective and what it is the sum of: percentage points (`points`: expected
#: shortfall). Orders are in units, `spread` (from the least to the most) in million EUR.
SCHEMAS: Mapping[str, Schema] = {
    "values": {"way": pl.String, **dict.fromkeys(("objective", *CHARGED), pl.Float64)},
    "branches": {
        "branch": pl.String,
        "chance": pl.Float64,
        "way": pl.String,
        **dict.fromkeys(("objective", *CHARGED), pl.Float64),
    },
    "orders": {"item": pl.String, **dict.fromkeys(("together", "as_planned", "least", "most", "spread"), pl.Float64)},
    "foresight": {
        "years": pl.Int64,
        **dict.fromkeys(("objective", "points", "more_points", "days_later"), pl.Float64),
        "ready": pl.Date,
    },
}

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Inquiry:
    """What is uncertain, and how many years ahead somebody sees who plans anew each year.

    `mean`: whether figures are the means of their draws, not the likely ones.
    """

    uncertain: Uncertain
    foresight: tuple[int, ...]
    mean: bool = False


def decided(
    scope: Scope, inquiry: Inquiry, solver: str = "highs", workers: int = 1, count: Count | None = None
) -> Tables:
    """The tables (SCHEMAS) of a question. UsageError for too many branches, SolveError as the solver does."""
    years = coarse(scope)
    years = averaged(years) if inquiry.mean else years  # all tables of a page have one set of figures
    tree = stages(years, futures(inquiry.uncertain), solver, workers, count)
    seen = foreseen(years, inquiry.foresight, solver, workers, count)
    rows = {
        "values": _values(tree),
        "branches": _branches(tree),
        "orders": _orders(tree),
        "foresight": _foresight(years, seen),
    }
    return {
        title: tidied(pl.DataFrame(list(rows[title]), schema=schema, orient="row")) for title, schema in SCHEMAS.items()
    }


def name(inquiry: Inquiry) -> str:
    """The name under which the tables are remembered: with all that they depend on beside the question."""
    return f"decide {digest_of('sinews.clocks.years.deciding.decision')[:16]} {inquiry!r}"


def plain(tables: Tables) -> list[object]:
    """As JSON has it: rows by the names of their columns, each with its table."""
    every = (cells(title, tables[title]) for title in SCHEMAS)
    return [
        {"table": table["name"], **dict(zip(SCHEMAS[table["name"]], row, strict=True))}
        for table in every
        for row in table["rows"]
    ]


def remembered(content: object) -> Tables:
    """Of what JSON holds; KeyError, TypeError or ValueError if it is none."""
    rows: dict[str, list[list[object]]] = {title: [] for title in SCHEMAS}
    for row in parts(content):
        rows[row["table"]].append([row[column] for column in SCHEMAS[row["table"]]])
    if not all(rows.values()):
        raise ValueError("tables")
    return {title: framed(rows[title], schema) for title, schema in SCHEMAS.items()}


def _ways(tree: Stages) -> Mapping[str, Course]:
    return {"apart": tree.apart, "together": tree.together, "as_planned": tree.as_planned}


def _values(tree: Stages) -> Iterator[tuple[object, ...]]:
    chances = np.array([future.chance for future in tree.futures])
    for way, course in _ways(tree).items():
        charged = (float(tree.charged(course, heading) @ chances) for heading in CHARGED.values())
        yield way, 100 * course.mean(tree.futures), *charged


def _branches(tree: Stages) -> Iterator[tuple[object, ...]]:
    for way, course in _ways(tree).items():
        charged = np.array([tree.charged(course, heading) for heading in CHARGED.values()])
        for number, future in enumerate(tree.futures):
            objective = 100 * course.objectives[number]
            yield future.name, 100 * future.chance, way, objective, *(float(each) for each in charged[:, number])


def _orders(tree: Stages) -> Iterator[tuple[object, ...]]:
    together, planned = tree.ordered(tree.together.values[0]), tree.ordered(tree.planned)
    alone = np.array([tree.ordered(value) for value in tree.apart.values])
    least, most = alone.min(axis=0), alone.max(axis=0)
    spread = (most - least) * tree.scope.of_items("price", tree.scope.needed)
    for number, item in enumerate(tree.scope.needed):
        yield item, *(float(column[number]) for column in (together, planned, least, most, spread))


def _foresight(scope: Scope, seen: Sequence[Foreseen]) -> Iterator[tuple[object, ...]]:
    whole = seen[0]
    for each in seen:
        ready = None if each.instant is None else scope.calendar.month_of(each.instant)
        more = each.points - whole.points
        yield each.years, 100 * each.objective, each.points, more, each.days_later(whole), ready
