"""Figures with a range and a basis, and the tables that they fill.

A `Figure` is a number with the range that holds nine times out of ten, its unit, and the ids of all
facts, assumptions and rules that it rests on. Arithmetic keeps all three. A case row takes figures, so
that no number reaches the case without its basis.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FACTS = Path(__file__).resolve().parent.parent / "facts"

#: Half-width of the range of a fact that states none, by its confidence (assumption `spread_of_facts`).
SPREAD = {"A": 0.02, "B": 0.10, "C": 0.30}

#: unit -> (base unit, factor). Currencies stand apart: they need a rate (see `money.euros`).
UNITS: dict[str, tuple[str, float]] = {
    "units/month": ("units/month", 1.0),
    "units/year": ("units/month", 1 / 12),
    "units/quarter": ("units/month", 1 / 3),
    "units/day": ("units/month", 365.25 / 12),
    "full_charges/year": ("units/month", 1 / 12),
    "tonnes/year": ("tonnes/month", 1 / 12),
    "tonnes/month": ("tonnes/month", 1.0),
    "units": ("units", 1.0),
    "persons": ("persons", 1.0),
    "thousand_persons": ("persons", 1e3),
    "million_persons": ("persons", 1e6),
    "months": ("months", 1.0),
    "years": ("months", 12.0),
    "weeks": ("months", 12 / 52.18),
    "days": ("months", 12 / 365.25),
    "percent": ("percent", 1.0),
    "tonnes": ("tonnes", 1.0),
    "kg": ("tonnes", 1e-3),
    "million_EUR": ("million_EUR", 1.0),
    "EUR": ("million_EUR", 1e-6),
    "EUR/year": ("million_EUR", 1e-6),
    "billion_EUR": ("million_EUR", 1e3),
    "billion_EUR/year": ("million_EUR", 1e3),
    "million_EUR/year": ("million_EUR", 1.0),
    "rounds/day": ("rounds/day", 1.0),
}


#: Rules that compute nothing: they carry one figure, known or assumed, over to rows that lack their own. Values under
#: them count with the assumptions, not with the derived ones.
ANALOGIES = frozenset(
    {
        "advance_of_platforms",
        "built_for_allies",
        "capacity_by_tracks",
        "contracting_delay_of_others",
        "equal_weight_of_platforms",
        "equal_weights",
        "export_share_by_host",
        "export_share_of_other_hosts",
        "fleet_of_the_same_size",
        "flight_speed_everywhere",
        "issue_as_in_2022",
        "like_another",
        "march_speed_everywhere",
        "missile_share_by_host",
        "no_output_yet",
        "notice_like_germany",
        "ramp_of_energetics",
        "ramp_of_shell_lines",
        "same_for_all_lines",
        "same_for_land_platforms",
        "same_limit_for_weak_bridges",
        "same_stop_at_every_border",
        "ship_speed_everywhere",
        "terminals_like_bremerhaven",
        "terms_of_orders",
        "train_speed_everywhere",
    }
)


class DerivationError(Exception):
    """A fact, assumption or unit that a rule asks for is not there."""


@dataclass(frozen=True)
class Figure:
    """A number with its range, unit and basis."""

    value: float
    low: float
    high: float
    unit: str
    basis: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise DerivationError(f"range upside down: {self}")

    def _with(self, other: Figure | float) -> tuple[float, float, float, tuple[str, ...]]:
        if isinstance(other, Figure):
            return other.value, other.low, other.high, _join(self.basis, other.basis)
        return other, other, other, self.basis

    def __add__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value + value, self.low + low, self.high + high, self.unit, basis)

    def __sub__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value - value, self.low - high, self.high - low, self.unit, basis)

    def __mul__(self, other: Figure | float) -> Figure:
        """Product; both ranges are of one sign (non-negative figures)."""
        value, low, high, basis = self._with(other)
        return Figure(self.value * value, self.low * low, self.high * high, self.unit, basis)

    def __truediv__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value / value, self.low / high, self.high / low, self.unit, basis)

    __radd__ = __add__
    __rmul__ = __mul__

    def of(self, unit: str) -> Figure:
        """The same number, said to be in `unit` (after arithmetic that changed it)."""
        return Figure(self.value, self.low, self.high, unit, self.basis)

    def by(self, rule: str) -> Figure:
        """Mark the figure as derived by a named rule (a row of `rules`)."""
        return Figure(self.value, self.low, self.high, self.unit, _join(self.basis, (f"rule:{rule}",)))

    def ranged(self, low: float, high: float, *basis: str) -> Figure:
        """The same value with another range (sources that disagree), and what the range rests on."""
        return Figure(self.value, low, high, self.unit, _join(self.basis, basis))


def _join(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))


def total(figures: Iterable[Figure]) -> Figure:
    """Sum of one or more figures of one unit."""
    first, *rest = figures
    for figure in rest:
        first = first + figure
    return first


@dataclass
class Book:
    """The facts, assumptions and rules of a derivation, and the tables that it fills."""

    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    assumptions: dict[str, dict[str, object]] = field(default_factory=dict)
    rules: dict[str, dict[str, object]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = FACTS) -> Book:
        """Read every `*.csv` of facts and `*.sources.csv` of sources in `folder`."""
        book = cls()
        for path in sorted(folder.glob("*.csv")):
            topic, _, kind = path.name.removesuffix(".csv").partition(".")
            with path.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    if kind == "sources":
                        book.sources[f"{topic}:{row['source_id']}"] = row
                    elif not kind:
                        book.facts[row["fact_id"]] = row | {"topic": topic}
        return book

    def fact(self, fact_id: str, unit: str) -> Figure:
        """The figure of one fact in `unit`; its own range, or the usual spread of its confidence."""
        row = self.facts.get(fact_id)
        if row is None:
            raise DerivationError(f"no fact {fact_id}")
        base, factor = self._factor(row["unit"], unit, fact_id)
        known = [float(row[k]) for k in ("low", "value", "high") if row[k]]
        if not known:
            raise DerivationError(f"fact {fact_id} states no number")
        value = float(row["value"]) if row["value"] else sum(known) / len(known)
        spread = SPREAD[row["confidence"]]
        low = float(row["low"]) if row["low"] else value * (1 - spread)
        high = float(row["high"]) if row["high"] else value * (1 + spread)
        low, high = min(low, value), max(high, value)
        return Figure(value * factor, low * factor, high * factor, base, (fact_id,))

    def _factor(self, found: str, wanted: str, fact_id: str) -> tuple[str, float]:
        if found == wanted:
            return wanted, 1.0
        if found not in UNITS or wanted not in UNITS or UNITS[found][0] != UNITS[wanted][0]:
            raise DerivationError(f"fact {fact_id} is in {found}, which does not convert to {wanted}")
        return wanted, UNITS[found][1] / UNITS[wanted][1]

    def assume(
        self, name: str, value: float, low: float, high: float, unit: str, reason: str, role: str = "judgement"
    ) -> Figure:
        """State an assumption once (`role`: judgement, or conversion for rates of exchange and the like)."""
        stated = {
            "assumption": name,
            "value": value,
            "value_low": low,
            "value_high": high,
            "unit": unit,
            "role": role,
            "reason": reason,
        }
        if self.assumptions.setdefault(name, stated) != stated:
            raise DerivationError(f"assumption {name} is stated twice, differently")
        return Figure(value, low, high, unit, (name,))

    def assumed(self, name: str) -> Figure:
        """An assumption that was stated before."""
        row = self.assumptions.get(name)
        if row is None:
            raise DerivationError(f"no assumption {name}")
        return Figure(
            float(str(row["value"])),
            float(str(row["value_low"])),
            float(str(row["value_high"])),
            str(row["unit"]),
            (name,),
        )

    def rule(self, name: str, text: str) -> str:
        """Name and explain a rule of derivation; returns its name for `Figure.by`."""
        kind = "analogy" if name in ANALOGIES else "computation"
        self.rules[name] = {"rule": name, "kind": kind, "text": text}
        return name

    def add(self, table: str, /, **cells: object) -> None:
        """Add a row; a `Figure` under `x` fills `x`, `x_low`, `x_high` and `x_basis`."""
        row: dict[str, object] = {}
        for name, cell in cells.items():
            if isinstance(cell, Figure):
                row |= {
                    name: cell.value,
                    f"{name}_low": cell.low,
                    f"{name}_high": cell.high,
                    f"{name}_basis": " ".join(cell.basis),
                }
            else:
                row[name] = "" if cell is None else cell
        self.tables.setdefault(table, []).append(row)


def written(cell: object) -> str:
    """A cell as text: six significant digits for numbers, so that the same figures give the same bytes."""
    if isinstance(cell, float):
        text = f"{cell:.6g}"
        return f"{float(text):.0f}" if "e+" in text else text
    return str(cell)


def write_table(path: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows under `columns`, through a temporary name."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([written(row.get(name, "")) for name in columns])
    temporary.replace(path)
