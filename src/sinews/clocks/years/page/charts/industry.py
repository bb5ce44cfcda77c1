"""Charts of industry: output and capacity by country, who makes what, who pays and who hosts."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.present.charts import (
    BLUE,
    DASHES,
    INK,
    QUIET,
    ROW,
    month_tip,
    named_rows,
    over_time,
    panels,
)
from sinews.present.page import Chart

#: Percent of capacity from which its label stands white on the dark cell.
DARK = 45

#: Billion EUR from which a bar carries a label.
LEAST = 0.05

#: Where cells, and the two bars of a row, lie below the middle of the row.
CELL = 9
BARS = {"pays": 4, "hosts": 15}


def by_country(data: pl.DataFrame) -> Chart:
    """Output and capacity of each country over time; every panel has its own scale."""
    base = alt.Chart().encode(x=over_time("month", 4))
    y = alt.Y("output_billion_EUR_a_year:Q", axis=alt.Axis(tickCount=3, title=None), scale=alt.Scale(nice=3))
    made = base.mark_area(color=BLUE, opacity=0.3).encode(y=y)
    tips = [
        month_tip(),
        alt.Tooltip("output_billion_EUR_a_year:Q", format=".2f", title="Output, EUR bn a year"),
        alt.Tooltip("capacity_billion_EUR_a_year:Q", format=".2f", title="Capacity, EUR bn a year"),
    ]
    most = base.mark_line(color=INK, strokeWidth=1.6, strokeDash=DASHES).encode(
        y="capacity_billion_EUR_a_year:Q", tooltip=tips
    )
    drawn: Chart = panels(data, alt.layer(made, most), "country").resolve_scale(y="independent")
    return drawn


def by_item(data: pl.DataFrame) -> Chart:
    """Which country has what part of the capacity for each item: a grid of percentages (column `percent`)."""
    order = data["item"].unique().sort().to_list()
    countries = data["country"].unique(maintain_order=True).to_list()
    names, y = named_rows(data, "item", order)
    x = alt.X(
        "country:N",
        sort=countries,
        title=None,
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(orient="top", labelAngle=-50, labelAlign="left", domain=False, ticks=False, labelOverlap=False),
    )
    shown = data.filter(pl.col("percent").round(0) > 0)
    tips = [
        alt.Tooltip("item:N", title="Item"),
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("percent:Q", format=".0f", title="Part of the capacity, %"),
        alt.Tooltip("at_the_median_of_the_threat:Q", format=",.1f", title="Capacity"),
        alt.Tooltip("unit:N", title="Unit"),
    ]
    cells = (
        alt.Chart(shown)
        .mark_bar(height=18, yOffset=CELL)
        .encode(
            x=x,
            y=y,
            color=alt.Color("percent:Q", legend=None, scale=alt.Scale(domain=[0, 100], range=["#e6eef6", BLUE])),
            tooltip=tips,
        )
    )
    dark = alt.condition(alt.datum.percent >= DARK, alt.value("white"), alt.value(INK))
    numbers = (
        alt.Chart(shown)
        .mark_text(dy=CELL, fontSize=11, baseline="middle")
        .encode(x=x, y=y, text=alt.Text("percent:Q", format=".0f"), color=dark)
    )
    drawn: Chart = alt.layer(cells, numbers, names).properties(width="container", height=ROW * len(order))
    return drawn


def pays_and_hosts(data: pl.DataFrame) -> Chart:
    """What each country pays and what its lines make, both in billion EUR over the horizon."""
    order = data["country"].to_list()
    names, y = named_rows(data, "country", order)
    most = float(str(data.select(pl.max_horizontal("pays_billion_EUR", "hosts_billion_EUR").max()).item()))
    x = alt.Scale(domain=[0, most * 1.3])
    layers = [names]
    for name, below in BARS.items():
        column, paid = f"{name}_billion_EUR", name == "pays"
        base = alt.Chart(data).encode(
            x=alt.X(f"{column}:Q", title=None, scale=x, axis=None),
            y=y,
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("pays_billion_EUR:Q", format=".1f", title="Pays, EUR bn"),
                alt.Tooltip("hosts_billion_EUR:Q", format=".1f", title="Hosts, EUR bn"),
            ],
        )
        colour = {"color": BLUE} if paid else {"fill": "white", "stroke": BLUE, "strokeWidth": 1.2}
        words = f"'{name} ' + format(datum.{column}, '.1f')"
        layers += [
            base.mark_bar(height=8, yOffset=below, **colour),
            base.transform_filter(f"datum.{column} >= {LEAST}")
            .transform_calculate(words=words)
            .mark_text(align="left", dx=5, dy=below, fontSize=10.5, color=QUIET, baseline="middle")
            .encode(text="words:N"),
        ]
    drawn: Chart = alt.layer(*layers).properties(width="container", height=(ROW + 10) * len(order))
    return drawn
