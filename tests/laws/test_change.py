"""A changed case is checked where the change reaches: what is found is what a check of the whole case finds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.data.case import Case
from sinews.data.checks import CHECKS, EACH, seen
from sinews.data.checks.seen import Looks
from sinews.data.tables import BY_NAME, TABLES
from sinews.errors import CaseError
from tests.laws.test_findings import SETTINGS, whole
from tests.support import Row

#: Cells that are wrong in some column or other, and some that are sound in some.
CELLS = ("", "0", "1", "7.5", "-1", "200.000", "1e15", "x", "nan", "DEU", "MARKET", "main_battle_tank", "guess", "2026",
         "2031-01", "1890", "ally", "needed", "rail", "#REF!", "a b", "Deu", "10", "MULTIPLY", "multiply")  # fmt: skip


#: The rows of a sound case with every table, in the order of their keys: a case holds them so, and findings name lines.
ROWS = {
    name: sorted(rows, key=lambda row, key=BY_NAME[name].key: [row[column] for column in key])
    for name, rows in whole().items()
}


@cache
def sound() -> Case:
    return Case.from_tables(SETTINGS, {name: pl.DataFrame(rows) for name, rows in ROWS.items()})


@cache
def tables() -> dict[str, pl.DataFrame]:
    return {table.name: sound().table(table.name) for table in TABLES}


#: What is found in a case, or its tables.
Outcome = str | dict[str, list[tuple[object, ...]]]


def outcome(case: Case) -> Outcome:
    return {name: rows.rows() for name, rows in case.tables.items()}


def in_whole(table: str, frame: pl.DataFrame) -> Outcome:
    """What a check of the whole changed case finds, or its tables: every check is made, whatever is known of others."""
    seen._CLEAN.clear()
    try:
        return outcome(Case.from_tables(SETTINGS, {**tables(), table: frame}))
    except CaseError as error:
        return str(error)


def in_part(case: Case, table: str, frame: pl.DataFrame) -> Outcome:
    """The same by changing the table of a case that was found sound."""
    try:
        return outcome(case.change(table, frame))
    except CaseError as error:
        return str(error)


Changed = tuple[str, pl.DataFrame]


@st.composite
def changes(draw: st.DrawFn) -> Changed:
    """A table of the case as text, with a few cells, rows or columns changed."""
    name = draw(st.sampled_from(sorted(ROWS)))
    rows = ROWS[name]
    for _ in range(draw(st.integers(1, 3))):
        rows = _harmed(draw, name, rows)
    text = dict.fromkeys(rows[0] if rows else ROWS[name][0], pl.String)
    frame = pl.DataFrame(rows, schema=text)
    columns = draw(st.sampled_from(["", "", "", "less", "more"]))
    if columns == "less":
        return name, frame.drop(draw(st.sampled_from(frame.columns)))
    return name, frame.with_columns(strange=pl.lit("x")) if columns == "more" else frame


def _harmed(draw: st.DrawFn, name: str, rows: list[Row]) -> list[Row]:
    if not rows:
        return rows
    kind, number = draw(st.sampled_from(["cell", "cell", "cell", "gone", "twice", "none"])), draw(st.integers(0, 99))
    row = rows[number % len(rows)]
    if kind == "cell":
        column = draw(st.sampled_from(sorted(row)))
        cell = draw(st.sampled_from([*CELLS, *(str(other[column]) for other in ROWS[name])]))
        return [one | {column: cell} if one is row else one for one in rows]
    if kind == "twice":
        return [*rows, dict(row)]
    return [] if kind == "none" else [one for one in rows if one is not row]


@settings(max_examples=40)
@given(changes())
def test_a_change_finds_what_a_check_of_the_whole_finds(change: Changed) -> None:
    assert in_part(sound(), *change) == in_whole(*change)


@settings(max_examples=10)
@given(changes(), changes())
def test_a_change_of_a_changed_case_does_as_well(first: Changed, then: Changed) -> None:
    try:
        once = sound().change(*first)
    except CaseError:
        once = sound()
    changed = {table.name: once.table(table.name) for table in TABLES}
    seen._CLEAN.clear()
    try:
        expected = outcome(Case.from_tables(SETTINGS, {**changed, then[0]: then[1]}))
    except CaseError as error:
        expected = str(error)
    assert in_part(once, *then) == expected


@pytest.mark.parametrize("table", [table.name for table in TABLES if table.numbers])
def test_numbers_of_each_table_are_checked_against_all_that_depends_on_them(table: str) -> None:
    """All at nothing, and all at their most: what follows elsewhere (needs that no line can make) is found as well."""
    rows = sound().table(table)
    for factor in (0.0, 1e9):
        ends = [f"{number.name}{end}" for number in BY_NAME[table].numbers for end in ("", "_low", "_high")]
        frame = rows.with_columns(pl.col(ends) * factor)
        assert in_part(sound(), table, frame) == in_whole(table, frame)


def test_a_case_whose_tables_were_put_in_unchecked_is_checked_throughout() -> None:
    """What is known of a case is of its own tables: after another way of changing them all checks are made."""
    stocks = sound().table("stocks").with_columns(place=pl.lit("XXX"))
    unchecked = replace(sound(), tables={**sound().tables, "stocks": stocks})
    with pytest.raises(CaseError, match="stocks"):
        unchecked.change("uses", sound().table("uses"))


def looked() -> Looks:
    assert sound().sound
    return sound().sound.looks


def test_few_checks_look_at_a_table_of_lines() -> None:
    """A change of lines does not make all checks again."""
    looks = looked()
    assert len(looks) > len(CHECKS) + len(EACH) * len(sound().tables) / 2
    again = [name for name, tables in looks.items() if "capacity" in tables]
    assert 0 < len(again) < len(looks) / 5


def test_no_check_goes_over_all_tables() -> None:
    """One that did would be made again after each change."""
    looks = looked()
    assert max(len(tables) for tables in looks.values()) < len(TABLES) / 2
