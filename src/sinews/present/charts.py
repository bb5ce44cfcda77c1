"""What all charts share: colours, axes, rows that carry their names, and the common look.

What is observed or sourced is solid and dark, what the model computes is dashed or hollow. Colours are those of Okabe
and Ito, told apart by readers with any colour vision, and none carries a meaning alone: labels and marks say the same.
Charts that repeat a small panel carry no width: whoever shows them chooses columns to fit.
"""

from __future__ import annotations

from datetime import date

import altair as alt
import polars as pl

from sinews.present.page import Chart

INK, QUIET, RULE = "#1b2733", "#56626e", "#d5dae0"
BLUE, VERMILION, SAND, EARTH = "#0b5394", "#d55e00", "#f3e3d0", "#7a5320"
SKY, ORANGE, GREEN, PURPLE = "#56b4e9", "#e69f00", "#009e73", "#cc79a7"
GREY = "#aab3bc"

DASHES = [5, 3]

#: Height of a row with its name above itself, and of a small panel, in pixels.
ROW, PANEL = 42, 110

#: Where the mark of a named row lies below the middle of the row.
BELOW = 7


def styled(chart: Chart) -> Chart:
    """The common look: quiet axes, system fonts, no frame."""
    font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    axis = {"labelColor": QUIET, "titleColor": QUIET, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400}
    lines = {
        "gridColor": "#e9ecef",
        "domainColor": RULE,
        "tickColor": RULE,
        "labelOverlap": "greedy",
        "labelSeparation": 6,
    }
    header = {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": 600, "labelAnchor": "start", "labelPadding": 6}
    legend = {
        "orient": "top",
        "title": None,
        "labelFontSize": 12,
        "labelColor": INK,
        "labelLimit": 260,
        "columns": 3,
        "symbolOpacity": 1,
    }
    drawn: Chart = chart.configure(
        font=font,
        background="transparent",
        view={"stroke": None},
        axis=axis | lines,
        header=header,
        legend=legend,
        text={"font": font},
        style={"name": {"fontSize": 12.5, "fill": INK}},
    )
    return drawn


def over_time(column: str, count: int = 5, axis: str = "%Y") -> alt.X:
    """Time from left to right, with few labels."""
    return alt.X(f"{column}:T", title=None, axis=alt.Axis(format=axis, tickCount=count, grid=False))


def month_tip(column: str = "month", title: str = "Month") -> alt.Tooltip:
    """A month in a tooltip."""
    return alt.Tooltip(f"{column}:T", format="%B %Y", title=title)


def facet(column: str, data: pl.DataFrame) -> alt.Facet:
    """Small panels in the order of the data."""
    order = data[column].unique(maintain_order=True).to_list()
    return alt.Facet(f"{column}:N", sort=order, title=None)


def panels(data: pl.DataFrame, panel: Chart, column: str, columns: int = 3) -> alt.FacetChart:
    """One panel for each value of a column, with axes of their own."""
    drawn: alt.FacetChart = alt.FacetChart(
        data=data, spec=panel.properties(height=PANEL), facet=facet(column, data), columns=columns, bounds="flush"
    ).resolve_axis(x="independent", y="independent")
    return drawn


def named_rows(data: pl.DataFrame, column: str, order: list[str], words: str | None = None) -> tuple[alt.Chart, alt.Y]:
    """Rows that carry their name above themselves, so that long names fit on narrow pages.

    `words`: column with what is written there, if it is not the name itself.
    """
    y = alt.Y(f"{column}:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    names = (
        alt.Chart(data.unique(column, maintain_order=True))
        .encode(y=y)
        .mark_text(align="left", baseline="middle", dy=-10, style="name")
    )
    return names.encode(x=alt.value(0), text=f"{words or column}:N"), y


def horizon(start: date, early: date, median: date, end: date) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """The whole horizon with its axis at the top, the time from the early date of the threat to its median, its median.

    Other layers of a chart take their axis from the first.
    """
    axis = alt.Axis(format="%Y", tickCount=6, orient="top", grid=True)
    whole = alt.Chart(pl.DataFrame({"month": [start, end]})).mark_point(opacity=0)
    window = pl.DataFrame({"month": [early], "until": [median]})
    return (
        whole.encode(x=alt.X("month:T", title=None, axis=axis)),
        alt.Chart(window).mark_rect(color=SAND).encode(x="month:T", x2="until:T"),
        alt.Chart(window).mark_rule(color=VERMILION, strokeWidth=1.5).encode(x="until:T"),
    )
