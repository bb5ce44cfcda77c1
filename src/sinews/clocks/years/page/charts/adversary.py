"""Charts of the adversary beside the group: solid with bars or bands for what is observed, dashed for the plan."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.clocks.years.page.money import OBSERVED
from sinews.present.charts import BLUE, DASHES, VERMILION
from sinews.present.page import Chart


def _sides(data: pl.DataFrame) -> alt.Color:
    """One colour for each side: the group, which has a plan or path, in blue."""
    planned = data.filter(pl.col("kind") != OBSERVED)["side"].unique().sort().to_list()
    names = [*planned, *(side for side in data["side"].unique().sort().to_list() if side not in planned)]
    return alt.Color(
        "side:N", scale=alt.Scale(domain=names, range=[BLUE, VERMILION, "#009e73", "#5b4b8a"][: len(names)])
    )


def _tips(digits: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("side:N", title="Side"),
        alt.Tooltip("year:Q", title="Year"),
        alt.Tooltip("value:Q", format=digits, title="Most likely"),
        alt.Tooltip("low:Q", format=digits, title="Low"),
        alt.Tooltip("high:Q", format=digits, title="High"),
        alt.Tooltip("kind:N", title="Kind"),
    ]


def _x() -> alt.X:
    return alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False), axis=alt.Axis(format="d", tickCount=5))


def output(data: pl.DataFrame) -> Chart:
    """Units made in a year by both sides, a small chart for each item with a scale of its own."""
    base = alt.Chart().encode(x=_x(), color=_sides(data))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=3, format="~s"), scale=alt.Scale(zero=True))
    seen = alt.datum.kind == OBSERVED
    line = base.encode(y=y, detail="what:N", tooltip=[*_tips(",.0f"), alt.Tooltip("what:N", title="What")])
    shape = alt.Shape("what:N", scale=alt.Scale(domain=["new", "refurbished"], range=["circle", "square"]))
    bars = base.transform_filter(seen).mark_rule(strokeWidth=1.2, opacity=0.6)
    panel = alt.layer(
        bars.encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        line.transform_filter(seen).mark_line(strokeWidth=2),
        line.transform_filter(seen).mark_point(size=36, filled=True, opacity=1).encode(shape=shape),
        line.transform_filter(alt.datum.kind != OBSERVED).mark_line(strokeWidth=2, strokeDash=DASHES),
    ).properties(height=110)
    order = data["item"].unique(maintain_order=True).to_list()
    drawn: Chart = (
        alt.FacetChart(
            data=data, spec=panel, facet=alt.Facet("item:N", sort=order, title=None), columns=3, bounds="flush"
        )
        .resolve_scale(y="independent")
        .resolve_axis(x="independent", y="independent")
    )
    return drawn


def money(data: pl.DataFrame) -> Chart:
    """Defence expenditure of both sides by year, one chart for each measure."""
    base = alt.Chart().encode(x=_x(), color=_sides(data))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=4, format="~s"), scale=alt.Scale(zero=True))
    seen = alt.datum.kind == OBSERVED
    line = base.encode(y=y, tooltip=_tips(",.0f"))
    panel = alt.layer(
        base.transform_filter(seen)
        .mark_area(opacity=0.15, line=False)
        .encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        line.transform_filter(seen).mark_line(strokeWidth=2.2),
        line.transform_filter(alt.datum.kind != OBSERVED).mark_line(strokeWidth=2.2, strokeDash=DASHES),
    ).properties(height=180)
    order = data["measure"].unique(maintain_order=True).to_list()
    drawn: Chart = (
        alt.FacetChart(
            data=data, spec=panel, facet=alt.Facet("measure:N", sort=order, title=None), columns=2, bounds="flush"
        )
        .resolve_scale(y="independent")
        .resolve_axis(x="independent", y="independent")
    )
    return drawn
