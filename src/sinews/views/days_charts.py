"""The closure curve of the days clock."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.views.charts import BLUE, DASHES, GREEN, ORANGE, PURPLE, SKY, VERMILION
from sinews.views.page import Chart

#: Colours of loads, in the order of their names.
SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY)


def arrivals(data: pl.DataFrame) -> Chart:
    """Arrivals of each load in each area, against what is due."""
    x = alt.X("day:Q", title=None, axis=alt.Axis(tickCount=5, grid=False))
    percent = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 50, 100], title=None)
    tips = [
        alt.Tooltip("load:N", title="Load"),
        alt.Tooltip("day:Q", format=".1f", title="Day"),
        alt.Tooltip("arrived_percent:Q", format=".0f", title="Arrived, %"),
    ]
    base = alt.Chart().encode(x=x)
    due = base.mark_line(color=VERMILION, strokeWidth=1, interpolate="step-after").encode(
        y=alt.Y("due_percent:Q", scale=percent, axis=axis)
    )
    loads = sorted(data["load"].unique())
    line = base.mark_line(strokeWidth=2, strokeDash=DASHES).encode(
        y="arrived_percent:Q",
        color=alt.Color("load:N", scale=alt.Scale(domain=loads, range=list(SERIES[: len(loads)]))),
        tooltip=tips,
    )
    panel = alt.layer(due, line).properties(height=110)
    drawn: Chart = alt.FacetChart(
        data=data,
        spec=panel,
        facet=alt.Facet("area:N", title=None, sort=data["area"].unique(maintain_order=True).to_list()),
        columns=3,
    )
    return drawn
