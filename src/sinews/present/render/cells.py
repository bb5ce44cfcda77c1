"""How the cells of a table read: headings in words, months, numbers."""

from __future__ import annotations

from datetime import date

from sinews.present.words import month, number, plain

#: What the end of a column's name means in a heading, the longest first.
UNITS = {
    "_billion_EUR_a_year": ", EUR bn a year",
    "_million_EUR": ", EUR million",
    "_billion_EUR": ", EUR bn",
    "_percent_of_GDP": ", % of GDP",
    "_percent": ", %",
    "_%": ", %",
    "_EUR_bn": ", EUR bn",
}


def heading(column: str) -> str:
    """A column's name as a heading: its unit stands behind a comma."""
    for end, unit in UNITS.items():
        if column.endswith(end):
            return plain(column.removesuffix(end)) + unit
    return plain(column)


def cell(value: object) -> str:
    """One value as text; unknown or absent ones as a dash."""
    if value is None:
        return "–"  # noqa: RUF001 - a dash is meant
    if isinstance(value, date):
        return month(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return str(value)
