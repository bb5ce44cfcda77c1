"""Small cases for the minutes clock: tables as rows of text, made by a few words each.

Unless a test says otherwise: one city of a million people, 600 km from the edge of one area; one class at 3,600 km an
hour, so ten minutes; no delay, no range, everybody awake, warned by one channel, goes, and has a place at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.scope import Cities
from sinews.data.case import Case, Settings
from sinews.data.schema import Number
from sinews.data.sphere import RADIUS
from sinews.data.tables import BY_NAME
from tests.support import Row, small_tables

SETTINGS = {"minutes_trials": 400, "minutes_share": 50, "minutes_cover": 0.5}

#: Degrees of a great circle that are a km long.
DEGREE = 1 / (RADIUS * np.pi / 180)

#: What cells are unless said.
USUAL: dict[str, dict[str, object]] = {
    "cities": {"place": "DEU", "latitude": 600 * DEGREE, "longitude": 0, "population": 1e6, "places": ""},
    "arrival_classes": {"kind": "headline", "speed": 3600, "reach": 5000, "way": 1, "least": 0, "detect": 0},
    "launch_areas": {"latitude": 0, "longitude": 0, "extent": 0},
    "launch_classes": {"launch_area": "east", "arrival_class": "missile", "basis": "guess"},
    "warning_channels": {"wakes": 100},
    "channel_coverage": {"place": "DEU", "channel": "phone", "share": 100, "delay": 0},
    "warning_chain": {"place": "default", "time": 0},
    "shelters": {"place": "default", "places": 100, "time": 0},
    "warning_response": {"place": "default", "acts": 100},
    "day_parts": {"start": 0, "asleep": 0, "notice": 0, "rise": 0},
    "levers": {"decides": "somebody", "price": 10, "most": 1, "earliest": "2026-01"},
    "changes": {"part": 1, "selection": "", "change": "add", "unit": "1", "text": ""},
}


@dataclass
class Sketch:
    """A case in the making: `add` rows, `set` cells of rows that are there, then `case`."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=lambda: dict(SETTINGS))

    def add(self, table: str, /, **cells: object) -> Sketch:
        """A row; cells that are not named are as usual, names are the codes."""
        key = BY_NAME[table].key[0]
        named = {"name": str(cells[key]).capitalize()} if BY_NAME[table].has("name") and key in cells else {}
        self.rows.setdefault(table, []).append({**named, **USUAL[table], **cells})
        return self

    def set(self, table: str, row: int = 0, /, **cells: object) -> Sketch:
        """Other cells in a row that is there."""
        self.rows[table][row] |= cells
        return self

    def link(self, link: str, **cells: object) -> Sketch:
        """Other cells in the row of a link, `decide` or `alert`."""
        return self.set("warning_chain", ("decide", "alert").index(link), **cells)

    def shelter(self, kind: str, **cells: object) -> Sketch:
        """Other cells in the row of a kind, `shelter` or `cover`."""
        return self.set("shelters", ("shelter", "cover").index(kind), **cells)

    def tables(self) -> dict[str, list[Row]]:
        """All tables as text, with the registers and the years tables of the small case."""
        found = {name: cells(name, rows) for name, rows in self.rows.items() if rows}
        base = dict(_base())
        found |= {name: [*base[name], *found[name]] for name in ("levers", "changes") if name in found}
        return {**base, "parameters": [*base["parameters"], *settings(self.parameters)], **found}

    def case(self) -> Case:
        """The case; CaseError if it is not sound."""
        frames = {name: pl.DataFrame(rows) for name, rows in self.tables().items()}
        day = date(2026, 1, 1)
        return Case.from_tables(
            Settings("minutes", "Towns by hand", day, date(2030, 12, 1), date(2026, 12, 1), 2025, date(2026, 1, 15)),
            frames,
        )

    def scope(self, **words: object) -> Cities:
        """The case seen by a question."""
        return Cities.of(self.case(), Alarm.of(words))


@cache
def _base() -> Mapping[str, list[Row]]:
    return small_tables()


def settings(parameters: Mapping[str, float] = SETTINGS) -> list[Row]:
    """Settings of the minutes clock as rows of parameters."""
    return [{"parameter": name, **_number("value", value), "unit": "1"} for name, value in parameters.items()]


def _number(name: str, value: object) -> Row:
    """A number, or value, low and high end of one."""
    ends = value if isinstance(value, tuple) else (value, value, value)
    texts = ["" if end == "" else repr(float(str(end))) for end in ends]
    basis = "" if value == "" else "guess"
    return dict(zip((name, f"{name}_low", f"{name}_high", f"{name}_basis"), (*texts, basis), strict=True))


def cells(table: str, rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Rows of a table as text."""
    return [_cells(table, row) for row in rows]


def _cells(table: str, row: Mapping[str, object]) -> Row:
    found: Row = {}
    for name, value in row.items():
        found |= _number(name, value) if isinstance(BY_NAME[table].column(name), Number) else {name: str(value)}
    return found


def town() -> Sketch:
    """The city, the class and the channel of every test, without any delay."""
    sketch = Sketch().add("cities", city="town").add("arrival_classes", arrival_class="missile")
    sketch.add("launch_areas", launch_area="east").add("launch_classes").add("warning_channels", channel="phone")
    sketch.add("channel_coverage").add("warning_chain", link="decide").add("warning_chain", link="alert")
    sketch.add("shelters", kind="shelter").add("shelters", kind="cover").add("warning_response")
    return sketch.add("day_parts", part="day")
