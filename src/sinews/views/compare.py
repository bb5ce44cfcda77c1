"""What changes from one answer to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from sinews.calendar import months_between
from sinews.clocks.years import YearsAnswer
from sinews.views import phrases
from sinews.views.page import Page, Section
from sinews.views.readings import findings, first_covered, tidy
from sinews.views.words import month, number, span

#: Findings of each answer that are set side by side.
LEADING = 8

#: Points of expected shortfall below which two answers count as the same.
SAME = 5e-4


def compared(answer_a: YearsAnswer, answer_b: YearsAnswer, names: Sequence[str]) -> Page:
    """What the second answer changes against the first; `names`: what to call them."""
    if names[0] == names[1]:
        names = (f"{names[0]} (first)", f"{names[1]} (second)")
    first, second = names
    return Page(
        title=f"{first} against {second}",
        sentences=(_dates(answer_a, answer_b, first, second), _points(answer_a, answer_b, second)),
        sections=(
            Section("Dates and margins", (), _margins(answer_a, answer_b, names)),
            Section("First month covered, by item", (), _items(answer_a, answer_b, names)),
            Section("What holds back", (), _findings(answer_a, answer_b, names)),
        ),
        about=f"{first}: {phrases.asked(answer_a)} {second}: {phrases.asked(answer_b)}",
    )


def _dates(a: YearsAnswer, b: YearsAnswer, first: str, second: str) -> str:
    before, after = a.margin.ready, b.margin.ready
    if before is None and after is None:
        return f"Under neither is the standard met by {phrases.end(b)}."
    if before is None or after is None:
        late, soon, day = (second, first, before) if after is None else (first, second, after)
        return f"{soon}: ready in {month(day or date.max)}; {late}: not within the horizon."
    months = months_between(before, after)
    if months == 0:
        return f"The ready date stays: {month(before)}."
    way = "later" if months > 0 else "sooner"
    return f"With {second}, readiness comes {span(months)} {way}: {month(after)} instead of {month(before)}."


def _points(a: YearsAnswer, b: YearsAnswer, second: str) -> str:
    change = b.shortfall_points - a.shortfall_points
    if abs(change) < SAME:
        return f"The expected shortfall stays at {number(a.shortfall_points)} points."
    way = "rises" if change > 0 else "falls"
    return (
        f"With {second}, the expected shortfall {way} by {number(abs(change))} points, "
        f"from {number(a.shortfall_points)} to {number(b.shortfall_points)}."
    )


def _day(day: date | None) -> str:
    return month(day) if day else "not within the horizon"


def _months(months: int | None) -> str:
    return "unknown" if months is None else f"{months} months"


def _margins(a: YearsAnswer, b: YearsAnswer, names: Sequence[str]) -> pl.DataFrame:
    lines = {
        "ready": [_day(one.margin.ready) for one in (a, b)],
        "plan meets the standard": [_day(one.margin.planned) for one in (a, b)],
        "median of the threat": [_day(one.margin.median) for one in (a, b)],
        "margin to the median": [_months(one.margin.months) for one in (a, b)],
        "margin to the early date": [_months(one.margin.early_months) for one in (a, b)],
        "expected shortfall, points": [number(one.shortfall_points) for one in (a, b)],
    }
    return pl.DataFrame(
        {
            "measure": list(lines),
            names[0]: [pair[0] for pair in lines.values()],
            names[1]: [pair[1] for pair in lines.values()],
        }
    )


def _items(a: YearsAnswer, b: YearsAnswer, names: Sequence[str]) -> pl.DataFrame:
    parts = [
        first_covered(one).select("item", pl.col("first_month").alias(name))
        for one, name in zip((a, b), names, strict=True)
    ]
    months = [12 * pl.col(name).dt.year() + pl.col(name).dt.month() for name in names]
    both = parts[0].join(parts[1], on="item", how="full", coalesce=True)
    return both.with_columns((months[1] - months[0]).alias("months_later")).sort("item")


def _findings(a: YearsAnswer, b: YearsAnswer, names: Sequence[str]) -> pl.DataFrame:
    keys = ["what_holds_back", "step"]
    parts = [
        findings(one, one.why).rename({"points": f"points_{name}"}) for one, name in zip((a, b), names, strict=True)
    ]
    both = parts[0].join(parts[1], on=keys, how="full", coalesce=True)
    most = pl.max_horizontal(f"points_{name}" for name in names)
    return tidy(both.sort([most, pl.col("what_holds_back")], descending=[True, False]).head(LEADING), 3)
