"""Kiel's Ukraine Support Tracker: the sheet `Country Summary (€)` of its workbook.

Some lines of text, then a head with `Country`, `EU member` and columns `Financial allocations`, `Humanitarian
allocations`, `Military allocations`, `Total bilateral allocations`: sums so far in thousand million EUR; a row for each
donor up to `Total`. So describe it public readers of releases up to 28 (one says where the head is and what its columns
are, one that a blank column stands before it from release 28 on). Until when the sums go is not described: the year of
the edition is that of a date in the lines above the head, and without one there is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sinews.data.workbook.packed import letters
from sinews.errors import Finding
from sinews.evidence.published.cells import is_missing, marked, number, place, status
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated

SHEET = "country summary (€)"

#: What columns are called, in small letters, and the quantity in them.
COLUMNS: Mapping[str, str] = {
    "financial allocations": "financial_allocations_to_date",
    "humanitarian allocations": "humanitarian_allocations_to_date",
    "military allocations": "military_allocations_to_date",
    "total bilateral allocations": "allocations_to_date",
}

SUBJECT, UNIT, LAST = "support_to_ukraine", "billion_EUR", "total"

#: The year in which the sums begin.
FIRST = 2022

_YEAR = re.compile(r"\b(20\d\d)\b")


def fits(source: Source) -> bool:
    """Whether it has the sheet."""
    return any(name.casefold().strip() == SHEET for name in source.sheets)


def read(source: Source, names: Names) -> Edition:
    """The sums of donors that the case has; others are passed over."""
    sheet, rows = next(item for item in source.sheets.items() if item[0].casefold().strip() == SHEET)
    where = f"{source.called}, sheet {sheet}"
    at = next((row for row, cells in enumerate(rows) if "country" in map(_small, cells[:2])), None)
    if at is None:
        remedy = "Look whether the head was moved or renamed."
        return Edition((), (Finding(where, 0, "", "no head", "Country in the first or second column", remedy),))
    columns = {_small(cell): column for column, cell in enumerate(rows[at]) if _small(cell) in COLUMNS}
    remedy = "Look whether the column was renamed, and rename it."
    findings = [Finding(where, at + 1, name, "no such column", name, remedy) for name in COLUMNS if name not in columns]
    years = {int(year) for cells in rows[:at] for cell in cells for year in _YEAR.findall(cell)}
    ends = {year for year in years if year > FIRST} or years
    if len(ends) != 1:
        said = (
            f"several years above the head ({', '.join(map(str, sorted(ends)))})" if ends else "no date above the head"
        )
        remedy = "Write the last day of the data, and no other date, into a line above the head."
        findings.append(Finding(where, 0, "", said, "until when the sums go", remedy))
    if findings:
        return Edition((), tuple(findings))
    stated = list(_figures(where, sheet, rows, at, columns, max(ends), names))
    figures = tuple(figure for figure in stated if isinstance(figure, Stated))
    return Edition(figures, tuple(figure for figure in stated if isinstance(figure, Finding)))


def _figures(
    where: str,
    sheet: str,
    rows: Sequence[Sequence[str]],
    at: int,
    columns: Mapping[str, int],
    year: int,
    names: Names,
) -> Iterator[Stated | Finding]:
    column_of_names = [_small(cell) for cell in rows[at]].index("country")
    for row, cells in enumerate(rows[at + 1 :], at + 1):
        name = cells[column_of_names].strip()
        if name.casefold() == LAST:
            return
        code = names.by_name(name)
        if code not in names.codes:
            continue
        for title, column in columns.items():
            value = number(cells[column])
            if value is not None:
                measured = Measured(SUBJECT, COLUMNS[title], UNIT)
                at_place = place(sheet, row, column)
                yield Stated(str(code), measured, year, value, status(estimated=False), at_place)
            elif not is_missing(cells[column]):
                yield marked(where, row, column, cells[column])
    yield Finding(where, len(rows), letters(column_of_names), "no row Total", "Total behind the donors", "Put it back.")


def _small(cell: str) -> str:
    """A title without a unit in brackets behind it, in small letters."""
    return cell.partition("(")[0].strip().casefold()


KIEL = Layout(
    "kiel",
    "Ukraine Support Tracker",
    ("Kiel Institute",),
    "https://www.kielinstitut.de/topics/war-against-ukraine/ukraine-support-tracker/",
    "public readers of releases up to 28; until when its sums go is not described",
    fits,
    read,
)
