"""What may be wrong with a cell, as expressions: the name of the defect, or null for a sound cell.

Cells are text here (a blank cell is null). Each name is explained once, in `EXPLANATIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import polars as pl

from sinews.data.schema import Basis, Choice, Code, Column, Month, Number, Plain, Reference, Table, Year

_NUMBER = r"^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
_NOT_FINITE = r"(?i)^[+-]?(nan|inf|infinity)$"
_THOUSANDS = r"^-?[0-9]{1,3}([, '\u{a0}\u{202f}][0-9]{3})+(\.[0-9]+)?$"
_DECIMAL_COMMA = r"^-?[0-9]+,[0-9]+$"
#: Errors that a spreadsheet writes into cells.
SPREADSHEET = r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)"
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_CODE = r"^[A-Za-z0-9][A-Za-z0-9_.:+-]*$"

#: defect -> (what is expected, what to do); names in braces are filled in from the column.
EXPLANATIONS: dict[str, tuple[str, str]] = {
    "blank": ("{kind}", "Fill the cell; a blank means unknown, which this column does not allow."),
    "blank_here": ("{kind}, in a row of kind {unless}", "Fill the cell, or change the kind of the row."),
    "blank_with_range": (
        "a number between the ends of the range",
        "Fill the cell, or clear its range and basis.",
    ),
    "spreadsheet_error": ("{kind}", "Mend the formula in the spreadsheet and export the table again."),
    "not_finite": ("a finite number", "Write the number, or leave the cell blank where blanks are allowed."),
    "decimal_comma": ("a number with a decimal point", "Write 12.5, not 12,5."),
    "thousands": ("a number without separators of thousands", "Write 1200, not 1,200."),
    "not_a_number": ("a number", "Write digits, at most one decimal point, and no unit."),
    "below_minimum": ("at least {minimum:g}", "Correct the sign or the number."),
    "above_maximum": ("at most {maximum:g}", "Correct the number or its unit."),
    "low_above_value": ("at most the value of {base}", "Exchange or correct value and low end."),
    "high_below_value": ("at least the value of {base}", "Exchange or correct value and high end."),
    "high_below_low": ("at least {low}", "Exchange or correct the ends of the range."),
    "half_a_range": ("both ends of the range, or neither", "State {base}_low and {base}_high."),
    "no_basis": (
        "ids of facts, assumptions or rules",
        "Say on what the number rests; state an assumption if need be.",
    ),
    "no_number": ("a value, or an end of its range", "State the number, or take the row out."),
    "not_a_code": ("letters, digits and _ . : + -", "Write the code without blanks and other signs."),
    "not_a_choice": ("one of {choices}", "Choose one of them."),
    "bad_date": ("YYYY-MM, YYYY-MM-DD or YYYY", "Write the month as in 2026-01."),
    "impossible_date": ("a day of the calendar", "Correct month or day."),
    "year_out_of_range": ("a year from 1900 to 2100", "Correct the year."),
    "not_a_year": ("a year, YYYY", "Write four digits."),
    "after_horizon": (
        "a month of the horizon, up to {end:%Y-%m}",
        "Take the row out, or move the end of the horizon.",
    ),
    "before_start": ("a month not before {after}", "Exchange or correct the two dates."),
    "duplicate_key": ("one row for each {key}", "Take out or merge the rows."),
}


class Fault(NamedTuple):
    """A defect by name, and where cells have it; `doubt`: what is sooner seen, and true wherever they have.

    A defect without a doubt of its own is one of cells that a later one of the same rule doubts as well.
    """

    name: str
    wrong: pl.Expr
    doubt: pl.Expr | None


def _fault(name: str, wrong: pl.Expr) -> Fault:
    return Fault(name, wrong, wrong)


@dataclass(frozen=True)
class Rule:
    """What is checked of one column of a file: its faults, the first of which counts."""

    name: str
    column: str
    faults: tuple[Fault, ...]
    context: dict[str, object]

    @property
    def doubt(self) -> pl.Expr:
        """Whether a cell may have a defect: false for nearly all, without a search for each of them."""
        return pl.any_horizontal([fault.doubt for fault in self.faults if fault.doubt is not None])

    @cached_property
    def defect(self) -> pl.Expr:
        """The name of the defect of a cell, or null."""
        return pl.coalesce([pl.when(fault.wrong).then(pl.lit(fault.name)) for fault in self.faults])


@lru_cache(maxsize=512)
def rules(table: Table, present: frozenset[str], end: date | None) -> tuple[Rule, ...]:
    """The rules of a table for those of its columns that are there; `end`: the last month of the horizon."""
    candidates = [rule for column in table.columns for rule in _rules(column, present, end)]
    usable = [rule for rule in candidates if set(rule.doubt.meta.root_names()) <= present]
    if set(table.key) <= present:
        usable.append(_unique(table))
    return tuple(usable)


def key(table: Table) -> list[pl.Expr]:
    """The key of a row; months are compared as months, however they are written."""
    return [
        month(pl.col(name), after=bool(column.after)) if isinstance(column, Month) else pl.col(name)
        for name, column in ((name, table.column(name)) for name in table.key)
    ]


def month(cell: pl.Expr, *, after: bool = False) -> pl.Expr:
    """The first day of the month that a cell names; a bare year is its last month in a column of ends.

    Null if the cell names none, or one of the year 0, which no calendar has.
    """
    length = cell.str.len_bytes()
    whole = (
        pl.when(length == 4)
        .then(cell + ("-12-01" if after else "-01-01"))
        .when(length == 7)
        .then(cell + "-01")
        .otherwise(cell)
    )
    named = pl.when(cell.str.contains(_DATE) & ~cell.str.starts_with("0000")).then(whole)
    return named.str.to_date("%Y-%m-%d", strict=False).dt.month_start()


def number(cell: pl.Expr) -> pl.Expr:
    """The finite number in a cell; null if it holds none."""
    value = cell.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def _unique(table: Table) -> Rule:
    fields = key(table)
    repeated = ~pl.struct(fields).is_first_distinct() & pl.all_horizontal([field.is_not_null() for field in fields])
    names = ", ".join(table.key)
    return Rule("key", names, (_fault("duplicate_key", repeated),), {"key": names})


def _rules(column: Column, present: frozenset[str], end: date | None) -> list[Rule]:
    if isinstance(column, Number):
        return _number_rules(column, present)
    cell = pl.col(column.name)
    cases = [*_blank(column), _mended(cell)]
    context: dict[str, object] = {"kind": "text"}
    if isinstance(column, Code):
        cases, context = [*cases, _fault("not_a_code", ~cell.str.contains(_CODE))], {"kind": "a code"}
    elif isinstance(column, (Reference, Basis)):
        context = {"kind": f"a {column.table[:-1]}" if isinstance(column, Reference) else "ids, set apart by blanks"}
    elif isinstance(column, Choice):
        choices = [str(choice) for choice in column.choices]
        cases.append(_fault("not_a_choice", ~cell.is_in(choices)))
        context = {"kind": ", ".join(choices), "choices": ", ".join(choices)}
    elif isinstance(column, Year):
        outside = ~pl.coalesce(cell.cast(pl.Int32, strict=False), 0).is_between(1900, 2100)
        cases += [
            _fault("not_a_year", ~cell.str.contains(r"^[0-9]{4}$")),
            _fault("year_out_of_range", outside),
        ]
        context = {"kind": "a year"}
    elif isinstance(column, Month):
        cases, context = (
            [*cases, *_month(column, end)],
            {"kind": "a month", "end": end, "after": column.after},
        )
    elif isinstance(column, Plain):
        cases, context = (
            [*cases, *_plain(column)],
            {"kind": "a number", "base": column.name, "low": column.low},
        )
    return [Rule(column.name, column.name, tuple(cases), context), *_plain_ends(column)]


def _mended(cell: pl.Expr) -> Fault:
    """An error that a spreadsheet wrote."""
    return Fault("spreadsheet_error", cell.str.contains(SPREADSHEET), cell.str.starts_with("#"))


def _blank(column: Column) -> list[Fault]:
    return [] if column.blank else [_fault("blank", pl.col(column.name).str.strip_chars().fill_null("") == "")]


def _month(column: Month, end: date | None) -> list[Fault]:
    cell = pl.col(column.name)
    when = month(cell, after=bool(column.after))
    cases = [
        _fault("bad_date", ~cell.str.contains(_DATE)),
        _fault("impossible_date", cell.is_not_null() & when.is_null()),
        _fault("year_out_of_range", ~when.dt.year().is_between(1900, 2100)),
    ]
    if column.in_horizon and end:
        cases.append(_fault("after_horizon", when > end))
    if column.after:
        cases.append(_fault("before_start", when < month(pl.col(column.after))))
    return cases


def _digits(cell: pl.Expr) -> list[Fault]:
    """What keeps a cell from being a number: a cell with one of the first defects is no number."""
    sound = cell.str.contains(_NUMBER) & number(cell).is_not_null()
    return [
        Fault("spreadsheet_error", cell.str.contains(SPREADSHEET), None),
        Fault("not_finite", cell.str.contains(_NOT_FINITE), None),
        Fault("thousands", cell.str.contains(_THOUSANDS), None),
        Fault("decimal_comma", cell.str.contains(_DECIMAL_COMMA), None),
        _fault("not_a_number", cell.is_not_null() & ~sound),
    ]


def _plain(column: Plain) -> list[Fault]:
    cell = pl.col(column.name)
    nothing = (
        [
            _fault(
                "no_number",
                pl.all_horizontal([pl.col(name).is_null() for name in (column.name, column.low, column.high)]),
            )
        ]
        if column.low and column.blank
        else []
    )
    return [*nothing, *_digits(cell)]


def _plain_ends(column: Column) -> list[Rule]:
    """The order of the columns that hold value and range of a plain number."""
    if not isinstance(column, Plain) or not column.low:
        return []
    value, low, high = (number(pl.col(name)) for name in (column.name, column.low, column.high))
    context: dict[str, object] = {"base": column.name, "low": column.low}
    return [
        Rule(f"{column.low}_order", column.low, (_fault("low_above_value", low > value),), context),
        Rule(
            f"{column.high}_order",
            column.high,
            (_fault("high_below_value", high < value), _fault("high_below_low", high < low)),
            context,
        ),
    ]


def _number_rules(column: Number, present: frozenset[str]) -> list[Rule]:
    """Rules of a number, of the ends of its range and of its basis."""
    name = column.name
    cell, low, high, basis = (pl.col(part) for part in (name, f"{name}_low", f"{name}_high", f"{name}_basis"))
    context: dict[str, object] = {
        "kind": "a number",
        "base": name,
        "low": f"{name}_low",
        "minimum": column.minimum,
        "maximum": column.maximum,
        "unless": column.blank_unless,
    }
    bare = [*_digits(cell), *_bounds(cell, column, present)]
    missing = _blank(column)
    if column.blank_unless:
        missing = [_fault("blank_here", cell.is_null() & (pl.col("kind") == column.blank_unless))]
    ends = cell.is_null() & (low.is_not_null() | high.is_not_null())
    parts = [
        (name, [*missing, *bare]),
        (name, [_fault("blank_with_range", ends)] if column.blank else []),
        (
            f"{name}_low",
            [
                *_digits(low),
                _fault("half_a_range", low.is_null() & high.is_not_null()),
                *_bounds(low, column, present),
                _fault("low_above_value", number(low) > number(cell)),
            ],
        ),
        (
            f"{name}_high",
            [
                *_digits(high),
                _fault("half_a_range", high.is_null() & low.is_not_null()),
                *_bounds(high, column, present),
                _fault("high_below_value", number(high) < number(cell)),
            ],
        ),
        (
            f"{name}_basis",
            [
                _fault("no_basis", cell.is_not_null() & basis.is_null()),
                _mended(basis),
            ],
        ),
    ]
    return [Rule(f"{part}_{index}", part, tuple(cases), context) for index, (part, cases) in enumerate(parts) if cases]


def _bounds(cell: pl.Expr, column: Number, present: frozenset[str]) -> list[Fault]:
    """The bounds of a column hold in its own unit: the upper one is left to the conversion of other units."""
    below = [_fault("below_minimum", number(cell) < column.minimum)]
    if column.maximum == float("inf"):
        return below
    above = number(cell) > column.maximum
    stated = f"{column.name}_unit"
    if stated in present:
        above = above & (pl.col(stated).is_null() | (pl.col(stated) == column.unit))
    return [*below, _fault("above_maximum", above)]
