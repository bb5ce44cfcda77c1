"""What trials come to, as tables; and how these are remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sinews.answers.closure import digest_of
from sinews.answers.plain import number, parts
from sinews.clocks.years.trials.drivers import DRIVERS, FIGURES
from sinews.clocks.years.trials.risk import FAN, PARTS, Inquiry, Risk, by_when, interval, worst
from sinews.clocks.years.trials.trial import Reading
from sinews.data.months import month_after

Schema = Mapping[str, type[pl.DataType]]

#: Columns of the quantiles of the fan.
QUANTILES = ("q10", "q25", "q50", "q75", "q90")

#: Columns of the tables, by name. Chances, coverage and quantiles are in percent, what is lacking in percentage points.
SCHEMAS: Mapping[str, Schema] = {
    "chance": {
        "reading": pl.String,
        "family": pl.String,
        **dict.fromkeys(("chance", "chance_low", "chance_high", "within_horizon"), pl.Float64),
        **dict.fromkeys(("half_ready", "nine_tenths_ready"), pl.Date),
    },
    "fan": {
        "reading": pl.String,
        "family": pl.String,
        "month": pl.Date,
        **dict.fromkeys(QUANTILES, pl.Float64),
    },
    "lacking": {"reading": pl.String, **dict.fromkeys(("at_test", "worst_tenth", "expected"), pl.Float64)},
    "drivers": DRIVERS,
    "figures": FIGURES,
}

#: Digits that count in tables.
DIGITS = 6


@dataclass(frozen=True)
class Told:
    """What trials say. `certain`: the chance, in percent, if nothing but the threat were uncertain.

    `points`: what is lacking at the test on average, as orders are adapted; percentage points. `tables`: as `SCHEMAS`.
    """

    inquiry: Inquiry
    certain: float
    points: float
    tables: Mapping[str, pl.DataFrame]


def told(risk: Risk) -> Told:
    """What the trials come to."""
    made = {
        "chance": _chance(risk),
        "fan": _fan(risk),
        "lacking": _lacking(risk),
        "drivers": risk.drivers,
        "figures": risk.figures,
    }
    points = float(risk.outcome(Reading.ADAPTED).shortfall.mean())
    return Told(risk.inquiry, 100 * risk.certain, points, {name: tidied(table) for name, table in made.items()})


def name(inquiry: Inquiry) -> str:
    """The name under which the answer to a question is remembered: with all that it depends on beside the plan."""
    held = " ".join(sorted(inquiry.held))
    model = digest_of("sinews.clocks.years.trials.risk")[:16]
    return f"risk {model} trials={inquiry.trials} seed={inquiry.seed} drivers={inquiry.drivers} {held}".strip()


def plain(told: Told) -> list[Any]:
    """As JSON has it."""
    tables = [cells(name, table) for name, table in told.tables.items()]
    return [{"certain": told.certain, "points": told.points}, *tables]


def cells(name: str, table: pl.DataFrame) -> dict[str, Any]:
    """A table with its name, as JSON has it."""
    return {"name": name, "rows": [[_cell(cell) for cell in row] for row in table.iter_rows()]}


def remembered(inquiry: Inquiry, content: object) -> Told:
    """Of what JSON holds; KeyError, TypeError or ValueError if it is none."""
    first, *rest = parts(content)
    rows = {table["name"]: [parts(row) for row in parts(table["rows"])] for table in rest}
    if list(rows) != list(SCHEMAS):
        raise ValueError("tables")
    tables = {table: framed(rows[table], schema) for table, schema in SCHEMAS.items()}
    return Told(inquiry, number(first, "certain"), number(first, "points"), tables)


def framed(rows: list[list[Any]], schema: Schema) -> pl.DataFrame:
    """A table of rows; ValueError or TypeError for cells that are of another kind."""
    columns: dict[str, list[Any]] = {}
    for place, (column, kind) in enumerate(schema.items()):
        cells = [row[place] for row in rows]
        columns[column] = [
            None if cell is None else date.fromisoformat(cell) if kind is pl.Date else cell for cell in cells
        ]
    return pl.DataFrame(columns, schema=schema, strict=True)


def _cell(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def tidied(table: pl.DataFrame) -> pl.DataFrame:
    """A table with the digits that count."""
    floats = [column for column, kind in table.schema.items() if kind == pl.Float64]
    return table.with_columns(pl.col(column).round_sig_figs(DIGITS) for column in floats)


def _chance(risk: Risk) -> pl.DataFrame:
    """A row a reading and family; dates are blank where they lie beyond."""
    rows = []
    for outcome in risk.outcomes:
        for family, instants in outcome.ready.families.items():
            whole = [100 * part for part in interval(outcome.ready.chance(family))]
            dates = [by_when(risk.scope, instants, part) for part in PARTS]
            rows.append((outcome.reading.value, family, *whole, 100 * float(np.isfinite(instants).mean()), *dates))
    return pl.DataFrame(rows, schema=SCHEMAS["chance"], orient="row")


def _fan(risk: Risk) -> pl.DataFrame:
    """Quantiles of coverage by reading and family at the end of each tick."""
    months = [month_after(risk.scope.calendar.origin, int(end) - 1) for end in risk.scope.shown.end]
    frames = []
    for outcome in risk.outcomes:
        for family, covered in outcome.coverage.items():
            levels = dict(zip(QUANTILES, 100 * np.quantile(covered, FAN, axis=0), strict=True))
            who = [pl.lit(outcome.reading.value).alias("reading"), pl.lit(family).alias("family")]
            frames.append(pl.DataFrame({"month": months, **levels}).select(*who, pl.all()))
    return pl.concat(frames)


def _lacking(risk: Risk) -> pl.DataFrame:
    """What is lacking at the drawn test, on average over its worst tenth, and expected over all tests that may come."""
    rows = [
        (
            outcome.reading.value,
            float(outcome.shortfall.mean()),
            worst(outcome.shortfall),
            float(outcome.expected.mean()),
        )
        for outcome in risk.outcomes
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["lacking"], orient="row")
