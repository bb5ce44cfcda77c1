r"""A table of Eurostat as its bulk download gives it: text set apart by tabs.

The head is `freq,unit,...,geo\TIME_PERIOD` and years (`2023 `); the first cell of a row has the codes of its
dimensions, set apart by commas; a cell is a number, perhaps with flags behind a blank (`b` break, `e` estimate, `p`
provisional), or `:` for none. So describe it several public readers (a query that splits the first column and unpivots
the years, a script that reads the head of the service). Older files have `geo\time`, and no `freq`: they are annual.
A row of another frequency (`Q`, `M`) holds figures of parts of a year, which some series sum and others do not: it is
a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sinews.errors import Finding
from sinews.evidence.published.cells import is_missing, marked, number, status
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated
from sinews.evidence.published.tabular import cell, ragged, rows_of_text, years_of

#: Dimensions and their codes that say what is measured.
SERIES: tuple[tuple[Mapping[str, str], Measured], ...] = (
    ({"na_item": "B1GQ", "unit": "CP_MEUR"}, Measured("gdp", "annual_amount_current_prices", "million_EUR")),
    (
        {"cofog99": "GF02", "sector": "S13", "na_item": "TE", "unit": "PC_GDP"},
        Measured("government_expenditure_on_defence", "share_of_gdp", "percent"),
    ),
    (
        {"cofog99": "GF02", "sector": "S13", "na_item": "TE", "unit": "MIO_EUR"},
        Measured("government_expenditure_on_defence", "annual_amount_current_prices", "million_EUR"),
    ),
    ({"indic_de": "JAN"}, Measured("population", "on_1_january", "persons")),
)

#: Codes of states that are not those of ISO 3166 with two letters; and those with two letters.
CODES: Mapping[str, str] = {
    "EL": "GRC", "UK": "GBR", "AL": "ALB", "BE": "BEL", "BG": "BGR", "CZ": "CZE", "DE": "DEU", "DK": "DNK", "EE": "EST",
    "ES": "ESP", "FI": "FIN", "FR": "FRA", "HR": "HRV", "HU": "HUN", "IS": "ISL", "IT": "ITA", "LT": "LTU", "LU": "LUX",
    "LV": "LVA", "ME": "MNE", "MK": "MKD", "NL": "NLD", "NO": "NOR", "PL": "POL", "PT": "PRT", "RO": "ROU", "SE": "SWE",
    "SI": "SVN", "SK": "SVK", "TR": "TUR", "UA": "UKR", "US": "USA",
}  # fmt: skip

#: The dimension that says how often a series is stated, and its code for once a year.
FREQUENCY, ANNUAL = "freq", "A"

_HEAD = re.compile(r"([a-z0-9_]+(?:,[a-z0-9_]+)*)\\(?:TIME_PERIOD|time)\s*")
_CELL = re.compile(r"(\S+)(?:\s+([a-z]+))?")

#: Flags that make a figure an estimate.
ESTIMATED = frozenset("epf")


def fits(source: Source) -> bool:
    """Whether its head is that of a bulk download."""
    return _HEAD.match(source.text) is not None


def read(source: Source, names: Names) -> Edition:
    """The annual figures of places of the case on series that are known; breaks in a series are said."""
    rows = [[text.strip() for text in cells] for cells in rows_of_text(source.text, "\t")]
    match = _HEAD.match(source.text)
    dimensions = match[1].split(",") if match else []
    read_rows = [
        figure for row in range(1, len(rows)) for figure in _of_row(source.called, rows, row, dimensions, names)
    ]
    figures = tuple(figure for figure in read_rows if isinstance(figure, Stated))
    breaks = tuple(f"A break in the series: {text}" for text in read_rows if isinstance(text, str))
    findings = [figure for figure in read_rows if isinstance(figure, Finding)]
    return Edition(figures, (*findings, *_of_parts(source.called, rows, dimensions, names)), "", breaks)


def _of_parts(called: str, rows: Sequence[Sequence[str]], dimensions: Sequence[str], names: Names) -> Iterator[Finding]:
    """A finding for each frequency but the annual one in which rows state a series that is known."""
    places: dict[str, list[int]] = {}
    for row, cells in enumerate(rows[1:], 1):
        codes, measured, code = _series(cells, dimensions)
        if measured is not None and code in names.codes and not _is_annual(codes):
            places.setdefault(codes[FREQUENCY], []).append(row)
    for frequency, of_it in places.items():
        others = len(of_it) - 1
        more = f" (and in {others:,} more row{'s' * (others > 1)})" if others else ""
        remedy = "Download the annual table, or take these rows out."
        yield Finding(called, of_it[0] + 1, FREQUENCY, f'"{frequency}"{more}', f'"{ANNUAL}", once a year', remedy)


def _series(cells: Sequence[str], dimensions: Sequence[str]) -> tuple[Mapping[str, str], Measured | None, str | None]:
    """The codes of a row, what it measures, and of which state."""
    codes = dict(zip(dimensions, cells[0].split(","), strict=False)) if cells else {}
    measured = next((series for said, series in SERIES if said.items() <= codes.items()), None)
    return codes, measured, CODES.get(codes.get("geo", ""))


def _is_annual(codes: Mapping[str, str]) -> bool:
    """Whether a row has figures of years: it says so, or says nothing."""
    return codes.get(FREQUENCY, ANNUAL) == ANNUAL


def _of_row(
    called: str, rows: Sequence[Sequence[str]], row: int, dimensions: Sequence[str], names: Names
) -> Iterator[Stated | Finding | str]:
    """Figures of a row, what is wrong with them, and places of breaks."""
    head, cells = rows[0], rows[row]
    codes, measured, code = _series(cells, dimensions)
    if measured is None or code not in names.codes or not _is_annual(codes):
        return
    if len(cells) != len(head):
        yield ragged(called, row, cells, head)
        return
    for column, year in years_of(head).items():
        match = _CELL.fullmatch(cells[column])
        text, flags = (match[1], match[2] or "") if match else (cells[column], "")
        value = number(text)
        if is_missing(text):
            continue
        if value is None:
            yield marked(called, row, column, cells[column])
            continue
        if "b" in flags:
            yield f"{code} {year} ({cell(row, column)})"
        estimated = not ESTIMATED.isdisjoint(flags)
        yield Stated(str(code), measured, year, value, status(estimated=estimated), cell(row, column))


EUROSTAT = Layout(
    "eurostat",
    "Eurostat",
    ("Eurostat",),
    "https://ec.europa.eu/eurostat/databrowser",
    "several public readers of bulk downloads",
    fits,
    read,
)
