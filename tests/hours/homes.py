"""Small cases for the hours clock: tables as rows of text, made by a few words each.

Unless a test says otherwise: Germany with a million people, all hit; one need, water, which depends on power at once;
no season, no relief.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

import polars as pl

from sinews.clocks.hours.options import Blackout
from sinews.clocks.hours.scope import Homes as Scope
from sinews.data.case import Case, Settings
from sinews.data.schema import Number
from sinews.data.tables import BY_NAME
from tests.support import Row, small_tables

SETTINGS = {"hours_horizon": 72, "hours_share": 10, "hours_tick": 3}

#: What cells are unless said.
USUAL: dict[str, dict[str, object]] = {
    "needs": {"kind": "vital", "weight": 1},
    "services": {},
    "seasons": {"season": "winter", "share": 100, "hold": 0},
    "stores": {"place": "DEU", "need": "water"},
    "dependence": {"place": "DEU", "need": "water", "service": "power", "part": 1, "share": 100, "hold": 0},
    "outages": {"kind": "headline", "season": "winter"},
    "outage_areas": {"outage": "dark", "place": "DEU", "share": 100},
    "restoring": {"outage": "dark", "service": "power"},
    "relief": {"place": "DEU", "need": "water", "stock": 1e9, "per_truck": 1e6, "points": 10, "per_point": 1000,
               "staff_per_point": 1, "first": 0, "ramp": 0},
    "relief_means": {"place": "DEU", "trucks": 1e4, "round_trip": 1, "staff": 1e6, "fuel": 1e9, "fuel_per_trip": 1},
    "advice": {"place": "DEU", "hours": 72},
    "vulnerable": {"place": "DEU", "people": "over_75", "name": "75 or older"},
    "levers": {"decides": "somebody", "price": 10, "most": 1, "earliest": "2026-01"},
    "changes": {"part": 1, "selection": "", "change": "multiply", "unit": "1", "text": ""},
}  # fmt: skip


@dataclass
class Sketch:
    """A case in the making: `add` rows, then `case`."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=lambda: dict(SETTINGS))
    people: dict[str, float] = field(default_factory=lambda: {"DEU": 1e6, "POL": 1e6})

    def add(self, table: str, /, **cells: object) -> Sketch:
        """A row; cells that are not named are as usual, names are the codes."""
        key = BY_NAME[table].key[0]
        named = {"name": cells[key]} if BY_NAME[table].has("name") and key in cells else {}
        self.rows.setdefault(table, []).append({**named, **USUAL[table], **cells})
        return self

    def need(self, need: str, **cells: object) -> Sketch:
        """A need."""
        return self.add("needs", need=need, **cells)

    def stores(self, *points: tuple[float, float], **cells: object) -> Sketch:
        """A curve of stores: hours and the part, percent, whose stores last so long."""
        for number, (hours, lasting) in enumerate(points, 1):
            self.add("stores", point=f"p{number}", hours=hours, lasting=lasting, **cells)
        return self

    def back(self, *points: tuple[float, float], **cells: object) -> Sketch:
        """A curve of restoring: hours and the part, percent, still out."""
        for number, (hour, out) in enumerate(points, 1):
            self.add("restoring", point=f"p{number}", hour=hour, out=out, **cells)
        return self

    def tables(self) -> dict[str, list[Row]]:
        """All tables as text, with the registers and the years tables of the small case."""
        found = {name: cells(name, rows) for name, rows in self.rows.items() if rows}
        base = dict(_base())
        found |= {name: [*base[name], *found[name]] for name in ("levers", "changes") if name in found}
        parameters = [*base["parameters"], *settings(self.parameters)]
        economy = peopled(base["economy"], self.people)
        return {**base, "economy": economy, "parameters": parameters, **found}

    def case(self) -> Case:
        """The case; CaseError if it is not sound."""
        frames = {name: pl.DataFrame(rows) for name, rows in self.tables().items()}
        return Case.from_tables(_settings(), frames)

    def scope(self, **words: str) -> Scope:
        """The case seen by a question."""
        return Scope.of(self.case(), Blackout.of(words))


@cache
def _base() -> Mapping[str, list[Row]]:
    return small_tables()


def _settings() -> Settings:
    return Settings(
        "hours", "Homes by hand", date(2026, 1, 1), date(2030, 12, 1), date(2026, 12, 1), 2025, date(2026, 1, 15)
    )


def _number(name: str, value: object) -> Row:
    """A number, or value, low and high end of one."""
    ends = value if isinstance(value, tuple) else (value, value, value)
    cells = ["" if end == "" else repr(float(str(end))) for end in ends]
    basis = "" if value == "" else "guess"
    return dict(zip((name, f"{name}_low", f"{name}_high", f"{name}_basis"), (*cells, basis), strict=True))


def peopled(economy: Sequence[Row], people: Mapping[str, float]) -> list[Row]:
    """Rows of economy with these populations; none where none is given."""
    return [{**row, **_number("population", people.get(row["place"], ""))} for row in economy]


def settings(parameters: Mapping[str, float] = MappingProxyType(SETTINGS)) -> list[Row]:
    """Settings of the hours clock as rows of parameters."""
    return [{"parameter": name, **_number("value", value), "unit": "1"} for name, value in parameters.items()]


def cells(table: str, rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Rows of a table as text."""
    return [_cells(table, row) for row in rows]


def _cells(table: str, row: Mapping[str, object]) -> Row:
    cells: Row = {}
    for name, value in row.items():
        cells |= _number(name, value) if isinstance(BY_NAME[table].column(name), Number) else {name: str(value)}
    return cells


def dark(
    stores: Sequence[tuple[float, float]] = ((72, 28),),
    back: Sequence[tuple[float, float]] = ((0, 100),),
    hold: float = 0,
    share: float = 100,
) -> Sketch:
    """An outage of power in winter that takes water away from a million people."""
    sketch = Sketch().need("water").add("services", service="power").add("outages", outage="dark")
    sketch.add("outage_areas").add("dependence", hold=hold, share=share)
    return sketch.stores(*stores).back(*back)


def with_relief(sketch: Sketch) -> Sketch:
    """Twenty points for 5,000 people each, the first at hour 12, all at hour 24, with a depot that runs out."""
    return sketch.add("relief", points=20, per_point=5000, first=12, ramp=12, stock=2e5).add("relief_means", staff=70)
