"""Each defect of levers, changes and the ladder is found at its file, row and column, with a remedy.

Rows of the small case: in `levers` 2 faster_contracts, 3 pledged_money, 4 second_shift (the one with a price),
5 todays_course, 6 unlimited_money; in `changes` 2 a delay, 3 a path, 4 a rate, 5 a highest rate, 6 a path, 7 expansion,
8 a share.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from sinews.data.levers import levers
from tests.case.broken import Broken, cell, cells, found_in, row, stands_there, without
from tests.support import describe, small_tables

TABLES = [
    Broken("unknown table", cell("changes", 2, "table", "placs"), "changes.csv", 2, "table", "places?"),
    Broken("table without numbers", cell("changes", 2, "table", "groups"), "changes.csv", 2, "table", "numbers"),
    Broken("blank table", cell("changes", 2, "table", ""), "changes.csv", 2, "table", "blank"),
    Broken("unknown column", cell("changes", 4, "column", "rat"), "changes.csv", 4, "column", "rate?"),
    Broken("column of words", cell("changes", 4, "column", "status"), "changes.csv", 4, "column", "a number of"),
    Broken("column of another table", cell("changes", 4, "column", "capex"), "changes.csv", 4, "column", "rate"),
    Broken("unknown kind of change", cell("changes", 4, "change", "multipy"), "changes.csv", 4, "change", "multiply?"),
    Broken(
        "blank selection that is none", cell("changes", 4, "selection", "tanks"), "changes.csv", 4, "selection", "tanks"
    ),
    Broken(
        "selection without a value", cell("changes", 4, "selection", "item="), "changes.csv", 4, "selection", "item="
    ),
    Broken("selection with half a value", cell("changes", 4, "selection", "item=a|"), "changes.csv", 4, "selection"),
    Broken("selection without a column", cell("changes", 4, "selection", "=a"), "changes.csv", 4, "selection", "=a"),
    Broken(
        "selection by a column that is none",
        cell("changes", 4, "selection", "itm=a"),
        "changes.csv",
        4,
        "selection",
        "item?",
    ),
    Broken(
        "selection by a number", cell("changes", 4, "selection", "rate=3"), "changes.csv", 4, "selection", "selected by"
    ),
    Broken(
        "selection that matches nothing",
        cell("changes", 4, "selection", "item=airship"),
        "changes.csv",
        4,
        "selection",
        "at least one row of capacity",
    ),
    Broken(
        "selection whose parts match nothing together",
        cell("changes", 4, "selection", "item=main_battle_tank place=DEU"),
        "changes.csv",
        4,
        "selection",
        "at least one row",
    ),
    Broken(
        "blank amount",
        cells("changes", 4, amount="", amount_low="", amount_high="", amount_basis=""),
        "changes.csv",
        4,
        "amount",
        "blank",
    ),
    Broken("word for an amount", cell("changes", 4, "amount", "more"), "changes.csv", 4, "amount", "more"),
    Broken("amount without a basis", cell("changes", 4, "amount_basis", ""), "changes.csv", 4, "amount_basis"),
    Broken("change of no lever", cell("changes", 4, "lever", "thrd_shift"), "changes.csv", 4, "lever", "levers"),
    Broken("change twice", row("changes"), "changes.csv", 9, "lever, part", "one row"),
]

QUESTIONS = [
    Broken("question about nothing", cell("changes", 3, "column", "pth"), "changes.csv", 3, "column", "path?"),
    Broken("question for a group", cell("changes", 3, "column", "group"), "changes.csv", 3, "column", "path, trust"),
    Broken("unknown path", cell("changes", 3, "text", "natonal"), "changes.csv", 3, "text", "natonal"),
    Broken("no path", cell("changes", 3, "text", ""), "changes.csv", 3, "text", "blank"),
    Broken(
        "unknown trust", cells("changes", 3, column="trust", text="promised"), "changes.csv", 3, "text", "announced"
    ),
    Broken(
        "expansion by two",
        cells("changes", 7, amount="2", amount_low="2", amount_high="2"),
        "changes.csv",
        7,
        "amount",
        "allowed",
    ),
    Broken(
        "expansion by nothing",
        cells("changes", 7, amount="", amount_low="", amount_high="", amount_basis=""),
        "changes.csv",
        7,
        "amount",
        "blank",
    ),
]

LEVERS = [
    Broken("lever without changes", without("changes", 4, 5), "levers.csv", 4, "lever", "second_shift"),
    Broken("lever twice", row("levers"), "levers.csv", 7, "lever", "one row"),
    Broken("nobody decides", cell("levers", 4, "decides", ""), "levers.csv", 4, "decides", "blank"),
    Broken(
        "negative price",
        cells("levers", 4, price="-1", price_low="-2", price_high="0"),
        "levers.csv",
        4,
        "price",
        "at least 0",
    ),
    Broken("price below its low end", cell("levers", 4, "price_low", "401"), "levers.csv", 4, "price_low", "price"),
    Broken("price without a basis", cell("levers", 4, "price_basis", ""), "levers.csv", 4, "price_basis"),
    Broken(
        "less than one step",
        cells("levers", 4, most="0", most_low="0", most_high="0"),
        "levers.csv",
        4,
        "most",
        "at least 1",
    ),
    Broken(
        "half a step", cells("levers", 4, most="2.5", most_low="2", most_high="3"), "levers.csv", 4, "most", "whole"
    ),
    Broken(
        "steps unknown", cells("levers", 4, most="", most_low="", most_high="", most_basis=""), "levers.csv", 4, "most"
    ),
    Broken("never", cell("levers", 4, "earliest", ""), "levers.csv", 4, "earliest", "blank"),
    Broken("after the horizon", cell("levers", 4, "earliest", "2031-01"), "levers.csv", 4, "earliest", "2030-12"),
    Broken("no such month", cell("levers", 4, "earliest", "2026-13"), "levers.csv", 4, "earliest", "calendar"),
]

RUNGS = [
    Broken("rung of no lever", cell("ladder", 3, "lever", "pledges"), "ladder.csv", 3, "lever", "levers"),
    Broken("rung twice", row("ladder"), "ladder.csv", 6, "rung", "one row"),
    Broken("rung without a number", cell("ladder", 3, "rung", ""), "ladder.csv", 3, "rung", "blank"),
]

BROKEN = [*TABLES, *QUESTIONS, *LEVERS, *RUNGS]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_defect_of_levers_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    stands_there(broken, small_folder)


def test_all_defects_of_changes_come_at_once(small_folder: Path) -> None:
    cell("changes", 2, "column", "delay")(small_folder)
    cell("changes", 4, "selection", "item=airship")(small_folder)
    cell("changes", 6, "text", "nowhere")(small_folder)
    assert [(one.row, one.column) for one in found_in(small_folder)] == [(2, "column"), (4, "selection"), (6, "text")]


def test_a_case_may_do_without_levers(small_folder: Path) -> None:
    for table in ("levers", "changes", "ladder"):
        (small_folder / f"{table}.csv").unlink()
    listed = [name for name in small_tables() if name not in {"levers", "changes", "ladder"}]
    describe(small_folder, resources=[{"name": name, "path": f"{name}.csv"} for name in listed])
    assert levers(Case.read(small_folder)) == {}
