"""Charts of the days clock: closing days against due days, arrivals day by day, what levers and corridors change."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

import altair as alt
import polars as pl

from sinews.present.charts import (
    BLUE,
    DASHES,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    QUIET,
    SKY,
    VERMILION,
    panels,
)
from sinews.present.page import Chart

#: Colours of loads and of tiers, in their order.
LOADS = (BLUE, ORANGE, GREEN, PURPLE, SKY)
TIERS = (BLUE, ORANGE, SKY, GREEN, PURPLE)

#: An axis of days above all rows, from day 0 on.
TOP, FROM_ZERO = alt.Axis(orient="top", tickCount=6), alt.Scale(zero=True)

#: Height of a bar with what is between it and the next, of a line of words above the bars, and between two rows.
LANE, LINE, GAP = 11, 15, 12

#: Letters of a line that fit on a narrow page: of a name, and of the smaller words below a bar.
LETTERS, SMALL = 54, 58


def closures(data: pl.DataFrame) -> Chart:
    """Each tier in each area: from the day on which it is due to that on which it is there.

    Columns: area, tier, due_day, closed_day (blank: not within the horizon), shown_day (where its mark stands), state.
    """
    order, tiers = (data[name].unique(maintain_order=True).to_list() for name in ("area", "tier"))
    x = alt.X("due_day:Q", title="days after the order to move", axis=TOP, scale=FROM_ZERO)
    rows = _Rows(order, len(tiers), 1)
    y = rows.y("area")
    tips = [
        alt.Tooltip("area:N", title="Area"),
        alt.Tooltip("tier:N", title="Tier"),
        alt.Tooltip("due_day:Q", title="Due on day"),
        alt.Tooltip("closed_day:Q", format=".1f", title="There on day"),
        alt.Tooltip("margin_days:Q", format="+.1f", title="Margin, days"),
    ]
    layers = []
    for number, tier in enumerate(tiers):
        lane = alt.Chart(data).transform_filter(alt.datum.tier == tier).encode(y=y)
        offset = rows.lane(number)
        layers += [
            lane.mark_rule(strokeWidth=3, yOffset=offset, opacity=0.45).encode(
                x=x, x2="shown_day:Q", color=_colour(tiers)
            ),
            lane.mark_tick(height=9, thickness=2, color=INK, yOffset=offset).encode(x=x),
            lane.mark_point(size=58, filled=True, opacity=1, yOffset=offset).encode(
                x="shown_day:Q", color=_colour(tiers), tooltip=tips
            ),
        ]
    return rows.drawn(layers, rows.words(data, "area", "area", 0))


def changes(data: pl.DataFrame, title: str) -> Chart:
    """Days by which everything comes earlier (or later) on average, row by row.

    Columns: name (unique), days, words (what stands below the bar).
    """
    shown = data.with_columns(_lines(data["name"], LETTERS, top=True), _lines(data["words"], SMALL, top=False))
    above, below = (1 + int(shown[name].str.count_matches("\n").max()) for name in ("name_lines", "words_lines"))  # type: ignore[arg-type]
    rows = _Rows(data["name"].to_list(), 1, above, below)
    most = max(float(str(data["days"].max())), 0.01)
    x = alt.X("days:Q", title=title, axis=TOP, scale=alt.Scale(domain=[min(0.0, float(str(data["days"].min()))), most]))
    tips = [alt.Tooltip("name:N", title="What"), alt.Tooltip("days:Q", format=".2f", title=title.capitalize())]
    bars = (
        alt.Chart(shown)
        .mark_bar(height=LANE - 2, yOffset=rows.lane(0), color=BLUE)
        .encode(x=x, y=rows.y("name"), tooltip=tips)
    )
    words = rows.words(shown, "name", "words_lines", rows.under, size=11, color=QUIET)
    return rows.drawn([bars], rows.words(shown, "name", "name_lines", 0), words)


def _lines(column: pl.Series, letters: int, *, top: bool) -> pl.Series:
    """Texts in lines that fit on a narrow page, all of as many lines: blank ones at the top or at the bottom."""
    broken = [_balanced(str(text), letters) for text in column]
    most = max(map(len, broken))
    blank = [[" "] * (most - len(lines)) for lines in broken]
    pairs = zip(blank, broken, strict=True) if top else zip(broken, blank, strict=True)
    return pl.Series(f"{column.name}_lines", ["\n".join([*upper, *lower]) for upper, lower in pairs], dtype=pl.String)


def _balanced(text: str, letters: int) -> list[str]:
    """A text in as few lines as it takes, all about as long."""
    count = max(len(wrap(text, letters)), 1)
    return next(lines for width in range(1, letters + 1) if len(lines := wrap(text, width) or [" "]) <= count)


def _colour(tiers: list[str]) -> alt.Color:
    return alt.Color("tier:N", scale=alt.Scale(domain=tiers, range=list(TIERS[: len(tiers)])))


@dataclass(frozen=True)
class _Rows:
    """Rows with lines of words above and below, and lanes between them."""

    order: list[str]
    lanes: int
    above: int
    below: int = 0

    @property
    def under(self) -> float:
        """Where the lines below the lanes begin, from the top of the row."""
        return LINE * self.above + LANE * self.lanes + 4

    @property
    def height(self) -> float:
        return self.under + LINE * self.below + GAP

    def y(self, column: str) -> alt.Y:
        return alt.Y(f"{column}:N", sort=self.order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))

    def lane(self, number: int) -> float:
        """Where a lane lies below the middle of its row."""
        return LINE * self.above + LANE * (number + 0.5) + 2 - self.height / 2

    def words(
        self, data: pl.DataFrame, column: str, text: str, top: float, size: float = 12.5, color: str = INK
    ) -> alt.Chart:
        """Lines of words in each row, from the left edge on; `top`: where they begin, from the top of the row."""
        words: alt.Chart = (
            alt.Chart(data.unique(column, maintain_order=True))
            .mark_text(
                align="left",
                baseline="top",
                dy=top + 2 - self.height / 2,
                lineBreak="\n",
                lineHeight=LINE,
                fontSize=size,
                color=color,
                style="name" if size > 12 else "below",
            )
            .encode(x=alt.value(0), y=self.y(column), text=f"{text}:N")
        )
        return words

    def drawn(self, layers: list[alt.Chart], *words: alt.Chart) -> Chart:
        drawn: Chart = alt.layer(*layers, *words).properties(width="container", height=self.height * len(self.order))
        return drawn


def arrivals(data: pl.DataFrame) -> Chart:
    """Arrivals of each load in each area, against what is due.

    Columns: area, load, day, arrived_percent, due_percent.
    """
    x = alt.X("day:Q", title=None, axis=alt.Axis(tickCount=5, grid=False))
    axis = alt.Axis(values=[0, 50, 100], title=None)
    tips = [
        alt.Tooltip("load:N", title="Load"),
        alt.Tooltip("day:Q", format=".1f", title="Day"),
        alt.Tooltip("arrived_percent:Q", format=".0f", title="Arrived, %"),
        alt.Tooltip("due_percent:Q", format=".0f", title="Due, %"),
    ]
    loads = data["load"].unique(maintain_order=True).to_list()
    colour = alt.Color("load:N", scale=alt.Scale(domain=loads, range=list(LOADS[: len(loads)])))
    base = alt.Chart().encode(x=x)
    due = base.mark_line(color=VERMILION, strokeWidth=1.2, interpolate="step-after").encode(
        y=alt.Y("due_percent:Q", scale=alt.Scale(domain=[0, 100]), axis=axis)
    )
    line = base.mark_line(strokeWidth=1.8, strokeDash=DASHES).encode(y="arrived_percent:Q", color=colour, tooltip=tips)
    return panels(data, alt.layer(due, line), "area")
