"""A World Bank indicator as data.worldbank.org gives it: a CSV, alone or packed with two tables of metadata.

`"Data Source","World Development Indicators",`, an empty line, `"Last Updated Date","2025-07-01",`, an empty line, then
`"Country Name","Country Code","Indicator Name","Indicator Code","1960",...`. So describe it the notes of several public
readers (one of an uploaded CSV in its docstring, one of SP.POP.TOTL in its comments); codes are those of ISO 3166.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sinews.errors import Finding
from sinews.evidence.published.cells import status
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated
from sinews.evidence.published.tabular import cell, lacking, ragged, rows_of_text, values, years_of

INDICATORS: Mapping[str, Measured] = {
    "SP.POP.TOTL": Measured("population", "total", "persons"),
    "NY.GDP.MKTP.CD": Measured("gdp", "annual_amount_current_prices", "billion_USD", 1e-9),
    "NY.GDP.MKTP.PP.CD": Measured("gdp", "annual_amount_purchasing_power_parity", "billion_international_USD", 1e-9),
    "NY.GDP.MKTP.KD.ZG": Measured("gdp", "real_growth_rate", "percent"),
    "MS.MIL.XPND.GD.ZS": Measured("military_expenditure", "share_of_gdp", "percent"),
}

HEAD = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")

_BEGINS = ('"Data Source"', "Data Source")


def fits(source: Source) -> bool:
    """Whether it begins as the download does."""
    return source.text.lstrip().startswith(_BEGINS)


def read(source: Source, names: Names) -> Edition:
    """The figures of places of the case; of others there is nothing to say."""
    rows = rows_of_text(source.text, ",")
    at = next((row for row, cells in enumerate(rows) if "Country Code" in cells), None)
    if at is None:
        remedy = "Download the indicator again as CSV."
        return Edition((), (Finding(source.called, 0, "", "no head", ", ".join(HEAD), remedy),))
    head, updated = rows[at], [cells[1] for cells in rows[:at] if cells[:1] == ["Last Updated Date"] and cells[1:]]
    findings = lacking(source.called, at, head, HEAD)
    stated = (
        []
        if findings
        else [figure for row in range(at + 1, len(rows)) for figure in _of_row(source, rows, row, at, names)]
    )
    figures = tuple(figure for figure in stated if isinstance(figure, Stated))
    findings += [figure for figure in stated if isinstance(figure, Finding)]
    return Edition(figures, tuple(dict.fromkeys(findings)), updated[0] if updated else "")


def _of_row(source: Source, rows: Sequence[list[str]], row: int, at: int, names: Names) -> Iterator[Stated | Finding]:
    """The figures of a row under a head, or what is wrong with it."""
    head, cells = rows[at], rows[row]
    code, indicator = head.index("Country Code"), head.index("Indicator Code")
    if len(cells) <= indicator or cells[code] not in names.codes:
        return
    measured = INDICATORS.get(cells[indicator])
    if measured is None:
        yield _unknown(source.called, row, cells[indicator])
    elif len(cells) != len(head):
        yield ragged(source.called, row, cells, head)
    else:
        for figure in values(source.called, row, cells, years_of(head)):
            if isinstance(figure, Finding):
                yield figure
            else:
                year, column, value = figure
                yield Stated(cells[code], measured, year, value, status(estimated=False), cell(row, column))


def _unknown(called: str, row: int, indicator: str) -> Finding:
    remedy = "Download one of these indicators."
    return Finding(called, row + 1, "Indicator Code", f'"{indicator}"', f"one of {', '.join(INDICATORS)}", remedy)


BANK = Layout(
    "worldbank",
    "World Bank indicators",
    ("World Bank",),
    "https://data.worldbank.org",
    "notes of several public readers",
    fits,
    read,
)
