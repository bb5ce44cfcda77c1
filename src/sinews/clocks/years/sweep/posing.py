"""Rows of a file as questions to a case; everything that the case does not have at once, before anything is solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sinews.clocks.years import YEARS
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.sweep.columns import CELLS
from sinews.clocks.years.sweep.inquiry import Inquiry
from sinews.clocks.years.sweep.reading import Row
from sinews.data.case import Case
from sinews.data.levers import Package, levers
from sinews.data.tables import QUESTION
from sinews.data.texts import is_folder, obstacle
from sinews.data.vintage import known_by, require
from sinews.errors import CaseError, Finding, UsageError, did_you_mean

#: Parts of a question that are looked up in the case, with the table and the column that have them.
NAMED = {"path": ("paths", "path"), "group": ("groups", "group"), "needs_set": ("scales", "needs_set")}

#: Tables that a lever of the years clock may change.
MINE = frozenset({table.name for table in YEARS.tables} | {QUESTION})

_COLUMN = {cell.field: cell.name for cell in CELLS}


@dataclass
class Posing:
    """Makes questions of the rows of a `file` to a case. `read`: the case with an overlay, read once each.

    `findings`: what is wrong so far; those of an overlay stand once, however many rows lay it over.
    """

    file: str
    case: Case
    read: Callable[[Path], Case]
    findings: list[Finding] = field(default_factory=list)
    _read: dict[Path, Case | None] = field(default_factory=dict)
    _known: dict[tuple[Path | None, date], Case] = field(default_factory=dict)

    def inquiry(self, row: Row, solver: str) -> Inquiry | None:
        """The question of a row; None if something is wrong with it, which is among the findings then."""
        case = self._case(row)
        if case is None:
            return None
        wrong = [*self._unnamed(row, case), *self._unknown(row, case)]
        scope = None if wrong else self._scope(row, case)
        self.findings += wrong
        if scope is None:
            return None
        return Inquiry(scope, package(row, case), row.trials, row.seed, solver)

    def _case(self, row: Row) -> Case | None:
        """The case of a row."""
        case: Case | None = self.case
        if row.overlay is not None:
            if row.overlay not in self._read:
                self._read[row.overlay] = self._laid(row, row.overlay)
            case = self._read[row.overlay]
        if case is None or row.as_of is None:
            return case
        place = row.overlay, row.as_of
        if place not in self._known:
            self._known[place] = known_by(case, row.as_of)
        return self._known[place]

    def _laid(self, row: Row, overlay: Path) -> Case | None:
        if not is_folder(overlay):
            defect = f"{overlay}, {'no folder of this name' if obstacle(overlay) else 'no folder, but a file'}"
            self.findings.append(self._finding(row, "overlay", defect, "the folder of an overlay", "Check the path."))
            return None
        try:
            return self.read(overlay)
        except CaseError as error:
            self.findings += error.findings
            return None

    def _unnamed(self, row: Row, case: Case) -> Iterator[Finding]:
        """Words of the question that the case does not have."""
        for part, (table, column) in NAMED.items():
            word, there = row.words.get(part), sorted(case.table(table)[column].unique())
            if word is not None and word not in there:
                expected, hint = f"one of {', '.join(there)}", did_you_mean(str(word), there)
                yield self._finding(row, _COLUMN[part], f'"{word}"', expected, f"Name one that is there.{hint}")

    def _unknown(self, row: Row, case: Case) -> Iterator[Finding]:
        """Levers that cannot be pulled so, and what else speaks against them."""
        catalogue = levers(case)
        mine = [code for code, lever in catalogue.items() if lever.tables <= MINE]
        for code, steps in row.levers:
            if code not in catalogue:
                expected, hint = "a lever of the case", did_you_mean(code, mine)
                yield self._finding(row, "levers", f'"{code}"', expected, f"See the table levers.{hint}")
            elif code not in mine:
                expected = "a lever of the years clock"
                yield self._finding(row, "levers", f'"{code}", of another clock', expected, "Take it out.")
            elif steps > (most := catalogue[code].most):
                defect, remedy = f"{steps} steps of {code}", "Take fewer steps."
                yield self._finding(row, "levers", defect, f"at most {most}", remedy)

    def _scope(self, row: Row, case: Case) -> Scope | None:
        """The case seen by the question of a row."""
        state = str(row.words.get("left_out", ""))
        column = "as_of"
        try:
            require(case)
            column = ""
            return YEARS.scope(case, YEARS.question(row.words))
        except UsageError as error:
            column = "without" if state and str(error).startswith(state) else column
            remedy = "Ask another question."
            self.findings.append(self._finding(row, column, f"this: {error}", "a question to the case", remedy))
            return None

    def _finding(self, row: Row, column: str, defect: str, expected: str, remedy: str) -> Finding:
        return Finding(self.file, row.line, column, defect, expected, remedy)


def package(row: Row, case: Case) -> Package:
    """The levers of a row, of a case that has them."""
    catalogue = levers(case)
    return tuple((catalogue[code], float(steps)) for code, steps in row.levers)


def inquiries(rows: Sequence[Row], posing: Posing, solver: str) -> dict[str, Inquiry]:
    """The question of each row by its name, in the order of the rows; those with findings are left out."""
    posed = {row.name: posing.inquiry(row, solver) for row in rows}
    return {name: inquiry for name, inquiry in posed.items() if inquiry is not None}
