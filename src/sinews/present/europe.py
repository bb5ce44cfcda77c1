"""A map of Europe that charts are drawn on: outlines of countries, and the projection that all maps share.

Outlines of countries are from Natural Earth (public domain), simplified by `tools/outlines.py`.
"""

from __future__ import annotations

import json
from importlib.resources import files

import altair as alt

from sinews.present.page import Chart

#: The middle of the map (Europe from Portugal to the Black Sea), its scale and its height, both in parts of its width.
MIDDLE, SCALE, SHAPE = (12.5, 53.4), 1.45, 0.88

LAND, SHORE = "#f1eee6", "#c9ced4"


def land() -> alt.Chart:
    """The outlines of countries: the lowest layer of a map."""
    outline = json.loads((files("sinews.present") / "europe.json").read_text(encoding="utf-8"))
    values = alt.InlineData(values=({"type": "Feature", "geometry": outline},))  # each layering copies lists through
    drawn: alt.Chart = alt.Chart(values).mark_geoshape(fill=LAND, stroke=SHORE, strokeWidth=0.6, clip=True)
    return drawn


def projected(layers: alt.LayerChart | alt.FacetChart, **usermeta: object) -> Chart:
    """Layers as a map of Europe; `usermeta`: what the page is told of it besides its shape."""
    drawn: Chart = layers.project(
        type="conicConformal",
        parallels=[40, 65],
        rotate=[-MIDDLE[0], 0, 0],
        center=[0, MIDDLE[1]],
        scale=alt.expr(f"{SCALE} * width"),
        translate=alt.expr("[width / 2, height / 2]"),
    ).properties(width="container", usermeta={**usermeta, "shape": SHAPE})
    return drawn
