"""What is wrong with the levers of a case: tables, columns, selections and amounts that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from sinews.data.cells import month
from sinews.data.checks.common import Frames
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Month, Table
from sinews.data.selection import selectable, selected, selection_of
from sinews.data.tables import BY_NAME, QUESTION, ChangeKind, Status
from sinews.errors import Finding, did_you_mean

Row = dict[str, Any]

#: What a lever can change of a question, and what it may be set to.
ASKED: dict[str, str] = {
    "path": "the name of a spending path in text",
    "trust": f"one of {', '.join(Status)} in text",
    "expansion": "1 (allowed) or 0 (not allowed) as amount",
}


def of_levers(frames: Frames) -> Iterator[Finding]:
    """All findings on the tables `levers`, `changes` and `ladder`."""
    if "changes" not in frames or "levers" not in frames:
        return
    yield from _without_changes(frames)
    yield from _broken_steps(frames)
    for row in frames["changes"].iter_rows(named=True):
        finding = _of_question(frames, row) if row["table"] == QUESTION else _of_table(frames, row)
        if finding is not None:
            yield finding


def _without_changes(frames: Frames) -> Iterator[Finding]:
    empty = frames["levers"].join(frames["changes"], on="lever", how="anti", maintain_order="left")
    for file, line, lever in empty.select(FILE, LINE, "lever").iter_rows():
        yield Finding(
            file,
            line,
            "lever",
            f'"{lever}" with no row in changes',
            "at least one change",
            "Add what the lever changes.",
        )


def _broken_steps(frames: Frames) -> Iterator[Finding]:
    for row in frames["levers"].filter(pl.col("most") != pl.col("most").floor()).iter_rows(named=True):
        yield _finding(row, "most", f"{row['most']:g}", "a whole number of steps", "A step is taken or not: round it.")


def _finding(row: Row, column: str, defect: str, expected: str, remedy: str) -> Finding:
    return Finding(row[FILE], row[LINE], column, defect, expected, remedy)


def _quoted(value: object) -> str:
    return "a blank cell" if value is None else f'"{value}"'


# what is asked ----------------------------------------------------------------


def _of_question(frames: Frames, row: Row) -> Finding | None:
    column, text, amount = row["column"], row["text"], row["amount"]
    if column not in ASKED:
        hint = did_you_mean(str(column), ASKED)
        return _finding(row, "column", _quoted(column), ", ".join(ASKED), f"Name what is to be asked.{hint}")
    paths = frames["paths"]["path"].unique().to_list() if "paths" in frames else [text]
    sound = {"path": text in paths, "trust": text in list(Status), "expansion": amount in (0.0, 1.0)}
    if sound[column]:
        return None
    where, cell = ("amount", amount) if column == "expansion" else ("text", text)
    return _finding(row, where, _quoted(cell), ASKED[column], "Correct the cell.")


# tables -----------------------------------------------------------------------


def _of_table(frames: Frames, row: Row) -> Finding | None:
    """The first finding on a change of a table; later ones would follow from it."""
    table = BY_NAME.get(str(row["table"]))
    if table is None or not table.numbers:
        names = [name for name, other in BY_NAME.items() if other.numbers]
        return _finding(
            row,
            "table",
            _quoted(row["table"]),
            "a table with numbers, or question",
            f"Name the table that is to change.{did_you_mean(str(row['table']), names)}",
        )
    for check in (_column, _amount, _selection):
        finding = check(frames, row, table)
        if finding is not None:
            return finding
    return None


def _column(_frames: Frames, row: Row, table: Table) -> Finding | None:
    names = [column.name for column in table.numbers]
    if row["column"] in names or _sets_month(row, table):
        return None
    hint = did_you_mean(str(row["column"]), names)
    expected = f"a number of {table.name}: {', '.join(names)}"
    return _finding(row, "column", _quoted(row["column"]), expected, f"Name the column that is to change.{hint}")


def _sets_month(row: Row, table: Table) -> bool:
    """Whether the change sets a month, which stands in its text."""
    months = [column.name for column in table.columns if isinstance(column, Month)]
    return row["column"] in months and row["change"] == ChangeKind.SET


def _amount(_frames: Frames, row: Row, table: Table) -> Finding | None:
    if _sets_month(row, table):
        return (
            None
            if _is_month(row["text"])
            else _finding(row, "text", _quoted(row["text"]), "a month, YYYY-MM", "State the month.")
        )
    if row["amount"] is not None:
        return None
    return _finding(row, "amount", "a blank cell", f"a number, as {table.name} is changed", "State the amount.")


def _is_month(text: object) -> bool:
    return text is not None and pl.select(month(pl.lit(str(text)))).item() is not None


def _selection(frames: Frames, row: Row, table: Table) -> Finding | None:
    text = str(row["selection"] or "")
    try:
        selection = selection_of(text)
    except ValueError as error:
        wrong = str(error) or text
        return _finding(
            row, "selection", _quoted(wrong), "parts such as item=a|b", "Write column=value, parts set apart by blanks."
        )
    columns = selectable(table)
    strange = [column for column, _ in selection if column not in columns]
    if strange:
        hint = did_you_mean(strange[0], columns)
        expected = f"columns that {table.name} can be selected by: {', '.join(sorted(columns))}"
        return _finding(row, "selection", _quoted(strange[0]), expected, f"Correct the column.{hint}")
    others = {name: frames.get(name) for name in ("sites", "groups")}
    frame = frames.get(table.name)
    if frame is None or any(other is None for other in others.values()):
        return None  # that a table is missing has been said elsewhere
    if selected({name: other for name, other in others.items() if other is not None}, frame, selection).any():
        return None
    return _finding(
        row,
        "selection",
        _quoted(text),
        f"at least one row of {table.name}",
        "Correct the selection, or take the row out.",
    )
