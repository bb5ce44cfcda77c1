"""Derive the case `nato-europe` from the facts and write it as a data package.

    python -m tools.build_case [FOLDER]

The same facts and rules give the same bytes. The tables pass every check that any case has to pass; nothing is
written if one of them fails.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import polars as pl

from sinews import __version__
from sinews.answers.memory import FOLDER
from sinews.data.case import Case
from sinews.data.derivation.engine import fill
from sinews.data.grounds import check
from sinews.data.package import Settings
from sinews.data.schema import Number, Table
from sinews.data.sources import recalled
from sinews.data.tables import BY_NAME, TABLES
from sinews.errors import CaseError, SinewsError
from tools.derivation import (
    adversary,
    alliance,
    backlog,
    beyond,
    domains,
    factors,
    hours,
    levers,
    minutes,
    mobility,
    money,
    offices,
    people,
    threats,
)
from tools.derivation.figures import CASE_ROWS, Book, DerivationError, written

CASE = Path(__file__).resolve().parent.parent / "src" / "sinews" / "cases" / "nato-europe"
MODULES = (
    alliance, money, domains, threats, adversary, backlog, beyond, offices, people, factors, levers, mobility, hours,
    minutes,
)  # fmt: skip
SETTINGS = Settings(
    name="nato-europe",
    title="NATO in Europe: money, industry, stocks and threat, from published figures",
    start=date(2026, 1, 1),
    end=date(2035, 12, 1),
    monthly_until=date(2027, 12, 1),
    price_year=2025,
    as_of=date(2026, 11, 1),
)
#: What the package says of itself beside its tables, in the words of Data Package 2; no digest or answer depends on it.
ABOUT = {
    "version": __version__,
    "created": f"{SETTINGS.as_of.isoformat()}T00:00:00Z",
    "licenses": [{"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}],
    "contributors": [{"title": "sinews contributors", "roles": ["creator", "maintainer"]}],
    "sources": [
        {"title": "Every source with publisher, title, date and address: table sources", "path": "sources.csv"}
    ],
}


def from_rows() -> Book:
    """The facts, with the tables that rows fill."""
    book = Book.read()
    fill(book, CASE_ROWS, SETTINGS.start, SETTINGS.end)
    return book


def derive() -> Book:
    """Fill the tables from the rows, then from every module of rules that is still written in Python."""
    book = from_rows()
    for module in MODULES:
        module.derive(book)
    return with_registers(book)


def with_registers(book: Book) -> Book:
    """The book with its assumptions, rules, facts and sources among its tables; what is recalled is no fact."""
    book.tables["assumptions"] = list(book.assumptions.values())
    book.tables["rules"] = list(book.rules.values())
    book.tables["facts"] = [
        {**row, "fact": fact, "source": f"{row['topic']}:{row['source_id']}"}
        for fact, row in book.facts.items()
        if not book.is_recalled(fact)
    ]
    book.tables["sources"] = [
        {**row, "source": source} for source, row in book.sources.items() if not recalled(source, row["title"])
    ]
    return book


def to_case(book: Book, settings: Settings = SETTINGS) -> Case:
    """The tables of a book as a case. Raises CaseError with all that is wrong, DerivationError for unknown tables."""
    unknown = sorted(set(book.tables) - set(BY_NAME))
    if unknown:
        raise DerivationError(f"no such tables: {', '.join(unknown)}")
    frames = {table.name: _frame(table, book.tables[table.name]) for table in TABLES if table.name in book.tables}
    try:
        return Case.from_tables(settings, frames, ABOUT)
    except CaseError as error:
        raise CaseError([book.at_origin(finding) for finding in error.findings]) from error


def _frame(table: Table, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as text under the columns of the table; a column that the table lacks is an error."""
    names = []
    for column in table.columns:
        names += [column.name]
        if isinstance(column, Number):
            names += [f"{column.name}{end}" for end in ("_low", "_high", "_basis")]
    if table.name not in ("facts", "sources"):  # their rows carry the columns of the raw files besides
        stray = sorted({name for row in rows for name in row} - set(names))
        if stray:
            raise DerivationError(f"{table.name} has no column {', '.join(stray)}")
    return pl.DataFrame(
        {name: [written(row.get(name, "")) for row in rows] for name in names}, schema=dict.fromkeys(names, pl.String)
    )


def main(folder: Path = CASE) -> None:
    """Derive, check and write the case, and say what its figures rest on."""
    case = to_case(derive())
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        case.write(Path(temporary) / "case")
        if (folder / FOLDER).exists():  # measured with the case (tools.answers), not derived
            shutil.copytree(folder / FOLDER, Path(temporary) / "case" / FOLDER)
        if folder.exists():
            shutil.rmtree(folder)
        (Path(temporary) / "case").replace(folder)
    print(check(case).table)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASE)
    except SinewsError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)
