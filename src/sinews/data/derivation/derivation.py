"""The rows of a derivation while their cells are evaluated, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from sinews.data.derivation.book import Book
from sinews.data.derivation.evaluation import Evaluation, Scope
from sinews.data.derivation.faults import Fault, FaultError, ReportedError
from sinews.data.derivation.figures import DerivationError, Figure
from sinews.data.derivation.formulas import read_formulas
from sinews.data.derivation.grammar import parse
from sinews.data.derivation.operations import UNKNOWN
from sinews.data.derivation.sheets import Sheets
from sinews.data.derivation.source import Row
from sinews.data.derivation.units import BASES, UNITS
from sinews.data.tables import BY_NAME
from sinews.errors import did_you_mean

#: The most cells that may rest on one another in a chain.
CHAIN = 30

_parsed = lru_cache(maxsize=100_000)(parse)


class Derivation:
    """What operations may ask (`Source`): facts, lists, rows, and the figures of cells, with every fault noted once.

    Attributes
    ----------
    book: facts and assumptions.
    constants: months that have a name in every cell.
    findings: what is wrong with the cells that have been evaluated, and with the rules.
    """

    def __init__(self, book: Book, sheets: Sheets, start: date, end: date) -> None:
        self.book = book
        self.constants = {"case_start": f"{start:%Y-%m}", "case_end": f"{end:%Y-%m}"}
        self._rows: dict[str, Sequence[Row]] = dict(sheets.rows)
        self._words = sheets.words
        self._figures = {row["figure"]: row for row in self.rows("figures")}
        self._known: dict[tuple[str, int, str], Figure | None] = {}
        self._open: list[tuple[Row, str]] = []
        self._once: dict[str, tuple[Row, ...]] = {}
        rules = read_formulas(self.rows("rules"), self._is_name, self.constants)
        self.findings = list(rules.findings)
        self._evaluation = Evaluation(self, rules.formulas, rules.broken, self._named, self._names)

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table in their order."""
        return self._rows.get(table, ())

    def members(self, code: str) -> tuple[str, ...]:
        """The members of a list; FaultError if there is no such list."""
        lists = {row["list"]: tuple(row["members"].split()) for row in self.rows("lists")}
        if code not in lists:
            hint = did_you_mean(code, lists)
            raise FaultError([Fault(f"no list {code}", "a list of lists.csv", f"Add it, or correct its name.{hint}")])
        return lists[code]

    def row(self, table: str, column: str, codes: tuple[str, ...]) -> Row:
        """The row of a table with a key, for its number in `column`; FaultError if there is none."""
        name = f"{table}.{column}"
        numbers = [f"{other.name}.{number.name}" for other in BY_NAME.values() for number in other.numbers]
        if name not in numbers:
            hint = did_you_mean(name, numbers)
            raise FaultError([Fault(f"{name}(...)", "a number of a table, as in items.price", f"Correct it.{hint}")])
        key = BY_NAME[table].key
        for row in self.rows(table):
            if tuple(row[part] for part in key) == codes and row[column]:
                return row
        defect = f"no {name} of {', '.join(codes)}"
        raise FaultError([Fault(defect, f"a row of {table}.csv with this {', '.join(key)}", "Add or correct it.")])

    def cell(self, row: Row, column: str) -> Figure:
        """The figure in a cell; ReportedError if it has none, which is reported there."""
        key = (row.table, row.number, column)
        if key not in self._known:
            self._known[key] = self._figure(row, column)
        figure = self._known[key]
        if figure is None:
            raise ReportedError
        return figure

    def once(self, what: str, make: Callable[[], tuple[Row, ...]]) -> tuple[Row, ...]:
        """Rows that are found once and remembered under a name."""
        if what not in self._once:
            self._once[what] = make()
        return self._once[what]

    def evaluate_texts(self, table: str) -> None:
        """Replace the cells of text of a table that are expressions by what these give."""
        self._rows[table] = [self._with_texts(row) for row in self.rows(table)]

    def unused(self) -> list[Row]:
        """Named figures, rules, lists, series and judgements that no cell has used."""
        rows = [row for name, row in self._figures.items() if (row.table, row.number, "value") not in self._known]
        rows += [row for row in self.rows("rules") if row["formula"] and row["rule"] not in self._evaluation.used]
        for name, column in (("lists", "list"), ("series", "series")):
            rows += [row for row in self.rows(name) if row[column] not in self._words]
        return rows + [
            row
            for row in self.rows("assumptions")
            if row["role"] != "conversion" and row["assumption"] not in self.book.assumptions
        ]

    # cells ------------------------------------------------------------------------

    def _figure(self, row: Row, column: str) -> Figure | None:
        """The figure in a cell, or None after its faults have been noted."""
        here = (row, column)
        self._refuse_chain(here)
        self._open.append(here)
        try:
            return self._fitting(row, column, self._evaluation.figure(_parsed(row[column]), self._scope(row)))
        except FaultError as error:
            self.findings += [fault.at(row.file, row.line, column) for fault in dict.fromkeys(error.faults)]
        except ReportedError:
            pass
        finally:
            self._open.pop()
        return None

    def _refuse_chain(self, here: tuple[Row, str]) -> None:
        if here in self._open:
            around = " -> ".join(_shown(*cell) for cell in [*self._open[self._open.index(here) :], here])
            raise FaultError(
                [Fault(f"a circle: {around}", "cells that do not rest on themselves", "Break the circle.")]
            )
        if len(self._open) >= CHAIN:
            defect = f"a chain of more than {CHAIN} cells that rest on one another"
            raise FaultError([Fault(defect, "a shorter chain", "Put formulas together.")])

    def _fitting(self, row: Row, column: str, figure: Figure) -> Figure:
        """The figure, if it is in the unit of its cell and rests on something; else FaultError."""
        wanted = self._unit(row, column)
        if figure.unit in BASES and wanted in UNITS and figure.unit != wanted:
            raise FaultError(
                [Fault(f"a figure in {figure.unit}", f"one in {wanted}", "Convert it, or take another fact.")]
            )
        if figure.basis or row.table == "figures":
            return figure
        defect, expected = "a number that rests on nothing", "a fact, an assumption or a rule in it"
        remedy = "State it in assumptions.csv, with its range and reason, and name it here."
        raise FaultError([Fault(defect, expected, remedy)])

    def _unit(self, row: Row, column: str) -> str:
        """The unit of a cell as far as it is known."""
        if row.table == "figures":
            return UNKNOWN
        unit = next(number.unit for number in BY_NAME[row.table].numbers if number.name == column)
        if "item" not in unit:
            return unit or row["unit"]
        item = row["item"] or next((site["item"] for site in self.rows("sites") if site["site"] == row["site"]), "")
        counted = next((entry["unit"] for entry in self.rows("items") if entry["item"] == item), UNKNOWN)
        return unit.replace("item", counted) if counted else UNKNOWN

    def _scope(self, row: Row) -> Scope:
        numbers = {"value"} if row.table == "figures" else {number.name for number in BY_NAME[row.table].numbers}
        return {**self.constants, **{name: text for name, text in row.cells.items() if text and name not in numbers}}

    def _with_texts(self, row: Row) -> Row:
        texts = {name: text for name, text in row.cells.items() if text.startswith("=")}
        for name, text in texts.items():
            try:
                texts[name] = self._evaluation.code(_parsed(text[1:]), self._scope(row))
            except FaultError as error:
                self.findings += [fault.at(row.file, row.line, name) for fault in error.faults]
                texts[name] = ""
        return Row(row.table, row.number, row.file, row.line, {**row.cells, **texts}, row.one_of_several)

    # names ------------------------------------------------------------------------

    def _is_name(self, name: str) -> bool:
        return name in self._figures or name in self.book.stated or name in self.book.facts

    def _named(self, name: str) -> Figure | None:
        if name in self._figures:
            return self.cell(self._figures[name], "value")
        try:
            if name in self.book.stated:
                return self.book.assumed(name)
            return self.book.figure(name) if name in self.book.facts else None
        except DerivationError as error:
            raise FaultError([Fault(str(error), "a figure", "Correct the fact, or take another.")]) from error

    def _names(self) -> Sequence[str]:
        return [*self._figures, *self.book.stated]  # codes of facts are numbers: none is like another


def _shown(row: Row, column: str) -> str:
    key = BY_NAME[row.table].key if row.table in BY_NAME else ("figure",)
    return f"{row.table}.{column}({', '.join(row[name] for name in key)})"
