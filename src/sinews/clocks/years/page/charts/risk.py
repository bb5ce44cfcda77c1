"""The fan of coverage: what part of the needs is covered over time in the middle half and in four fifths of trials."""

from __future__ import annotations

from datetime import date

import altair as alt
import polars as pl

from sinews.clocks.years.trials.told import QUANTILES
from sinews.present.charts import BLUE, VERMILION, month_tip, over_time, panels
from sinews.present.page import Chart


def fan(data: pl.DataFrame, median: date) -> Chart:
    """Quantiles of coverage by family, a panel each, with the median of the threat."""
    y = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 50, 100], title=None)
    base = alt.Chart().encode(x=over_time("month", 4))
    tips = [
        month_tip(),
        *(
            alt.Tooltip(f"{name}:Q", format=".0f", title=f"{name.removeprefix('q')} % of trials have less, %")
            for name in QUANTILES
        ),
    ]
    outer = base.mark_area(color=BLUE, opacity=0.15).encode(y=alt.Y("q10:Q", scale=y, axis=axis), y2="q90:Q")
    inner = base.mark_area(color=BLUE, opacity=0.25).encode(y=alt.Y("q25:Q", scale=y), y2="q75:Q")
    middle = base.mark_line(color=BLUE, strokeWidth=2.2).encode(y=alt.Y("q50:Q", scale=y), tooltip=tips)
    rule = (
        alt.Chart()
        .mark_rule(color=VERMILION, strokeWidth=1.3)
        .encode(x=alt.datum(alt.DateTime(year=median.year, month=median.month)))
    )
    return panels(data, alt.layer(outer, inner, middle, rule), "family")
