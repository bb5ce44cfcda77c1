"""The IMF's World Economic Outlook as its database gives it "by countries": text set apart by tabs, called .xls.

Columns `WEO Country Code`, `ISO`, `WEO Subject Code`, `Country`, `Subject Descriptor`, `Subject Notes`, `Units`,
`Scale`, `Country/Series-specific Notes`, a column for each year, `Estimates Start After`; the last line names the
edition. So describe it public readers (one that drops and renames its columns by name, one in R that requires them);
newer files are in UTF-16, older ones in Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sinews.errors import Finding
from sinews.evidence.published.cells import status
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated
from sinews.evidence.published.tabular import cell, lacking, ragged, rows_of_text, values, years_of

#: Subject codes: what they measure, and the scale in which the figures are stated.
SUBJECTS: Mapping[str, tuple[Measured, str]] = {
    "NGDPD": (Measured("gdp", "annual_amount_current_prices", "billion_USD"), "Billions"),
    "PPPGDP": (Measured("gdp", "annual_amount_purchasing_power_parity", "billion_international_USD"), "Billions"),
    "NGDP_RPCH": (Measured("gdp", "real_growth_rate", "percent"), ""),
    "LP": (Measured("population", "total", "million_persons"), "Millions"),
}

HEAD = ("ISO", "WEO Subject Code", "Scale", "Estimates Start After")

_EDITION = re.compile(r"World Economic Outlook Database, (April|October) (20\d\d)")
_MONTHS = {"April": 4, "October": 10}


def fits(source: Source) -> bool:
    """Whether its head is that of the database."""
    return "WEO Subject Code" in source.text[:2000]


def read(source: Source, names: Names) -> Edition:
    """The figures of places of the case on subjects that facts have; a figure after the last actual is an estimate."""
    rows = rows_of_text(source.text, "\t")
    head = rows[0] if rows else []
    findings = lacking(source.called, 0, head, HEAD)
    figures: list[Stated] = []
    if not findings:
        for row, cells in enumerate(rows[1:], 1):
            for figure in _figures(source.called, row, cells, head, names):
                if isinstance(figure, Finding):
                    findings.append(figure)
                else:
                    figures.append(figure)
    match = _EDITION.search(source.text)
    return Edition(tuple(figures), tuple(findings), f"{match[2]}-{_MONTHS[match[1]]:02d}" if match else "")


def _figures(
    called: str, row: int, cells: Sequence[str], head: Sequence[str], names: Names
) -> Iterator[Stated | Finding]:
    columns = {name: head.index(name) for name in HEAD}
    if len(cells) <= columns["WEO Subject Code"] or cells[columns["ISO"]] not in names.codes:
        return
    subject = SUBJECTS.get(cells[columns["WEO Subject Code"]])
    if subject is None:
        return
    if len(cells) != len(head):
        yield ragged(called, row, cells, head)
        return
    measured, scale = subject
    if cells[columns["Scale"]] != scale:
        remedy = "The scale of the subject has changed: its figures are other than before."
        yield Finding(called, row + 1, "Scale", f'"{cells[columns["Scale"]]}"', scale or "no scale", remedy)
        return
    last = cells[columns["Estimates Start After"]]
    for figure in values(called, row, cells, years_of(head)):
        if isinstance(figure, Finding):
            yield figure
        else:
            year, column, value = figure
            estimated = not last.isdecimal() or year > int(last)
            yield Stated(cells[columns["ISO"]], measured, year, value, status(estimated=estimated), cell(row, column))


OUTLOOK = Layout(
    "weo",
    "World Economic Outlook",
    ("International Monetary Fund",),
    "https://www.imf.org/en/Publications/WEO",
    "public readers that name its columns",
    fits,
    read,
)
