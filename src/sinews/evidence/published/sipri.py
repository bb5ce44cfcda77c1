"""SIPRI's workbook of military expenditure: sheets `Constant (2024) US$`, `Current US$`, `Share of GDP`.

On each sheet some lines of text, a head with `Country`, `Notes` and years, then regions and countries in one column;
`...` is a figure that is not available, `xxx` a country that did not exist; shares are fractions (0.021), amounts
millions of dollars. So describe it several public readers of the editions from 2020 to 2025 (one that lists these
sheets and signs, one that converts shares to fractions). The sheet in constant dollars ends
with a column `2024 Current`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sinews.errors import Finding
from sinews.evidence.published.cells import Head, head, is_missing, marked, number, place, status, unordered
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated

SPENDING = "military_expenditure"

#: Above this a share of output is no fraction, or no share.
WHOLE = 1.0

_CONSTANT = re.compile(r"constant \((20\d\d)\) us", re.IGNORECASE)


def fits(source: Source) -> bool:
    """Whether it has a sheet of shares, and one in constant dollars."""
    names = [name.casefold().strip() for name in source.sheets]
    return "share of gdp" in names and any(map(_CONSTANT.match, names))


def read(source: Source, names: Names) -> Edition:
    """The figures of places of the case; regions and other countries are passed over."""
    figures: list[Stated] = []
    findings: list[Finding] = []
    for sheet, rows in source.sheets.items():
        measured = _measured(sheet)
        if measured is None:
            continue
        at = next((line for row, cells in enumerate(rows) if (line := _head(row, cells))), None)
        if at is None:
            remedy = "Look whether the head was moved or renamed."
            findings.append(Finding(f"{source.called}, sheet {sheet}", 0, "", "no head", "Country and years", remedy))
            continue
        findings += unordered(source.called, sheet, at)
        for figure in _figures(source.called, sheet, rows, at, measured, names):
            (findings if isinstance(figure, Finding) else figures).append(figure)  # type: ignore[arg-type]
    return Edition(tuple(figures), tuple(findings))


def _measured(sheet: str) -> Measured | None:
    """What a sheet measures, as facts say it; None for one that they do not have."""
    name = sheet.casefold().strip()
    constant = _CONSTANT.match(name)
    if constant:
        prices = constant[1]
        return Measured(SPENDING, f"annual_amount_constant_{prices}_prices", f"million_USD_{prices}")
    if name == "current us$":
        return Measured(SPENDING, "annual_amount_current_prices", "million_USD")
    return Measured(SPENDING, "share_of_gdp", "percent", 100.0) if name == "share of gdp" else None


def _head(row: int, cells: Sequence[str]) -> Head | None:
    return head(row, cells) if "Country" in [cell.strip() for cell in cells] else None


def _figures(
    called: str, sheet: str, rows: Sequence[Sequence[str]], at: Head, measured: Measured, names: Names
) -> Iterator[Stated | Finding]:
    where = f"{called}, sheet {sheet}"
    column_of_names = [cell.strip() for cell in rows[at.row]].index("Country")
    for row, cells in enumerate(rows[at.row + 1 :], at.row + 1):
        code = names.by_name(cells[column_of_names].strip()) if cells else None
        if code not in names.codes:
            continue
        for column, (year, _) in at.years.items():
            text = cells[column] if column < len(cells) else ""
            value = number(text)
            if is_missing(text):
                continue
            if value is None:
                yield marked(where, row, column, text)
            elif measured.unit == "percent" and value > WHOLE:
                remedy = "Shares are fractions in this layout: look whether it has changed."
                yield Finding(where, row + 1, str(year), text, f"at most {WHOLE:g}", remedy)
            else:
                at_place = place(sheet, row, column)
                yield Stated(str(code), measured, year, value, status(estimated=False), at_place)


SIPRI = Layout(
    "sipri",
    "SIPRI Military Expenditure Database",
    ("SIPRI", "SIPRI / Our World in Data", "Stockholm International Peace Research Institute"),
    "https://www.sipri.org/databases/milex",
    "several public readers of the editions from 2020 to 2025",
    fits,
    read,
)
