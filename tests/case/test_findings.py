"""Each defect of a case is found at its file, row and column, with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import (
    Broken,
    alone,
    cell,
    cells,
    content,
    emptied,
    found_in,
    lost,
    moved_out,
    no_column,
    no_rocket_line,
    resource,
    row,
    settings,
    text,
    unlist,
    without,
)
from tests.support import describe, drop_row, set_cell

DESCRIPTION = "datapackage.json"

PACKAGES = [
    Broken("no description", lambda folder: (folder / DESCRIPTION).unlink(), DESCRIPTION, 0, ""),
    Broken("malformed JSON", content(DESCRIPTION, b'{"name": "x",\n "title": }'), DESCRIPTION, 2, "", "JSON"),
    Broken("JSON that is a list", content(DESCRIPTION, b"[]"), DESCRIPTION, 0, "", "object"),
    Broken("description not UTF-8", content(DESCRIPTION, b'{"name": "\xff"}'), DESCRIPTION, 1, "", "UTF-8"),
    Broken("no settings", lambda folder: describe(folder, sinews=None), DESCRIPTION, 0, "sinews", "no settings"),
    Broken("no title", lambda folder: describe(folder, title=""), DESCRIPTION, 0, "title"),
    Broken("start after end", settings(start="2031-01"), DESCRIPTION, 0, "sinews.start", "2030-12", 1),
    Broken(
        "monthly part ends before the start",
        settings(monthly_until="2025-12"),
        DESCRIPTION,
        0,
        "sinews.start",
    ),
    Broken("not a month", settings(end="2026-13"), DESCRIPTION, 0, "sinews.end", "2026-13"),
    Broken("not a date at all", settings(as_of="yesterday"), DESCRIPTION, 0, "sinews.as_of", "yesterday"),
    Broken("no end", settings(end=None), DESCRIPTION, 0, "sinews.end", "nothing"),
    Broken("price year as text", settings(price_year="2025"), DESCRIPTION, 0, "sinews.price_year"),
    Broken("table missing", lost("budgets"), DESCRIPTION, 0, "resources", "no table budgets"),
    Broken("table not described", unlist("uses"), "uses.csv", 0, "", "not list"),
    Broken("no table of this name", resource("stoks", "uses.csv"), DESCRIPTION, 0, "resources", "stocks"),
    Broken("file missing", resource("uses", "nowhere.csv"), DESCRIPTION, 0, "resources", "nowhere.csv"),
    Broken("path upwards", resource("uses", "../uses.csv"), DESCRIPTION, 0, "resources", "leaves the folder"),
    Broken("absolute path", resource("uses", "/uses.csv"), DESCRIPTION, 0, "resources", "leaves the folder"),
    Broken("link out of the folder", moved_out, DESCRIPTION, 0, "resources", "leaves the folder"),
    Broken(
        "table twice",
        lambda folder: describe(
            folder,
            resources=[
                *({"name": found.stem, "path": found.name} for found in folder.glob("*.csv")),
                {"name": "uses", "path": "uses.csv"},
            ],
        ),
        DESCRIPTION,
        0,
        "resources",
        "twice",
    ),
    Broken(
        "resource without path",
        lambda folder: describe(
            folder,
            resources=[
                *({"name": found.stem, "path": found.name} for found in folder.glob("*.csv")),
                {"name": "uses"},
            ],
        ),
        DESCRIPTION,
        0,
        "resources",
        "uses",
    ),
]

FILES = [
    Broken("empty file", content("uses.csv", b""), "uses.csv", 0, "", "empty"),
    Broken("not UTF-8", content("uses.csv", b"use,place\naid,\xe4\n"), "uses.csv", 2, "", "UTF-8"),
    Broken("NUL byte", content("uses.csv", b"use,place\naid,DEU\naid,\0\n"), "uses.csv", 3, "", "NUL"),
    Broken("unclosed quotation mark", text("uses", "aid,", '"aid,'), "uses.csv", 2, "", "broken CSV"),
    Broken("row too short", text("uses", "aid,", ""), "uses.csv", 2, "", "8 cells"),
    Broken("row too long", text("facts", "fact-2,", "fact-2,fact-2,"), "facts.csv", 3, "", "15 cells"),
    Broken("empty line", text("groups", "NATO_EUR,POL", "\nNATO_EUR,POL"), "groups.csv", 3, "", "empty line"),
    Broken("column twice", text("uses", "use,place", "use,use"), "uses.csv", 1, "use", "twice", 1),
    Broken(
        "column missing",
        no_column("budgets", "standing_share"),
        "budgets.csv",
        1,
        "standing_share",
        "no such",
    ),
    Broken("basis missing as a whole", no_column("uses", "rate_basis"), "uses.csv", 1, "rate_basis", "no such"),
    Broken("half of the range missing", no_column("uses", "rate_low"), "uses.csv", 1, "rate_low", "no such"),
    Broken(
        "unknown column",
        text("uses", "rate_basis", "rate_bassis"),
        "uses.csv",
        1,
        "rate_bassis",
        "rate_basis?",
        1,
    ),
    Broken(
        "unit for a number whose row states it",
        cell("adversary", 2, "amount_unit", "units"),
        "adversary.csv",
        1,
        "amount_unit",
        "unknown",
    ),
    Broken("no rows", emptied("threats"), "threats.csv", 0, "", "no rows"),
]

CELLS = [
    Broken("word for a number", cell("uses", 2, "rate", "many"), "uses.csv", 2, "rate", "many"),
    Broken("digits of another script", cell("uses", 2, "rate", "\u0661\u0662"), "uses.csv", 2, "rate"),
    Broken("number with blanks", cell("uses", 2, "rate", " 950 "), "uses.csv", 2, "rate"),
    Broken("number too large to hold", cell("uses", 2, "rate_high", "1e999"), "uses.csv", 2, "rate_high"),
    Broken(
        "negative rate",
        cells("uses", 2, rate="-5", rate_low="", rate_high=""),
        "uses.csv",
        2,
        "rate",
        "at least 0",
    ),
    Broken("negative low end", cell("uses", 2, "rate_low", "-1"), "uses.csv", 2, "rate_low", "at least 0"),
    Broken(
        "percent over 100",
        cell("budgets", 2, "equipment_share_high", "101"),
        "budgets.csv",
        2,
        "equipment_share_high",
        "at most 100",
    ),
    Broken(
        "blank number",
        cells("uses", 2, rate="", rate_low="", rate_high="", rate_basis=""),
        "uses.csv",
        2,
        "rate",
        "blank",
    ),
    Broken("blank text", cell("sites", 3, "owner", ""), "sites.csv", 3, "owner", "blank"),
    Broken("text of blanks", cell("sites", 3, "owner", "  "), "sites.csv", 3, "owner"),
    Broken("blank code", cell("groups", 3, "group", ""), "groups.csv", 3, "group", "blank"),
    Broken("group without a member", cell("groups", 3, "place", ""), "groups.csv", 3, "place", "blank"),
    Broken("not a code", cell("sites", 3, "site", "deu shells"), "sites.csv", 3, "site", "without blanks", 4),
    Broken("nan", cell("uses", 2, "rate", "NaN"), "uses.csv", 2, "rate", "finite"),
    Broken("infinite", cell("uses", 2, "rate_high", "inf"), "uses.csv", 2, "rate_high", "finite"),
    Broken("decimal comma", cell("uses", 2, "rate", "950,5"), "uses.csv", 2, "rate", "decimal point"),
    Broken("thousands", cell("uses", 2, "rate", "1,000"), "uses.csv", 2, "rate", "thousands"),
    Broken("spreadsheet error in a number", cell("uses", 2, "rate", "#REF!"), "uses.csv", 2, "rate", "formula"),
    Broken(
        "spreadsheet error in a reference",
        cell("uses", 2, "place", "#N/A"),
        "uses.csv",
        2,
        "place",
        "formula",
    ),
    Broken(
        "spreadsheet error in a basis",
        cell("uses", 2, "rate_basis", "#NAME?"),
        "uses.csv",
        2,
        "rate_basis",
        "formula",
    ),
    Broken("key twice", row("groups"), "groups.csv", 4, "group, place", "one row"),
    Broken(
        "key twice, month written otherwise",
        row("uses", start="2026-01-01"),
        "uses.csv",
        3,
        "use, place, item, start",
        "one row",
    ),
    Broken("fact twice", row("facts"), "facts.csv", 7, "fact", "one row"),
    Broken("bad choice", cell("uses", 2, "use", "ade"), "uses.csv", 2, "use", "aid?"),
    Broken("bad date", cell("uses", 2, "start", "Jan 2026"), "uses.csv", 2, "start", "YYYY-MM"),
    Broken("impossible month", cell("uses", 2, "end", "2027-13"), "uses.csv", 2, "end", "calendar"),
    Broken("impossible day", cell("uses", 2, "end", "2027-02-30"), "uses.csv", 2, "end", "calendar"),
    Broken("month out of range", cell("stocks", 2, "date", "1025-12"), "stocks.csv", 2, "date", "1900"),
    Broken("year out of range", cell("history", 2, "year", "2963"), "history.csv", 2, "year", "1900"),
    Broken("year that is none", cell("history", 2, "year", "63"), "history.csv", 2, "year", "YYYY"),
    Broken(
        "date after the horizon",
        cells("uses", 2, start="2031-01", end="2031-06"),
        "uses.csv",
        2,
        "start",
        "2030-12",
    ),
    Broken("end before start", cell("uses", 2, "end", "2025-12"), "uses.csv", 2, "end", "start"),
    Broken(
        "earliest after latest",
        cell("threats", 2, "latest", "2027-12"),
        "threats.csv",
        2,
        "latest",
        "earliest",
    ),
    Broken("low above value", cell("uses", 2, "rate_low", "1001"), "uses.csv", 2, "rate_low", "rate"),
    Broken("value above high", cell("uses", 2, "rate_high", "999"), "uses.csv", 2, "rate_high", "rate"),
    Broken("half a range", cell("uses", 2, "rate_high", ""), "uses.csv", 2, "rate_high", "both ends"),
    Broken("the other half of a range", cell("uses", 2, "rate_low", ""), "uses.csv", 2, "rate_low", "both ends"),
    Broken(
        "range without value",
        cells("economy", 2, gdp_ppp_low="1", gdp_ppp_high="2"),
        "economy.csv",
        2,
        "gdp_ppp",
    ),
    Broken("no basis", cell("uses", 2, "rate_basis", ""), "uses.csv", 2, "rate_basis", "assumption"),
    Broken("fact without number", cells("facts", 2, value="", low=""), "facts.csv", 2, "value", "value"),
    Broken("fact with low above value", cell("facts", 2, "low", "11"), "facts.csv", 2, "low", "value"),
    Broken(
        "assumption with high below value",
        cell("assumptions", 2, "value_high", "0.7"),
        "assumptions.csv",
        2,
        "value_high",
    ),
    Broken(
        "weak confidence of an unknown kind",
        cell("facts", 2, "confidence", "D"),
        "facts.csv",
        2,
        "confidence",
        "A, B, C",
    ),
    Broken(
        "unit that does not convert",
        cell("uses", 2, "rate_unit", "months"),
        "uses.csv",
        2,
        "rate_unit",
        "units/month",
    ),
    Broken(
        "unit that is unknown",
        cell("uses", 2, "rate_unit", "2**9**9"),
        "uses.csv",
        2,
        "rate_unit",
        "units/month",
    ),
    Broken(
        "percent over 100 after conversion",
        cells(
            "budgets",
            2,
            equipment_share="1001",
            equipment_share_low="",
            equipment_share_high="",
            equipment_share_unit="permille",
        ),
        "budgets.csv",
        2,
        "equipment_share",
        "conversion",
    ),
    Broken(
        "needed item without price",
        cells("items", 2, price="", price_low="", price_high="", price_basis=""),
        "items.csv",
        2,
        "price",
        "needed",
    ),
    Broken(
        "needed item without lead time",
        cells("items", 2, lead_time="", lead_time_low="", lead_time_high="", lead_time_basis=""),
        "items.csv",
        2,
        "lead_time",
        "needed",
    ),
    Broken(
        "needed item without weight",
        cells("items", 4, weight="", weight_low="", weight_high="", weight_basis=""),
        "items.csv",
        4,
        "weight",
        "needed",
    ),
    Broken(
        "ally without contracting delay",
        cells(
            "places",
            2,
            contracting_delay="",
            contracting_delay_low="",
            contracting_delay_high="",
            contracting_delay_basis="",
        ),
        "places.csv",
        2,
        "contracting_delay",
        "ally",
    ),
]

BETWEEN = [
    Broken("unknown place", cell("uses", 2, "place", "DUE"), "uses.csv", 2, "place", "DEU?"),
    Broken("unknown group", cell("requirements", 2, "group", "NATO"), "requirements.csv", 2, "group", "groups"),
    Broken("unknown source", cell("facts", 4, "source", "raport"), "facts.csv", 4, "source", "report?"),
    Broken(
        "unknown supplier",
        cell("deliveries", 2, "supplier", "XXX"),
        "deliveries.csv",
        2,
        "supplier",
        "places",
    ),
    Broken(
        "unknown fact",
        cell("uses", 2, "rate_basis", "fact-9"),
        "uses.csv",
        2,
        "rate_basis",
        "Did you mean fact-",
    ),
    Broken(
        "unknown rule",
        cell("uses", 2, "rate_basis", "guess rule:like_other"),
        "uses.csv",
        2,
        "rate_basis",
        "rule:like_others?",
    ),
    Broken(
        "unknown basis of a threat",
        cell("threats", 3, "basis", "nothing"),
        "threats.csv",
        3,
        "basis",
        "nothing",
    ),
    Broken(
        "recipe circle",
        row("recipes", item="propellant_charge", input="shell_155mm"),
        "recipes.csv",
        3,
        "input",
        "propellant_charge <- shell_155mm <- propellant_charge",
    ),
    Broken("item made of itself", row("recipes", input="shell_155mm"), "recipes.csv", 3, "input", "itself"),
    Broken("need without a line", no_rocket_line, "scales.csv", 4, "item", "rocket"),
    Broken(
        "input without a line",
        lambda folder: [
            without("sites", 2)(folder),
            without("capacity", 2, 3)(folder),
            without("stocks", 3)(folder),
        ],
        "scales.csv",
        3,
        "item",
        "propellant_charge",
    ),
    Broken("site without capacity", without("capacity", 6, 7), "sites.csv", 4, "site", "capacity", 2),
    Broken("ally without economy", without("economy", 3), "places.csv", 3, "place", "economy"),
    Broken("ally without budget", without("budgets", 2), "places.csv", 2, "place", "budgets"),
    Broken("ally without path", without("paths", 5), "places.csv", 3, "place", "today"),
    Broken("group with a stranger", row("groups", place="XXX"), "groups.csv", 4, "place", "places"),
    Broken("need for an input", row("scales", item="propellant_charge"), "scales.csv", 4, "item", "needed"),
    Broken("force without scales", row("forces", force="fleet"), "forces.csv", 4, "force", "fleet"),
    Broken(
        "stock of a needed item at the market",
        row("stocks", place="MARKET"),
        "stocks.csv",
        5,
        "place",
        "needed",
    ),
    Broken("stock of an input at an ally", cell("stocks", 3, "place", "DEU"), "stocks.csv", 3, "place", "MARKET"),
]

BROKEN = [*PACKAGES, *FILES, *CELLS, *BETWEEN]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_defect_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    alone(broken, small_folder)


def test_missing_folder(tmp_path: Path) -> None:
    (finding,) = found_in(tmp_path / "nowhere")
    assert finding.file.endswith("nowhere")
    assert finding.remedy


def test_enormous_file(small_folder: Path) -> None:
    findings = found_in(small_folder, limit=500)
    assert {one.file for one in findings} >= {"items.csv", "sites.csv"}
    assert all("bytes" in one.found and one.remedy for one in findings)


def test_all_findings_come_at_once(small_folder: Path) -> None:
    chosen = [
        broken
        for broken in [*CELLS, *BETWEEN]
        if broken.name
        in {"word for a number", "earliest after latest", "unknown source", "recipe circle", "unknown group"}
    ]
    for broken in chosen:
        broken.harm(small_folder)
    findings = found_in(small_folder)
    assert {(one.file, one.row, one.column) for one in findings} == {
        (broken.file, broken.row, broken.column) for broken in chosen
    }
    assert list(findings) == sorted(findings)


def test_line_numbers_count_lines_inside_cells(small_folder: Path) -> None:
    set_cell(small_folder, "sites", 2, "name", "two\nlines")
    set_cell(small_folder, "sites", 3, "owner", "")
    (finding,) = found_in(small_folder)
    assert finding.row == 4


def test_capacity_may_be_announced_only(small_folder: Path) -> None:
    drop_row(small_folder, "capacity", 2)
    assert Case.read(small_folder).table("capacity").height == 5


def test_input_may_have_a_price(small_folder: Path) -> None:
    cells("items", 3, price="0.001", price_basis="guess")(small_folder)
    items = Case.read(small_folder).table("items")
    assert items.filter(items["item"] == "propellant_charge")["price_high"].item() == 0.001
