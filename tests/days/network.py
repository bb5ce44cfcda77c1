"""Small networks for the days clock: tables as rows of text, made by a few words each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import polars as pl

from sinews.data.case import Case, Settings
from sinews.data.schema import Number
from sinews.data.tables import BY_NAME
from tests.support import Row, small_tables

SETTINGS = {"days_tick": 12, "days_fine": 30, "days_coarse": 6, "days_horizon": 60, "days_standard": 95,
            "days_early": 0.05, "days_grain": 100, "days_distance": 0.001, "days_detour": 3}  # fmt: skip

#: Columns of numbers that may stay blank, and what the others are unless said.
USUAL: dict[str, dict[str, object]] = {
    "nodes": {"place": "DEU", "latitude": 50, "longitude": 10, "area": ""},
    "areas": {},
    "carriers": {"gauge": "", "loading_time": ""},
    "links": {
        "gauge": "",
        "length": 120,
        "speed": 10,
        "capacity": 1000,
        "civil_share": 0,
        "load_class": "",
        "opens": "",
    },
    "transfers": {"throughput": 1000, "time": 0},
    "borders": {"notice": 0, "delay": 0},
    "loads": {"unit": "vehicles", "weight": 1},
    "carriage": {"per_trip": 10, "stock_per_trip": "", "mass": ""},
    "pools": {"quantity": 100, "notice": 0},
    "formations": {"place": "DEU", "notice": 0, "area": ""},
    "formation_loads": {},
    "prepositioned": {"issue_time": 0},
    "tiers": {"day": 10, "weight": 1},
    "arrivals": {},
    "corridors": {},
    "corridor_links": {},
    "levers": {"decides": "somebody", "price": "", "most": 1, "earliest": "2026-01"},
    "changes": {"selection": "", "change": "multiply", "unit": "1", "text": ""},
}


@dataclass
class Sketch:
    """A network in the making: `add` rows, then `case`."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=lambda: dict(SETTINGS))

    def add(self, table: str, /, **cells: object) -> Sketch:
        """A row; cells that are not named are as usual, names are the codes."""
        key = BY_NAME[table].key[0]
        named = {"name": cells[key]} if BY_NAME[table].has("name") else {}
        self.rows.setdefault(table, []).append({**named, **USUAL[table], **cells})
        return self

    def node(self, *codes: str, **cells: object) -> Sketch:
        """Nodes on the way."""
        for code in codes:
            self.add("nodes", node=code, **cells)
        return self

    def goal(self, code: str, area: str, **cells: object) -> Sketch:
        """A node in an area of its own."""
        if area not in {row["area"] for row in self.rows.get("areas", [])}:
            self.add("areas", area=area)
        return self.add("nodes", node=code, area=area, **cells)

    def link(self, one: str, other: str, mode: str = "road", **cells: object) -> Sketch:
        """A link of one day (120 km at 5 km/h are 24 hours) unless said."""
        code = str(cells.pop("link", f"{one}-{other}-{mode}"))
        return self.add("links", link=code, from_node=one, to_node=other, mode=mode, **({"speed": 5} | cells))

    def force(self, code: str, home: str, **cells: object) -> Sketch:
        """A formation; its loads are given by name: heavy=100."""
        known = BY_NAME["formations"]
        about = {name: cell for name, cell in cells.items() if known.has(name)}
        self.add("formations", formation=code, home=home, **about)
        for load, quantity in cells.items():
            if load not in about:
                self.add("formation_loads", formation=code, load=load, quantity=quantity)
        return self

    def tables(self) -> dict[str, list[Row]]:
        """All tables as text, with the registers and the years tables of the small case."""
        found = {name: [_cells(name, row) for row in rows] for name, rows in self.rows.items() if rows}
        base = _base()
        found |= {name: [*base[name], *found[name]] for name in ("levers", "changes") if name in found}
        parameters = [*base["parameters"], *({"parameter": name, **_number("value", value), "unit": "1"}
                      for name, value in self.parameters.items())]  # fmt: skip
        return {**base, "parameters": parameters, **found}

    def case(self) -> Case:
        """The case; CaseError if it is not sound."""
        frames = {name: pl.DataFrame(rows) for name, rows in self.tables().items()}
        return Case.from_tables(_settings(), frames)


@cache
def _base() -> Mapping[str, list[Row]]:
    return small_tables()


def _settings() -> Settings:
    from datetime import date

    return Settings(
        "days", "A network by hand", date(2026, 1, 1), date(2030, 12, 1), date(2026, 12, 1), 2025, date(2026, 1, 15)
    )


def _number(name: str, value: object) -> Row:
    basis = "" if value == "" else "guess"
    return {name: str(value), f"{name}_low": str(value), f"{name}_high": str(value), f"{name}_basis": basis}


def _cells(table: str, row: Mapping[str, object]) -> Row:
    cells: Row = {}
    for name, value in row.items():
        cells |= _number(name, value) if isinstance(BY_NAME[table].column(name), Number) else {name: str(value)}
    return cells


def road(*codes: str, load: str = "wheeled", need: float = 100, capacity: object = 1000, **cells: object) -> Sketch:
    """A road through nodes; a formation at the first, an area at the last, convoys of ten."""
    sketch = Sketch().node(*codes[:-1]).goal(codes[-1], "flank")
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load=load).add("carriage", load=load, carrier="convoy")
    for one, other in pairwise(codes):
        sketch.link(one, other, capacity=capacity, **cells)
    sketch.force("first", codes[0], **{load: need})
    sketch.add("tiers", tier="one").add("arrivals", tier="one", area="flank", load=load, quantity=need)
    return sketch


def railway(*codes: str, gauges: Sequence[int] = (), capacity: object = 1000, **pool: object) -> Sketch:
    """A railway through nodes, with terminals at all of them; `gauges`: one for each link (1435)."""
    sketch = Sketch().node(*codes[:-1]).goal(codes[-1], "flank")
    widths = list(gauges) or [1435] * (len(codes) - 1)
    sketch.add("loads", load="heavy")
    for width in sorted(set(widths)):
        train = f"train_{width}"
        sketch.add("carriers", carrier=train, mode="rail", gauge=width, loading="transfer")
        sketch.add("carriage", load="heavy", carrier=train, stock_per_trip=30 if pool else "")
    for one, other, width in zip(codes, codes[1:], widths, strict=False):
        sketch.link(one, other, "rail", gauge=width, capacity=capacity)
        for code in (one, other):
            if (code, f"train_{width}") not in {
                (row["node"], row["carrier"]) for row in sketch.rows.get("transfers", [])
            }:
                sketch.add("transfers", node=code, carrier=f"train_{width}")
    if pool:
        sketch.add("pools", **({"pool": "wagons", "carrier": f"train_{widths[0]}", "home": codes[0]} | pool))
    sketch.force("first", codes[0], heavy=100)
    return sketch.add("tiers", tier="one").add("arrivals", tier="one", area="flank", load="heavy", quantity=100)
