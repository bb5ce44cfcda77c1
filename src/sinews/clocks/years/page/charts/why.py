"""What holds back, in per cent of the expected shortfall; colour and words say how far figures can be trusted."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.present.charts import BELOW, BLUE, GREEN, ORANGE, QUIET, ROW, SKY, named_rows
from sinews.present.page import Chart

#: Grounds of a figure from the firmest to the weakest, with the colour of each.
COLOURS = {
    "fact A": BLUE,
    "fact B": SKY,
    "fact C": ORANGE,
    "setting": GREEN,
    "derived": GREEN,
    "analogy": "#ffffff",
    "assumption": "#ffffff",
}

#: What a bar is as long as.
GAIN = "percent_of_shortfall"


def why(data: pl.DataFrame) -> Chart:
    """Per cent that one standard step of each finding takes off (columns as `readings.findings` gives them)."""
    rows = data.with_columns(
        pl.format("{}: {}", "what_holds_back", "step").alias("finding"),
        pl.format("{} %, {}", pl.col(GAIN).round_sig_figs(2), pl.col("confidence").fill_null("unknown")).alias("words"),
    )
    names, y = named_rows(rows, "finding", rows["finding"].to_list())
    most = max(float(str(rows[GAIN].max())), 0.01)
    x = alt.X(
        f"{GAIN}:Q",
        title="% off the expected shortfall",
        scale=alt.Scale(domain=[0, 1.5 * most], nice=False),
        axis=alt.Axis(tickCount=5, orient="top"),
    )
    colours = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    tips = [
        alt.Tooltip("finding:N", title="Finding"),
        alt.Tooltip(f"{GAIN}:Q", format=".2f", title="% off the expected shortfall"),
        alt.Tooltip("days_of_ready_date:Q", format=".0f", title="Days off the ready date"),
        alt.Tooltip("holds_up_to:N", title="Holds up to"),
        alt.Tooltip("then_binds:N", title="Then binds"),
        alt.Tooltip("confidence:N", title="Weakest figure behind it"),
    ]
    base = alt.Chart(rows).encode(x=x, y=y)
    bars = base.mark_bar(height=12, yOffset=BELOW, stroke=BLUE, strokeWidth=1).encode(
        color=alt.Color("confidence:N", scale=colours, legend=None), tooltip=tips
    )
    words = base.mark_text(align="left", baseline="middle", dx=6, dy=BELOW, color=QUIET, fontSize=11)
    drawn: Chart = alt.layer(bars, words.encode(text="words:N"), names).properties(
        width="container", height=ROW * rows.height
    )
    return drawn
