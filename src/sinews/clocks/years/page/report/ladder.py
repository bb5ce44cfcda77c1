"""The report on the ladder: ready dates from today's course on, as a waterfall; what money, time and industry cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeAlias

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.ladder import Part, Rung, split
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.ladder import rows
from sinews.present.figure import drawn
from sinews.present.page import Chart, Section
from sinews.present.sources import of_levers
from sinews.present.words import counted, listed, month, number, short

#: Days that count as none.
NOTHING = 0.5

#: Points of expected shortfall by which two plans may differ and count as one.
ROUNDED = 1e-3

#: Rungs that must have a date for a waterfall of dates.
LEAST_DATES = 2

PARTS = "Between the grey bars, what each rung takes off: dark blue, money; orange, time; light blue, industry."

#: Title, how to read the chart, its numbers, and what draws it.
_Drawing: TypeAlias = "tuple[str, str, pl.DataFrame, Callable[[pl.DataFrame], Chart]]"


def ladder(answer: YearsAnswer, rungs: Sequence[Rung]) -> Section:
    """A waterfall from rung to rung: of ready dates, or of expected shortfall where hardly a rung reaches a date."""
    dated = sum(rung.ready is not None for rung in rungs) >= LEAST_DATES
    title, reading, data, draw = _dates(answer, rungs) if dated else _points(rungs)
    figure = drawn(
        "ladder",
        (f"A waterfall, from today's course on. {title}. {cost(rungs)}", f"{reading} {PARTS}"),
        data,
        draw,
        digest=rows(rungs),
        sources=of_levers(answer.scope.case, [rung.lever.code for rung in rungs]),
    )
    return Section(title, (cost(rungs), asked(answer, rungs)), figure=figure, topic="The ladder")


def asked(answer: YearsAnswer, rungs: Sequence[Rung]) -> str:
    """Where the question as it was asked stands on the ladder's scale, in one sentence."""
    points = answer.shortfall_points
    below = [rung for rung in rungs if rung.measured.points >= points - ROUNDED]
    above = [rung for rung in rungs if rung.measured.points < points - ROUNDED]
    where = f"The question as asked is ready {_said(answer)}, with {number(points)} points of expected shortfall"
    names = [f"'{short(rung.lever.name)}'" for rung in (*below[-1:], *above[:1])]
    if abs(rungs[len(below) - 1].measured.points - points) <= ROUNDED and below:
        return f"{where}: the rung {names[0]}."
    return f"{where}: between {' and '.join(names)}." if len(names) > 1 else f"{where}: beyond {names[0]}."


def _said(answer: YearsAnswer) -> str:
    ready = answer.margin.ready
    return f"in {month(ready)}" if ready else f"not before {phrases.end(answer)}"


def _dates(answer: YearsAnswer, rungs: Sequence[Rung]) -> _Drawing:
    from sinews.clocks.years.page.charts import buy as charts_buy

    starts, margin = answer.scope.shown.starts(), answer.margin
    title = f"On today's course: {_when(answer, rungs[0])}; with every rung: {_when(answer, rungs[-1])}"
    reading = (
        "Grey: time until the standard is met, on today's course and with every rung (model). Sand: from the early "
        f"date of the threat to its median, {month(margin.median)} (red line). Dashed: the question as asked, ready "
        f"{_said(answer)}. A bar up to {phrases.end(answer)} may go on."
    )
    draw = partial(
        charts_buy.ladder,
        start=starts[0],
        early=margin.early,
        median=margin.median,
        end=starts[-1],
        ready=margin.ready,
    )
    return title, reading, bars(answer, rungs), draw


def _points(rungs: Sequence[Rung]) -> _Drawing:
    from sinews.clocks.years.page.charts import buy as charts_buy

    at = [rung.measured.points for rung in rungs]
    title = f"From today's course to the last rung: {number(at[0])} to {number(at[-1])} points of expected shortfall"
    reading = "Grey: expected shortfall in points, on today's course and with every rung (model)."
    return title, reading, falls(rungs), charts_buy.falls


def falls(rungs: Sequence[Rung]) -> pl.DataFrame:
    """The bars of the waterfall in points of expected shortfall: on today's course, off it by each rung, what is left.

    Columns: rung, words, from_points, to_points, part.
    """
    at = [rung.measured.points for rung in rungs]
    today = short(rungs[0].lever.name)
    rows = [(today, f"{today}: {number(at[0])} points", 0.0, at[0], "whole")]
    for rung, (before, now) in zip(rungs[1:], pairwise(at), strict=True):
        name = short(rung.lever.name)
        words = f"{name}: {number(abs(now - before), 2)} points {'less' if now <= before else 'more'}"
        rows.append((name, words, now, before, rung.part.value if rung.part else "whole"))
    rows.append(("What is left", f"What is left: {number(at[-1])} points", 0.0, at[-1], "whole"))
    types = {
        "rung": pl.String,
        "words": pl.String,
        "from_points": pl.Float64,
        "to_points": pl.Float64,
        "part": pl.String,
    }
    return pl.DataFrame(rows, schema=types, orient="row")


def _when(answer: YearsAnswer, rung: Rung) -> str:
    return month(rung.ready) if rung.ready else f"not before {phrases.end(answer)}"


def bars(answer: YearsAnswer, rungs: Sequence[Rung]) -> pl.DataFrame:
    """The bars of the waterfall: until the first date, what each rung takes off, and what is left.

    Columns: rung, words (what stands above the bar), ready, from_month, to_month, part. What lies beyond the horizon
    stands at its end.
    """
    start, at = answer.scope.shown.starts()[0], [_met(answer, rung) for rung in rungs]
    first, last = rungs[0], rungs[-1]
    today = short(first.lever.name)
    rows = [(today, f"{today}: {_when(answer, first)}", first.ready, start, at[0], "whole")]
    for rung, (before, now) in zip(rungs[1:], pairwise(at), strict=True):
        name = short(rung.lever.name)
        words = f"{name}: {_when(answer, rung)}{_earlier(rung)}"
        rows.append((name, words, rung.ready, min(before, now), before, rung.part.value if rung.part else "whole"))
    rows.append(("What is left", f"What is left: {_when(answer, last)}", last.ready, start, at[-1], "whole"))
    names = ("rung", "words", "ready", "from_month", "to_month", "part")
    types = dict.fromkeys(names, pl.String) | dict.fromkeys(names[2:5], pl.Date)
    return pl.DataFrame(rows, schema=types, orient="row")


def _met(answer: YearsAnswer, rung: Rung) -> date:
    """When the standard is met, within its tick; the end of the horizon if not within it."""
    instant, starts = rung.measured.instant, answer.scope.shown.starts()
    return starts[-1] if instant is None else min(starts[0] + timedelta(days=round(instant * DAYS)), starts[-1])


def _earlier(rung: Rung) -> str:
    if rung.months is None:
        return ""
    return f", {number(rung.months, 2)} months earlier" if rung.months * DAYS >= NOTHING else ", no earlier"


def cost(rungs: Sequence[Rung]) -> str:
    """What money, time and industry each cost, in one sentence."""
    points = split(tuple(rungs))
    months: dict[Part, float] = {}
    for rung in rungs:
        if rung.part and rung.months is not None:
            months[rung.part] = months.get(rung.part, 0.0) + rung.months
    parts = [
        f"{number(points[part], 2)} by {part.value}"
        + (f" ({counted(months[part], 'month')} of the ready date)" if months.get(part, 0.0) * DAYS >= NOTHING else "")
        for part in Part
    ]
    whole = number(rungs[0].measured.points)
    return f"Of the {whole} points of expected shortfall on today's course, the ladder takes off: {listed(parts)}."
