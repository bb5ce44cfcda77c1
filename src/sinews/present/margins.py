"""The margins of several clocks side by side: time that there is against time needed, each on its own scale.

Clocks whose parts say how their first margin reads stand in it; others have a section of their own only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import polars as pl

from sinews.answers.answer import Answer, Instant, Margin
from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.present.figure import drawn
from sinews.present.page import Chart, Section
from sinews.present.parts import Parts
from sinews.present.tables import tidy
from sinews.present.words import listed, lowered, number

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Unit in which a date is told: years from the day as of which the case is made.
YEARS = "years"


@runtime_checkable
class Headed(Protocol):
    """Parts of an answer that opens with its first margin."""

    @property
    def answer(self) -> Answer[Any]:
        """The answer."""

    @property
    def reads(self) -> tuple[str, str]:
        """What the time that there is runs until, and what is needed, in words."""


def section(parts: Sequence[Parts]) -> Section | None:
    """The margins of all clocks whose parts say how they read, with a chart; None where there are fewer than two."""
    data = _table(parts)
    if data.height < 2:
        return None
    title = f"{number(data.height)} margins: {_told(data)}"
    text = (_meaning(data),)
    figure = drawn(
        "margins",
        (
            f"For each clock two bars: the time that there is, and the time that is needed. {title}.",
            "Light: time that there is; dark: time needed (model), from now, from the order to move, from the cut or "
            "from the launch on. Each panel has its own scale.",
        ),
        _bars(data),
        _draw,
        digest=data,
    )
    return Section(title, text, data, figure=figure, topic="Margins side by side")


def brief(parts: Sequence[Parts]) -> tuple[Section, ...]:
    """The same as a table, for a page without charts; nothing where there are fewer than two."""
    data = _table(parts)
    if data.height < 2:
        return ()
    shown = data.select("clock", "there_is", "needed", "to_spare", "unit")
    return (Section("Time there is, time needed", (_meaning(data),), shown),)


def beside(parts: Sequence[Parts], others: Sequence[Parts], title: str) -> Section:
    """The margins of a case and of another one that was asked the same, called `title`, clock by clock."""
    columns = ("clock", "needed", "to_spare", "unit")
    both = (
        _table(parts)
        .select(columns)
        .join(_table(others).select(columns), on=("clock", "unit"), how="left", suffix="_there", maintain_order="left")
    )
    table = both.select(
        "clock",
        "needed",
        "needed_there",
        (pl.col("to_spare_there") - pl.col("to_spare")).round(3).alias("more_to_spare_there"),
        "to_spare",
        "to_spare_there",
        "unit",
    )
    return Section(
        f"Beside {title}", tuple(map(_other, table.iter_rows(named=True))), table, topic="Beside another case"
    )


def _other(row: dict[str, Any]) -> str:
    """What another case makes of a margin."""
    more, unit = row["more_to_spare_there"], row["unit"]
    if more is None:
        return f"{row['clock']}: not comparable; one of the two has no time that is known."
    if more == 0:
        return f"{row['clock']}: as much time to spare there as here."
    return f"{row['clock']}: {number(abs(more))} {unit} {'more' if more > 0 else 'less'} to spare there than here."


def _meaning(data: pl.DataFrame) -> str:
    """What the times of each clock are."""
    rows = data.select("clock", "until", "for").iter_rows()
    return f"{'; '.join(f'{clock}: {until}, against {needed}' for clock, until, needed in rows)}."


def _told(data: pl.DataFrame) -> str:
    """Which clocks have time to spare, and which have too little."""
    spare = {row["clock"]: row["to_spare"] for row in data.iter_rows(named=True)}
    late = [lowered(clock) for clock, time in spare.items() if time is None or time < 0]
    return f"too little time in {listed(late)}" if late else "time to spare in all"


def _table(parts: Iterable[Parts]) -> pl.DataFrame:
    """A row for each clock; times that are not known within its horizon are blank."""
    rows = [row for part in parts if isinstance(part, Headed) for row in _row(part)]
    numbers = dict.fromkeys(("there_is", "needed", "to_spare", "low", "high"), pl.Float64)
    schema = {"clock": pl.String, **numbers, "unit": pl.String, "until": pl.String, "for": pl.String}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)


def _row(part: Headed) -> Iterator[tuple[object, ...]]:
    margins = part.answer.margins
    if not margins:
        return
    first, case = margins[0], part.answer.case
    due, ready, low, high = (as_time(end, case) for end in (first.due, first.ready, first.low, first.high))
    spare = None if due is None or ready is None else due - ready
    ends = (None, None) if due is None else tuple(None if end is None else due - end for end in (high, low))
    yield (part.answer.asked.clock.capitalize(), due, ready, spare, *ends, unit_of(first), *part.reads)


def as_time(instant: Instant | None, case: Case) -> float | None:
    """How far off an instant is: in years for a date, else as it is."""
    if isinstance(instant, date):
        return months_between(case.settings.as_of, instant) / 12
    return None if instant is None else float(instant)


def unit_of(margin: Margin) -> str:
    """The unit of `as_time` for the instants of a margin."""
    return YEARS if isinstance(margin.due, date) or isinstance(margin.ready, date) else margin.unit


def _bars(data: pl.DataFrame) -> pl.DataFrame:
    """A row for each bar (columns: clock, what, time, unit)."""
    names = {"there_is": "there is", "needed": "needed"}
    long = data.rename(names).unpivot(
        on=list(names.values()), index=["clock", "unit"], variable_name="what", value_name="time"
    )
    panel = pl.format("{}, in {}", "clock", "unit") if long.height else pl.lit("")
    return long.select(panel.alias("clock"), "what", "time", "unit").drop_nulls("time")


def _draw(data: pl.DataFrame) -> Chart:
    import altair as alt

    from sinews.present.charts import BLUE, SKY, panels

    whats = ["there is", "needed"]
    y = alt.Y("what:N", sort=whats, title=None, axis=None)
    x = alt.X("time:Q", title=None, axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True))
    colour = alt.Color("what:N", scale=alt.Scale(domain=whats, range=[SKY, BLUE]))
    tips = [
        alt.Tooltip("clock:N", title="Clock"),
        alt.Tooltip("what:N", title="Time"),
        alt.Tooltip("time:Q", format=".1f", title="How much"),
    ]
    bars = alt.Chart().mark_bar(height=14).encode(x=x, y=y, color=colour, tooltip=tips)
    drawn: Chart = panels(data, alt.layer(bars), "clock", columns=4).resolve_scale(x="independent")
    return drawn
