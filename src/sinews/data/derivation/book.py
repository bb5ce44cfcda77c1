"""The facts, assumptions and rules of a derivation, and the tables that it fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sinews.data.derivation.figures import DerivationError, Figure
from sinews.data.derivation.units import SPREAD, base, factor, money
from sinews.data.reading import FILE, LINE, read_sheet
from sinews.data.schema import Table, Text
from sinews.data.sources import recalled
from sinews.errors import CaseError, Finding

#: The columns of a file of facts, and of one of sources.
FACTS = Table(
    "facts",
    "Cited figures, as they are collected.",
    tuple(
        Text(name, "", blank=True)
        for name in (
            "fact_id",
            "entity",
            "subject",
            "quantity",
            "value",
            "low",
            "high",
            "unit",
            "period_start",
            "period_end",
            "status",
            "source_id",
            "confidence",
            "as_of",
        )
    ),
    ("fact_id",),
)
SOURCES = Table(
    "sources",
    "Where facts come from.",
    tuple(Text(name, "", blank=True) for name in ("source_id", "title", "publisher", "published", "url")),
    ("source_id",),
)


@dataclass(frozen=True)
class PriceLevel:
    """Prices of a year relative to the price year, the half-width of their range in percent, and the reason."""

    level: float
    spread: float
    reason: str


@dataclass
class Book:
    """What a derivation reads and fills.

    Attributes
    ----------
    facts, sources: rows of the collected files by their codes.
    stated: assumptions that rows of the derivation state; each enters `assumptions` when it is first used.
    levels: price level of each year relative to the price year, with its spread.
    assumptions, rules, tables: what enters the case.
    origins: file and line that a row of a table comes from, by table and place of the row.
    """

    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    stated: dict[str, dict[str, object]] = field(default_factory=dict)
    levels: dict[int, PriceLevel] = field(default_factory=dict)
    assumptions: dict[str, dict[str, object]] = field(default_factory=dict)
    rules: dict[str, dict[str, object]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    origins: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    _series: dict[tuple[str, str, str], dict[tuple[str, int], str]] = field(default_factory=dict)

    def collect(self, folder: Path) -> None:
        """Read every `<topic>.csv` of facts and `<topic>.sources.csv` of sources; CaseError with all findings."""
        findings: list[Finding] = []
        for path in sorted(folder.glob("*.csv")):
            topic, _, kind = path.name.removesuffix(".csv").partition(".")
            if kind in ("", "sources"):
                findings += self._collect(path, topic, SOURCES if kind else FACTS)
        if findings:
            raise CaseError(findings)

    def _collect(self, path: Path, topic: str, table: Table) -> list[Finding]:
        sheet, findings = read_sheet(path, path.name, table)
        for row in sheet.raw.drop(FILE).fill_null("").iter_rows(named=True) if sheet else ():
            line = row.pop(LINE)
            into, code = (
                (self.sources, f"{topic}:{row['source_id']}") if table is SOURCES else (self.facts, row["fact_id"])
            )
            if code in into:
                findings.append(
                    Finding(
                        path.name, line, table.key[0], f'"{code}" again', "each code once", "Rename one of the two."
                    )
                )
            into[code] = row if table is SOURCES else row | {"topic": topic}
        return findings

    # facts ------------------------------------------------------------------------

    def fact(self, fact_id: str, unit: str) -> Figure:
        """The figure of one fact in `unit`; its own range, or the usual spread of its confidence.

        What is recalled, not looked up, is no fact: the figure rests on an assumption of its own (`recalled_...`).
        Raises DerivationError if there is no such fact, or if it states no number that converts to the unit.
        """
        row = self._row(fact_id)
        times = factor(row["unit"], unit, f"fact {fact_id}")
        stated = [self._number(fact_id, name) for name in ("low", "value", "high")]
        _, value, _ = self.named(fact_id)
        if row["confidence"] not in SPREAD:
            raise DerivationError(f"fact {fact_id} has confidence {row['confidence']!r}; expected A, B or C")
        spread = SPREAD[row["confidence"]]
        low = value * (1 - spread) if stated[0] is None else stated[0]
        high = value * (1 + spread) if stated[2] is None else stated[2]
        low, high = min(low, value), max(high, value)
        figure = Figure(value, low, high, row["unit"], (fact_id,))
        if self.is_recalled(fact_id):
            figure = self._recalled(row, figure, ranged=stated[0] is not None or stated[2] is not None)
        return (figure * times).of(unit)

    def is_recalled(self, fact_id: str) -> bool:
        """Whether nobody can look a fact up: it enters the case as an assumption, and is no fact of it."""
        row = self._row(fact_id)
        source = f"{row['topic']}:{row['source_id']}"
        return recalled(source, self.sources.get(source, {}).get("title"))

    def _recalled(self, row: dict[str, str], figure: Figure, *, ranged: bool) -> Figure:
        """The assumption that a recalled figure is: named after what it is about, with its range."""
        words = f"recalled {row['quantity']} of {row['subject']} {row['entity']} {row['period_start'][:4]}"
        spread = "the range is as recalled" if ranged else f"the range is {SPREAD[row['confidence']]:.0%} either way"
        return self.assume(
            re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_"), figure.value, figure.low, figure.high,
            figure.unit, f"Recalled, not looked up: no source that states it is among the facts; {spread}.",
        )  # fmt: skip

    def figure(self, fact_id: str) -> Figure:
        """The figure of one fact in the base unit of its own, money in million EUR at constant prices."""
        unit = self._row(fact_id)["unit"]
        return self.euros(fact_id) if money(unit) else self.fact(fact_id, base(unit))

    def named(self, fact_id: str) -> tuple[float, float, float]:
        """Low end, value and high end that a fact names; DerivationError if it names none.

        An end that is not named is the lowest or highest of those that are, a value the middle of the ends.
        """
        numbers = [
            number
            for number in (self._number(fact_id, name) for name in ("low", "value", "high"))
            if number is not None
        ]
        if not numbers:
            raise DerivationError(f"fact {fact_id} states no number")
        value = self._number(fact_id, "value")
        return min(numbers), sum(numbers) / len(numbers) if value is None else value, max(numbers)

    def series(self, source: str, subject: str, quantity: str) -> Mapping[tuple[str, int], str]:
        """Facts of one quantity of one source, by entity and year; DerivationError if two are of one year."""
        key = (source, subject, quantity)
        if key not in self._series:
            facts: dict[tuple[str, int], str] = {}
            for fact_id, row in self.facts.items():
                if (row["source_id"], row["subject"], row["quantity"]) == key and row["period_start"][:4].isdecimal():
                    place = (row["entity"], int(row["period_start"][:4]))
                    if place in facts:
                        raise DerivationError(f"{place} is stated twice by {source}: {facts[place]} and {fact_id}")
                    facts[place] = fact_id
            self._series[key] = facts
        return self._series[key]

    def _row(self, fact_id: str) -> dict[str, str]:
        if fact_id not in self.facts:
            raise DerivationError(f"no fact {fact_id}")
        return self.facts[fact_id]

    def _number(self, fact_id: str, name: str) -> float | None:
        text = self._row(fact_id)[name]
        try:
            return float(text) if text else None
        except ValueError:
            raise DerivationError(f"fact {fact_id} has {text!r} as {name}, which is no number") from None

    # money ------------------------------------------------------------------------

    def euros(self, fact_id: str, year: int | None = None) -> Figure:
        """An amount in million EUR at constant prices, spent at the prices of `year` or of its period's start.

        Raises DerivationError if the fact is no money, or if there is no rate of exchange or price level for it.
        """
        row = self._row(fact_id)
        unit = money(row["unit"])
        if unit is None:
            raise DerivationError(f"fact {fact_id} is in {row['unit']}, which is not money")
        amount = self.fact(fact_id, row["unit"]) * unit.millions
        if unit.currency != "EUR":
            amount = amount * self.exchange(unit.currency)
        spent = self._year(fact_id) if year is None else year
        return (amount * self.deflator(spent)).of("million_EUR")

    def exchange(self, currency: str) -> Figure:
        """Million EUR for one million of a currency; DerivationError if no assumption states it."""
        name = f"exchange_{currency.lower()}"
        if name not in self.stated and name not in self.assumptions:
            raise DerivationError(f"no rate of exchange for {currency}: there is no assumption {name}")
        return self.assumed(name)

    def deflator(self, year: int) -> Figure:
        """Factor from prices of `year`, or the nearest known, to constant prices; DerivationError if there is none."""
        if not self.levels:
            raise DerivationError("no price levels: there is no price_levels.csv")
        price_level = self.levels[min(max(year, min(self.levels)), max(self.levels))]
        if price_level.level <= 0:
            raise DerivationError(f"the price level of {year} is {price_level.level:g}, which is no level of prices")
        times, spread = 1 / price_level.level, price_level.spread / 100
        low, high = times * (1 - spread), times * (1 + spread)
        return self.assume(f"deflator_{year}", times, low, high, "factor", price_level.reason, role="conversion")

    def _year(self, fact_id: str) -> int:
        """The year in which the period of a fact begins; the price year if it has none."""
        text = self._row(fact_id)["period_start"][:4]
        if text and not text.isdecimal():
            raise DerivationError(f"fact {fact_id} has a period from {text!r}, which is no year")
        return (
            int(text)
            if text
            else next((year for year, price_level in self.levels.items() if price_level.level == 1), 0)
        )

    # assumptions and rules --------------------------------------------------------

    def assume(
        self, name: str, value: float, low: float, high: float, unit: str, reason: str, role: str = "judgement"
    ) -> Figure:
        """State an assumption once (`role`: judgement, or conversion for rates of exchange and the like).

        Raises DerivationError if it has been stated otherwise before.
        """
        stated: dict[str, object] = {
            "assumption": name,
            "value": value,
            "value_low": low,
            "value_high": high,
            "unit": unit,
            "role": role,
            "reason": reason,
        }
        if self.stated.get(name, stated) != stated or self.assumptions.setdefault(name, stated) != stated:
            raise DerivationError(f"assumption {name} is stated twice, differently")
        return Figure(value, low, high, unit, (name,))

    def assumed(self, name: str) -> Figure:
        """An assumption that is stated by a row or was stated before; DerivationError if there is none."""
        row = self.stated.get(name) or self.assumptions.get(name)
        if row is None:
            raise DerivationError(f"no assumption {name}")
        self.assumptions.setdefault(name, row)
        value, low, high = (float(str(row[f"value{end}"])) for end in ("", "_low", "_high"))
        return Figure(value, low, high, str(row["unit"]), (name,))

    def rule(self, name: str, text: str, kind: str = "computation") -> str:
        """Name and explain a rule of derivation; returns its name for `Figure.by`."""
        self.rules[name] = {"rule": name, "kind": kind, "text": text}
        return name

    # tables -----------------------------------------------------------------------

    def at_origin(self, finding: Finding) -> Finding:
        """A finding on a row of a table, counted from the header, where the row comes from, if that is known."""
        origin = self.origins.get((finding.file.removesuffix(".csv"), finding.row - 2))
        return replace(finding, file=origin[0], row=origin[1]) if origin else finding

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
