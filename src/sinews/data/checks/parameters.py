"""Settings of the method: names that nothing reads, and values with which nothing can be computed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, Known, have
from sinews.data.reading import FILE, LINE
from sinews.data.tables.parameters import BY_PARAMETER
from sinews.errors import Finding

#: Short ticks that the days clock may have, and steps of a tick until its horizon: its matrices grow with their square.
MOST_SHORT_TICKS, MOST_STEPS = 2000, 10000


def _settings(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "parameters"):
        return
    names = Known(BY_PARAMETER)
    for file, line, name, value in frames["parameters"].select(FILE, LINE, "parameter", "value").iter_rows():
        parameter = BY_PARAMETER.get(name)
        if name is not None and parameter is None:
            yield Finding(
                file, line, "parameter", f'"{name}", which nothing reads', f"one of {', '.join(BY_PARAMETER)}",
                f"Correct the name, or take the row out.{names.hint(name)}",
            )  # fmt: skip
        elif parameter and value is not None and not parameter.least <= value <= parameter.most:
            upper = f", at most {parameter.most:g}" if parameter.most < float("inf") else ""
            yield Finding(
                file, line, "value", f"{value:g} as {name}",
                f"at least {parameter.least:g}{upper} {parameter.unit} ({parameter.about})", "Correct the value.",
            )  # fmt: skip


def _ticks(frames: Frames) -> Iterator[Finding]:
    """The ticks of the days clock are as many as can be counted with."""
    if not have(frames, "parameters"):
        return
    rows = frames["parameters"]
    value = dict(rows.select("parameter", "value").drop_nulls().iter_rows())
    tick, fine, horizon = (value.get(f"days_{name}") for name in ("tick", "fine", "horizon"))
    if not tick or fine is None or horizon is None:
        return
    steps, short = horizon * 24 / tick, min(fine, horizon) * 24 / tick
    if steps > MOST_STEPS or short > MOST_SHORT_TICKS:
        file, line = rows.filter(pl.col("parameter") == "days_tick").select(FILE, LINE).row(0)
        yield Finding(
            file, line, "value", f"{tick:g} hours as days_tick: {short:,.0f} short ticks, {steps:,.0f} to the horizon",
            f"at most {MOST_SHORT_TICKS:,} short ticks, and {MOST_STEPS:,} ticks to the horizon",
            "Choose longer ticks, fewer days of short ticks (days_fine), or a nearer horizon (days_horizon).",
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (_settings, _ticks)
