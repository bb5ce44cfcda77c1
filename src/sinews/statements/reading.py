"""From rows of a case to statements, and what several checks read: allies, lines, facts, ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import polars as pl

from sinews.data.case import Case
from sinews.data.tables import Side, StatementCheck
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, judge, number, what_would_change

T = TypeVar("T")


def statements(case: Case) -> tuple[Statement, ...]:
    """The statements of a case, in the order of their dates (those of one date by code)."""
    rows = case.table("statements").sort("date", "statement").iter_rows(named=True)
    return tuple(_statement(row) for row in rows)


def _statement(row: dict[str, Any]) -> Statement:
    return Statement(
        code=row["statement"],
        office=row["office"],
        place=row["place"] or "",
        said=row["date"],
        subject=row["subject"],
        quantity=row["quantity"],
        claim=row["claim"],
        value=_number(row, "value"),
        threshold=_number(row, "threshold"),
        side=Side(row["side"]) if row["side"] else None,
        start=row["start"],
        end=row["end"],
        check=StatementCheck(row["check"]),
        about=_codes(row["about"]),
        against=_codes(row["against"]),
        item=row["item"] or "",
        owner=row["owner"] or "",
        force=row["force"] or "",
        path=row["path"] or "",
        step=row["step"],
        evidence=_codes(row["evidence"]),
        basis=_codes(row["basis"]),
    )


def _codes(cell: str | None) -> tuple[str, ...]:
    return tuple((cell or "").split())


def _number(row: dict[str, Any], name: str) -> Estimate | None:
    if row[name] is None:
        return None
    return Estimate(row[name], row[f"{name}_low"], row[f"{name}_high"], row["unit"] or "", _codes(row[f"{name}_basis"]))


def given(cell: T | None) -> T:
    """A cell that the check needs; the checks of a case make sure that it is there (else ValueError)."""
    if cell is None:
        raise ValueError("a statement reached its check without a cell that the check needs")
    return cell


def held_against(statement: Statement) -> Estimate:
    """What the figure is held against: the threshold if there is one, else the value as stated."""
    return given(statement.threshold or statement.value)


def verdict(
    statement: Statement,
    figure: Estimate,
    because: str,
    *,
    against: Estimate | None = None,
    side: Side | None = None,
    change: str = "",
    rows: Iterable[str] = (),
) -> Verdict:
    """The verdict on one figure, by the rule; `change` is added to the sentence on what would change it."""
    mark, where = against or held_against(statement), side or given(statement.side)
    return Verdict(
        statement,
        judge(figure, where, mark),
        figure,
        mark,
        because,
        f"{what_would_change(figure, where, mark)} {change}".strip(),
        figure.basis,
        tuple(rows),
    )


def places(case: Case, codes: Iterable[str]) -> tuple[str, ...]:
    """States that codes of groups and states name, sorted, each once."""
    groups = case.table("groups")
    states: set[str] = set()
    for code in codes:
        members = groups.filter(pl.col("group") == code)["place"].to_list()
        states |= set(members) if members else {code}
    return tuple(sorted(states))


def numbered(frame: pl.DataFrame, column: str, unit: str, *, times: float = 1.0) -> Estimate:
    """The sum of an uncertain column: ends summed with ends."""
    value, low, high = (float(frame[f"{column}{end}"].sum()) * times for end in ("", "_low", "_high"))
    return Estimate(value, low, high, unit, bases(frame[f"{column}_basis"].drop_nulls()))


def bases(cells: Iterable[str]) -> tuple[str, ...]:
    """Ids in cells of a basis, each once, in their order."""
    return tuple(dict.fromkeys(token for cell in cells for token in cell.split()))


def quotient(above: Estimate, below: Estimate, unit: str, *, times: float = 1.0) -> Estimate:
    """One figure over another: the low end over the high one, and the other way round."""
    basis = tuple(dict.fromkeys([*above.basis, *below.basis]))

    def over(numerator: float, denominator: float) -> float:
        return times * numerator / denominator if denominator > 0 else float("inf") if numerator > 0 else 0.0

    return Estimate(
        over(above.value, below.value), over(above.low, below.high), over(above.high, below.low), unit, basis
    )


def undecided(statement: Statement, why: str, change: str = "The figures named would decide it.") -> Verdict:
    """An open verdict: what is missing, and what would decide."""
    return Verdict(statement, Outcome.OPEN, None, None, why, change)


def unasked(statement: Statement) -> Verdict:
    """An open verdict on a claim that takes a plan, where none was asked for."""
    return undecided(statement, "Plans were left out, and this claim takes one.", "Ask again with plans.")


def spread(figure: Estimate) -> str:
    """The range of a figure in brackets; nothing if it has none."""
    if figure.low == figure.high:
        return ""
    return f" ({number(figure.low)} to {number(figure.high)})"


def facts(case: Case, ids: Iterable[str]) -> pl.DataFrame:
    """Facts in the order of their ids; those that the case does not have (it may be of an earlier day) are left out."""
    wanted = pl.DataFrame({"fact": list(ids)}, schema={"fact": pl.String})
    return wanted.join(case.table("facts"), on="fact", how="inner", maintain_order="left")


def years(statement: Statement) -> tuple[int, int]:
    """First and last year of the period of a statement."""
    return given(statement.start).year, given(statement.end).year
