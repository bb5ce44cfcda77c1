"""What is kept of an answer of the days clock: the same files as for the years clock (`sinews.answers.runs`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from sinews.answers.runs import FINDINGS, SavedRun, inputs, timing
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.flows import on_links, used
from sinews.clocks.years.outcome import COLUMNS, Kind
from sinews.model.calendar import Array
from sinews.model.solver.highs import INTERIOR_OPTIONS

CLOCK = "days"


def saved(
    answer: DaysAnswer, solver: str = "highs", seconds: Mapping[str, float] | None = None, memory: float = 0.0
) -> SavedRun:
    """What is kept of an answer of the days clock; `memory` in MiB."""
    asked = inputs(answer.scope.case, answer.scope.question, solver, INTERIOR_OPTIONS)
    measured = {"levers": bool(answer.levers), "corridors": bool(answer.corridors)}
    manifest = {**asked, "question": {**asked["question"], **measured}, **results(answer)}
    return SavedRun(manifest, outcomes(answer), findings_table(answer), timing(seconds or {}, memory))


def results(answer: DaysAnswer) -> dict[str, Any]:
    """The part of the manifest that says what came out."""
    program, solution = answer.plan.program, answer.plan.solution
    return {
        "status": solution.status,
        "residual": solution.residual,
        "objective": solution.objective,
        "charges": answer.charges,
        "late_days": answer.late,
        "margin": closed(answer.whole),
        "areas": {f"{one.tier}/{one.area}": _closed(one) for one in answer.closures if one.area},
        "levers": [_effect(effect) for effect in answer.levers],
        "corridors": [_effect(effect) for effect in answer.corridors],
        "routes": len(used(answer.plan)),
        "better_routes_left": answer.plan.found.better,
        "gap_of_whole_trains": answer.gap,
        "program": {
            "rows": program.matrix.shape[0],
            "columns": program.matrix.shape[1],
            "nonzeros": int(program.matrix.nnz),
            "ticks": len(program.calendar),
        },
    }


def closed(closures: Sequence[Closure]) -> dict[str, Any]:
    """Closures by tier."""
    return {one.tier: _closed(one) for one in closures}


def _closed(one: Closure) -> dict[str, Any]:
    return {"due_day": one.due, "closed_day": one.day, "margin_days": one.margin, "last_load": one.load}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "code": effect.code,
        "name": effect.name,
        "late_days": effect.late,
        "days_off_mean_lateness": effect.earned,
        "tiers": closed([one for one in effect.closures if one.area is None]),
    }


def findings_table(answer: DaysAnswer) -> pl.DataFrame:
    """What holds the movement up, in days of mean lateness that ten per cent more would take off."""
    rows = [(found.limit.name, found.limit.step, found.subject, found.earned) for found in answer.why]
    return pl.DataFrame(rows, schema=FINDINGS[CLOCK], orient="row")


def outcomes(answer: DaysAnswer) -> pl.DataFrame:
    """Arrivals and needs by load and area, and loaded trips by link, at the end of each tick, as one long table."""
    need, scope = answer.scope.need, answer.scope
    units = dict(scope.case.table("loads").select("load", "unit").iter_rows())
    unit = [units[load] for load in need.load]
    due = np.array([[row[need.day <= day + 1e-9].sum() for day in scope.calendar.last_day] for row in need.quantity])
    codes, trips = on_links(answer.plan)
    moved = np.flatnonzero(trips.max(axis=1, initial=0.0) > 1e-9)
    links = [codes[k] for k in moved]
    parts = [
        _table(answer, need.load, need.area, "arrived", answer.there, unit, Kind.MODEL),
        _table(answer, need.load, need.area, "due", due, unit, Kind.SOURCE),
        _table(answer, links, ["network"] * len(links), "trips", trips[moved], ["trips"] * len(links), Kind.CHOICE),
    ]
    return pl.concat(parts)


def _table(
    answer: DaysAnswer,
    subjects: Sequence[str],
    places: Sequence[str],
    quantity: str,
    values: Array,
    units: Sequence[str],
    kind: Kind,
) -> pl.DataFrame:
    labels = [f"{day:g}" for day in answer.scope.calendar.last_day]
    count = len(labels)
    frame = pl.DataFrame(
        {
            "clock": [CLOCK] * len(subjects) * count,
            "subject": np.repeat(np.array(subjects, dtype=object), count).tolist(),
            "place": np.repeat(np.array(places, dtype=object), count).tolist(),
            "period": labels * len(subjects),
            "quantity": [quantity] * len(subjects) * count,
            "value": np.asarray(values).ravel(),
            "low": [None] * len(subjects) * count,
            "high": [None] * len(subjects) * count,
            "unit": np.repeat(np.array(units, dtype=object), count).tolist(),
            "kind": [kind.value] * len(subjects) * count,
        },
        schema_overrides={
            "low": pl.Float64,
            "high": pl.Float64,
            "subject": pl.String,
            "place": pl.String,
            "unit": pl.String,
        },
    )
    return frame.select(COLUMNS)
