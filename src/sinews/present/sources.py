"""What numbers rest on, in words: their sources, and tables of figures with range and ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from sinews.data import sources
from sinews.data.case import Case
from sinews.data.grounds import figures
from sinews.present.tables import tidy
from sinews.present.words import lowered, plain

#: Sources named for a figure.
SOURCES = 2


def cited(case: Case) -> dict[str, str]:
    """Fact -> who says so, where and when, of which grade, where that was read if not there, and the address."""
    address = pl.when(pl.col("url") != "").then(pl.format(" <{}>", "url")).otherwise(pl.lit(""))
    table = _sources(case)
    return dict(table.select("fact", pl.concat_str(_told("publisher", "title", "published"), address)).iter_rows())


def published(case: Case) -> dict[str, str]:
    """Fact -> who published it and when, of which grade, and where that was read if not there."""
    who = pl.when(pl.col("publisher") != "").then("publisher").otherwise("title").alias("publisher")
    table = _sources(case).with_columns(who)
    return dict(table.select("fact", _told("publisher", "published")).iter_rows())


def _sources(case: Case) -> pl.DataFrame:
    origins = case.table("sources").with_columns(sources.via(), sources.title())
    return case.table("facts").join(origins, on="source", how="left", maintain_order="left").fill_null("")


def _told(*columns: str) -> pl.Expr:
    """What columns say of a source, the grade of the fact, and where it was read; without semicolons."""
    parts = [pl.col(name).cast(pl.String) for name in columns]
    cells = [pl.when(part != "").then(part) for part in parts]
    grade = pl.format("grade {}", "confidence")
    read = pl.when(pl.col("via") != "").then(pl.format("read via {}", "via"))
    words = pl.concat_str([*cells, grade, read], separator=", ", ignore_nulls=True)
    return words.str.replace_all(";", ",", literal=True)


def rests_on(basis: str, citations: dict[str, str]) -> str:
    """What a number rests on, in words: its first sources with their addresses, and the assumptions.

    `citations`: what `cited` gives.
    """
    tokens = basis.split()
    named = list(dict.fromkeys(citations[token] for token in tokens if token in citations))
    reasoned = [plain(token) for token in tokens if token not in citations and not token.startswith("rule:")]
    shown = named[:SOURCES]
    if len(named) > SOURCES:
        shown.append(f"{len(named) - SOURCES} more sources")
    if reasoned:
        shown.append(f"assumptions: {', '.join(lowered(name) for name in reasoned[:SOURCES])}")
    return "; ".join(shown)


COLUMNS = {
    "figure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "counts_as": pl.String,
    "rests_on": pl.String,
}


@dataclass(frozen=True)
class Cell:
    """One number of the case: where it stands (`row`: parts of its key), what it is in words, and its unit."""

    table: str
    row: tuple[object, ...]
    column: str
    words: str
    unit: str


def sourced(case: Case, cells: Iterable[Cell]) -> pl.DataFrame:
    """The numbers with range, ground and sources, in the order given, each once (columns COLUMNS).

    Numbers that are blank in the case are left out.
    """
    wanted = pl.DataFrame(
        [
            (cell.table, "/".join(str(part) for part in cell.row), cell.column, cell.words, cell.unit)
            for cell in dict.fromkeys(cells)
        ],
        schema=dict.fromkeys(("table", "row", "column", "figure", "unit"), pl.String),
        orient="row",
    )
    citations = cited(case)
    rows = wanted.join(figures(case), on=["table", "row", "column"], maintain_order="left")
    return tidy(
        rows.select(
            "figure",
            "value",
            "low",
            "high",
            pl.col("unit").str.replace_all("_", " "),
            pl.col("ground").alias("counts_as"),
            pl.Series("rests_on", [rests_on(basis or "", citations) for basis in rows["basis"]], dtype=pl.String),
        ),
        4,
    )


def of_levers(case: Case, levers: Iterable[str]) -> pl.DataFrame:
    """Prices and changes of some levers."""
    titles = dict(case.table("levers").select("lever", "name").iter_rows())
    changes = case.table("changes")
    cells = []
    for lever in dict.fromkeys(levers):
        title = titles.get(lever, lever)
        cells.append(Cell("levers", (lever,), "price", f"{title}: price of one step", "million EUR"))
        cells += [
            Cell("changes", (lever, part), "amount", f"{title}: change of {column.replace('_', ' ')}", unit or "")
            for part, column, unit in changes.filter(pl.col("lever") == lever)
            .select("part", "column", "unit")
            .iter_rows()
        ]
    return sourced(case, cells)
