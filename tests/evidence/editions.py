"""Published tables made small, in the layouts that the modules of `sinews.evidence.published` describe, and a case."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

Cell = str | float
Rows = list[list[Cell]]

#: Name, code, and shares of output of 2024, 2025 and 2026 in the case.
SHARES = {"Germany": ("DEU", (2.0, 2.2, 2.4)), "Poland": ("POL", (4.1, 4.3, 4.5))}


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of these sheets."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def block(title: str, years: Sequence[Cell], rows: Mapping[str, Sequence[Cell]]) -> Rows:
    """A block of NATO's sheets: its title, the years, a row for each state, an empty row."""
    return [[title], ["", *years], *([name, *row] for name, row in rows.items()), []]


def nato(
    years: Sequence[Cell] = (2024, "2025e", "2026e"),
    share: Mapping[str, Sequence[Cell]] | None = None,
    prices: int = 2021,
) -> dict[str, Rows]:
    """NATO's sheets; shares of output may be others, all else is the same for every state and year."""
    share = share or {name: values for name, (_, values) in SHARES.items()}
    alike: dict[str, list[Cell]] = {name: [10.0] * len(years) for name in share}
    amounts = {**alike, "NATO Europe and Canada": [20.0] * len(years), "NATO Total*": [30.0] * len(years)}
    real = block("Annual real change (%)", years, alike)
    return {
        "Table 1": [["Table 1"], ["Million national currency units"], [], *block("Current prices", years, alike)],
        "Table 2": [
            ["Table 2: Defence expenditure"],
            ["Million US dollars"],
            [],
            *block("Current prices and exchange rates", years, amounts),
            *block(f"Constant {prices} prices and exchange rates", years, amounts),
            ["Notes: Figures for 2025 and 2026 are estimates. The cut-off date for information used was 3 July 2026."],
        ],
        "Table 3": [["Table 3"], [], *block("Share of real GDP (%)", years, share), *real],
        "Table 8a": [["Table 8a"], [], *block("Equipment (a)", years, alike), *block("Personnel (b)", years, alike)],
        "Table 8b": [["Table 8b"], [], *block("Infrastructure (c)", years, alike), *block("Other (d)", years, alike)],
    }


def case_with(folder: Path, publisher: str, facts: Sequence[tuple[str, str, str, float, str, str]]) -> Path:
    """The small example with facts of a publisher: whom, what, which quantity, how much, its unit, and when.

    Shares of both paths in 2026 rest on those of the facts, if there are such.
    """
    target = Path(shutil.copytree("examples/small", folder / "base"))
    with (target / "sources.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"of-publisher,An edition,{publisher},2025-07,\n")
    on: dict[str, tuple[str, float]] = {}
    with (target / "facts.csv").open("a", encoding="utf-8") as stream:
        for number, (entity, subject, quantity, value, unit, year) in enumerate(facts):
            stream.write(
                f"published-{number},{entity},{subject},{quantity},{value:g},,,{unit},{year},{year},observed,A,2025-07,"
                "of-publisher\n"
            )
            if (quantity, year) == ("share_of_gdp", "2026"):
                on[entity] = (f"published-{number}", value)
    lines = (target / "paths.csv").read_text(encoding="utf-8").splitlines()
    for place, (fact, value) in on.items():
        for path in ("national", "today"):
            begins = f"{path},{place},2026,"
            cells = f"{begins}{value:g},{value * 0.98:g},{value * 1.02:g},{fact}"
            lines = [cells if line.startswith(begins) else line for line in lines]
    (target / "paths.csv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return target


def bank(indicator: str, years: Sequence[int], rows: Mapping[str, Sequence[Cell]], day: str = "2026-07-01") -> str:
    """A World Bank indicator as CSV: codes of states with their figures."""
    head = ",".join(
        f'"{cell}"' for cell in ("Country Name", "Country Code", "Indicator Name", "Indicator Code", *years)
    )
    lines = [
        ",".join(f'"{cell}"' for cell in (f"Name of {code}", code, "An indicator", indicator, *row)) + ","
        for code, row in rows.items()
    ]
    begins = f'"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n'
    return begins + "\n".join([f"{head},", *lines, ""])


def outlook(subject: str, scale: str, years: Sequence[int], rows: Mapping[str, Sequence[Cell]], last: int) -> str:
    """The IMF's outlook as text set apart by tabs: codes of states with their figures of one subject."""
    head = (
        "WEO Country Code", "ISO", "WEO Subject Code", "Country", "Subject Descriptor", "Subject Notes", "Units",
        "Scale", "Country/Series-specific Notes", *years, "Estimates Start After",
    )  # fmt: skip
    lines = [
        ("134", code, subject, f"Name of {code}", "A subject", "A note", "Units", scale, "", *row, last)
        for code, row in rows.items()
    ]
    ends = ["", "International Monetary Fund, World Economic Outlook Database, October 2026"]
    return "\n".join(["\t".join(map(str, line)) for line in (head, *lines)] + ends)


def sipri(years: Sequence[Cell], amounts: Mapping[str, Sequence[Cell]], shares: Mapping[str, Sequence[Cell]]) -> bytes:
    """SIPRI's workbook: amounts in constant dollars of 2024, and shares of output as fractions, by names of states."""

    def sheet(rows: Mapping[str, Sequence[Cell]], *behind: Cell) -> Rows:
        begins: Rows = [["Military expenditure by country"], ["Figures are in US$ m."], [], []]
        body: Rows = [[name, "", "", *row, *("..." for _ in behind)] for name, row in rows.items()]
        return [*begins, ["Country", "", "Notes", *years, *behind], [], ["Europe"], *body]

    return workbook(
        {
            "Introduction": [["SIPRI"]],
            "Constant (2024) US$": sheet(amounts, "2024 Current"),
            "Share of GDP": sheet(shares),
        }
    )


def eurostat(dimensions: str, years: Sequence[int], rows: Mapping[str, Sequence[Cell]]) -> str:
    """A table of Eurostat: codes of all dimensions of a row, with its cells."""
    head = "\t".join([f"{dimensions}\\TIME_PERIOD", *(f"{year} " for year in years)])
    return "\n".join([head, *("\t".join([codes, *map(str, cells)]) for codes, cells in rows.items()), ""])


def kiel(rows: Mapping[str, Sequence[Cell]], until: str, *, blank: bool = False) -> bytes:
    """Kiel's workbook: sums of donors so far; from release 28 on a blank column stands before them."""
    head: list[Cell] = [
        "Country", "EU member", "Geographic Europe", "Financial allocations", "Humanitarian allocations",
        "Military allocations", "Total bilateral allocations",
    ]  # fmt: skip
    body: Rows = [[name, 1, 1, *row] for name, row in rows.items()]
    sheet: Rows = [
        ["Country Summary"],
        ["in billion Euros"],
        [f"January 24, 2022 to {until}"],
        [],
        head,
        *body,
        ["Total"],
    ]
    if blank:
        sheet = [["", *row] for row in sheet]
    return workbook(
        {"ReadMe": [["Read me"]], "Country Summary (€)": sheet, "Bilateral Assistance, MAIN DATA": [["ID"]]}
    )
