"""References between tables, and what each number rests on."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.cells import SPREADSHEET
from sinews.data.checks.common import EachCheck, Frames, Known, have, row_cells
from sinews.data.kept import Kept
from sinews.data.schema import Basis, Reference
from sinews.data.tables import BY_NAME
from sinews.errors import Finding


def _references(frames: Frames, name: str) -> Iterator[Finding]:
    frame = frames[name]
    for column in BY_NAME[name].columns:
        if isinstance(column, Reference) and column.table in frames and column.name in frame.columns:
            yield from _unknown(frame, column, frames[column.table])
            yield from _wrong_kind(frame, column, frames[column.table])


def _unknown(frame: pl.DataFrame, column: Reference, target: pl.DataFrame) -> Iterator[Finding]:
    options = {*target[BY_NAME[column.table].key[0]].to_list(), *column.also} - {None}
    if {*frame[column.name].to_list()} <= options | {None}:  # as almost always, and sooner than a filter
        return
    cell, vocabulary = pl.col(column.name), Known(options)
    wrong = frame.filter(~cell.is_in(list(options)) & ~cell.str.contains(SPREADSHEET))  # such errors are told of cells
    for file, line, code in row_cells(wrong, column.name):
        yield Finding(
            file,
            line,
            column.name,
            f'"{code}"',
            f"one of those in {column.table}",
            f"Correct it, or add a row to {column.table}.{vocabulary.hint(code)}",
        )


def _wrong_kind(frame: pl.DataFrame, column: Reference, target: pl.DataFrame) -> Iterator[Finding]:
    if not column.kind or "kind" not in target.columns:
        return
    kinds = target.select(BY_NAME[column.table].key[0], "kind").iter_rows()
    others = {code for code, kind in kinds if None not in (code, kind) and kind != column.kind}
    if others.isdisjoint(frame[column.name].to_list()):
        return
    for file, line, code in row_cells(frame.filter(pl.col(column.name).is_in(list(others))), column.name):
        yield Finding(
            file,
            line,
            column.name,
            f'"{code}"',
            f"one of kind {column.kind} in {column.table}",
            f"Take the row out, or make {code} of kind {column.kind}.",
        )


def _bases(frames: Frames, name: str) -> Iterator[Finding]:
    table, frame = BY_NAME[name], frames[name]
    columns = [f"{number.name}_basis" for number in table.numbers]
    columns += [column.name for column in table.columns if isinstance(column, Basis)]
    stated = [column for column in columns if column in frame.columns]
    if not stated or not have(frames, "facts", "assumptions", "rules"):
        return
    vocabulary = _vocabulary(frames["facts"], frames["assumptions"], frames["rules"])
    for column in stated:
        yield from _unknown_basis(frame, column, vocabulary)


@Kept
def _vocabulary(facts: pl.DataFrame, assumptions: pl.DataFrame, rules: pl.DataFrame) -> Known:
    """What may stand in a basis: worked out once for all tables."""
    named = [f"rule:{rule}" for rule in rules["rule"]]
    return Known([*facts["fact"], *assumptions["assumption"], *named])


def _unknown_basis(frame: pl.DataFrame, column: str, vocabulary: Known) -> Iterator[Finding]:
    bases = {*frame[column].to_list()} - {None}
    unknown = {basis: [token for token in basis.split() if token not in vocabulary.codes] for basis in bases}
    wrong = [basis for basis, tokens in unknown.items() if tokens]
    if not wrong:
        return
    cell = pl.col(column)
    for file, line, basis in row_cells(frame.filter(cell.is_in(wrong) & ~cell.str.contains(SPREADSHEET)), column):
        for token in unknown[basis]:
            yield Finding(
                file,
                line,
                column,
                f'"{token}"',
                _expected_of(token),
                f"Correct the id, or add its row.{vocabulary.hint(token)}",
            )


def _expected_of(token: str) -> str:
    return "a rule of the table rules" if token.startswith("rule:") else "an id in facts or assumptions"


EACH: tuple[EachCheck, ...] = (_references, _bases)
