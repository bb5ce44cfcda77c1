"""Derive the case `nato-europe` from the facts and write it as a data package.

    python -m tools.build_case [FOLDER]

The same facts and rules give the same bytes. Nothing is written if a row lacks its basis, breaks a key or
names a column that its table does not have; all such findings are reported together.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.case_tables import REGISTERS, TABLES, Table
from tools.derivation import adversary, alliance, ammunition, missiles, money, platforms, threats
from tools.derivation.figures import Book, DerivationError, write_table

CASE = Path(__file__).resolve().parent.parent / "src" / "sinews" / "cases" / "nato-europe"
MODULES = (alliance, money, threats, adversary, ammunition, missiles, platforms)

Row = dict[str, object]

PACKAGE: dict[str, object] = {
    "profile": "tabular-data-package",
    "name": "nato-europe",
    "title": "NATO in Europe: money, industry, stocks and threat, from published figures",
    "sinews": {"start": "2026-01", "end": "2035-12", "monthly_until": "2027-12", "price_year": 2025,
               "as_of": "2026-11"},
}


def derive() -> Book:
    """Run every module of rules over the facts."""
    book = Book.read()
    for module in MODULES:
        module.derive(book)
    fill_registers(book)
    return book


def fill_registers(book: Book) -> None:
    """Put assumptions, rules, facts and sources among the tables."""
    book.tables["assumptions"] = list(book.assumptions.values())
    book.tables["rules"] = list(book.rules.values())
    book.tables["facts"] = [_fact_row(fact_id, row) for fact_id, row in book.facts.items()]
    book.tables["sources"] = [_source_row(source_id, row) for source_id, row in book.sources.items()]


def _fact_row(fact_id: str, row: dict[str, str]) -> Row:
    kept = {name: row[name] for name in ("entity", "subject", "quantity", "value", "low", "high", "unit",
                                         "period_start", "period_end", "status", "confidence", "as_of")}
    return {"fact": fact_id, **kept, "source": f"{row['topic']}:{row['source_id']}"}


def _source_row(source_id: str, row: dict[str, str]) -> Row:
    return {"source": source_id, **{name: row[name] for name in ("title", "publisher", "published", "url")}}


def findings(book: Book) -> list[str]:
    """Everything that is wrong with the tables."""
    known = set(book.facts) | set(book.assumptions) | {f"rule:{rule}" for rule in book.rules}
    found = [f"{name}: no such "
              "table" for name in book.tables if name not in {t.name for t in (*TABLES, *REGISTERS)}]
    for table in (*TABLES, *REGISTERS):
        rows = book.tables.get(table.name, [])
        found += _wrong_keys(table, rows) + _wrong_references(book, table, rows)
        for row in rows:
            found += _wrong_columns(table, row)
            found += _wrong_figures(table, row, known)
    return found


def _where(table: Table, row: Row) -> str:
    return f"{table.name} {' '.join(str(row.get(column, '')) for column in table.key)}"


def _wrong_keys(table: Table, rows: list[Row]) -> list[str]:
    counts = Counter(tuple(str(row.get(column, "")) for column in table.key) for row in rows)
    return [f"{table.name} {' '.join(key)}: {count} rows with this "
             "key" for key, count in counts.items() if count > 1]


def _wrong_references(book: Book, table: Table, rows: list[Row]) -> list[str]:
    found = []
    for column, target, key in table.references:
        known = {str(row[key]) for row in book.tables.get(target, [])}
        found += [f"{_where(table, row)}: {column} {row[column]} is not in {target}"
                  for row in rows if row.get(column, "") != "" and str(row[column]) not in known]
    return found


def _wrong_columns(table: Table, row: Row) -> list[str]:
    return [f"{_where(table, row)}: no column {name}" for name in row if name not in table.names()]


def _wrong_figures(table: Table, row: Row, known: set[str]) -> list[str]:
    found = []
    bases = [f"{name}_basis" for name in table.figures()] + (["basis"] if "basis" in table.names() else [])
    for name in bases:
        unknown = [basis for basis in str(row.get(name, "")).split() if basis not in known]
        found += [f"{_where(table, row)}: {name} names {basis}, which does not exist" for basis in unknown]
    for name in table.figures():
        if row.get(name, "") == "":
            continue
        if not row.get(f"{name}_basis"):
            found.append(f"{_where(table, row)}: {name} rests on nothing")
        if float(str(row[f"{name}_low"])) < 0 and table.name != "assumptions":
            found.append(f"{_where(table, row)}: {name} has a range below zero")
    return found


def tally(book: Book) -> dict[str, Counter[str]]:
    """Figures by table and by what they rest on: fact, assumption or derived."""
    counts: dict[str, Counter[str]] = {}
    for table in TABLES:
        kinds = counts.setdefault(table.name, Counter())
        for row in book.tables.get(table.name, []):
            for name in table.figures():
                if row.get(name, "") != "":
                    kinds[_rests_on(book, str(row[f"{name}_basis"]).split())] += 1
    return counts


def _rests_on(book: Book, basis: list[str]) -> str:
    if any(part.startswith("rule:") for part in basis):
        return "derived"
    stated = [book.assumptions[part] for part in basis if part in book.assumptions]
    reasoned = [assumption for assumption in stated if assumption["role"] != "conversion"]
    return "assumption" if reasoned else "fact"


def write(book: Book, folder: Path) -> None:
    """Write every table that has rows, sorted by its key, and the description of the package."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, rows in _filled(book):
        write_table(folder / f"{table.name}.csv", table.names(), rows)
        resources.append({"name": table.name, "title": table.title, "path": f"{table.name}.csv",
                          "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
                          "encoding": "utf-8", "schema": table.schema()})
    text = json.dumps({**PACKAGE, "resources": resources}, indent=1, ensure_ascii=False) + "\n"
    temporary = folder / "datapackage.tmp"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(folder / "datapackage.json")


def _filled(book: Book) -> Iterator[tuple[Table, list[Row]]]:
    for table in (*TABLES, *REGISTERS):
        rows = book.tables.get(table.name, [])
        if rows:
            yield table, [row for _, row in sorted(_keyed(table, rows), key=_first)]


def _keyed(table: Table, rows: list[Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for row in rows:
        yield tuple(str(row.get(column, "")) for column in table.key), row


def _first(keyed: tuple[tuple[str, ...], Row]) -> tuple[str, ...]:
    return keyed[0]


def report(book: Book) -> str:
    """One line a table: rows, and what its figures rest on."""
    lines = []
    for name, kinds in tally(book).items():
        rests = ", ".join(f"{kinds[kind]} {kind}" for kind in ("fact", "assumption", "derived"))
        lines.append(f"{name}: {len(book.tables.get(name, []))} rows; {rests}")
    return "\n".join(lines)


def main(folder: Path = CASE) -> None:
    """Derive, check and write the case."""
    book = derive()
    found = findings(book)
    if found:
        raise DerivationError("the case is not written:\n" + "\n".join(found))
    write(book, folder)
    print(report(book))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASE)
