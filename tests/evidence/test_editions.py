"""Other published tables: two editions of each, and what does not fit their layouts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sinews.commands.main import main
from tests.evidence.editions import bank, case_with, eurostat, kiel, outlook, sipri

#: Population of DEU and POL in 2025, by the World Bank, and output of 2025 by the IMF.
PEOPLE = [
    ("DEU", "population", "total", 83e6, "persons", "2025"),
    ("POL", "population", "total", 36e6, "persons", "2025"),
]
OUTPUT = [
    (code, "gdp", "annual_amount_current_prices", value, "billion_USD", "2025")
    for code, value in (("DEU", 5000), ("POL", 1000))
]


def update(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, *words: str, name: str = "table.csv"
) -> tuple[int, Any, str]:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    over, table, base = (str(folder / part) for part in ("over", name, "base"))
    status = main(["update", over, "--from", table, "--case", base, "--no-answer", "--json", *words])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err


def taken(told: Any) -> list[tuple[str, str, float, float | None, str]]:
    """Facts that are taken: whom, when, how much, what was there, and the unit."""
    return [(f["entity"], f["period"], f["value"], f["value_there"], f["unit"]) for f in told["facts"]]


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in files.items():
            book.writestr(name, text)
    return out.getvalue()


# World Bank -------------------------------------------------------------------------


def test_two_editions_of_an_indicator_packed_or_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Others than places of the case are passed over; a blank cell is no figure."""
    case_with(tmp_path, "World Bank", PEOPLE)
    first = bank("SP.POP.TOTL", (2024, 2025), {"AFE": (1, 2), "DEU": ("", 83.1e6), "POL": (36.5e6, 36e6)})
    _, told, _ = update(tmp_path, capsys, first, "--write")
    assert taken(told) == [("DEU", "2025", 83.1e6, 83e6, "persons"), ("POL", "2024", 36.5e6, None, "persons")]
    second = bank("SP.POP.TOTL", (2024, 2025), {"DEU": ("", 83.2e6), "POL": (36.5e6, 36e6)}, "2027-07-01")
    files = {"API_SP.POP.TOTL_DS2_en_csv_v2_1.csv": second, "Metadata_Country_API.csv": "a,b\n"}
    _, told, _ = update(tmp_path, capsys, packed(files), name="table.zip")
    assert taken(told) == [("DEU", "2025", 83.2e6, 83.1e6, "persons")]


def test_dollars_are_stated_in_thousands_of_millions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_with(tmp_path, "World Bank", OUTPUT)
    _, told, _ = update(tmp_path, capsys, bank("NY.GDP.MKTP.CD", (2025,), {"DEU": (5.1e12,), "POL": (1e12,)}))
    assert taken(told) == [("DEU", "2025", 5100, 5000, "billion_USD")]


# IMF --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "utf-16-le"])
def test_an_outlook_in_each_of_its_encodings(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Years after the last actual one are estimates; thousands are set apart by commas."""
    case_with(tmp_path, "International Monetary Fund", OUTPUT)
    text = outlook("NGDPD", "Billions", (2025, 2026), {"DEU": ("5,100.5", "n/a"), "POL": ("1,000", "1,050")}, 2025)
    _, told, _ = update(tmp_path, capsys, text.encode(encoding), "--write", name="weo.xls")
    assert taken(told) == [("DEU", "2025", 5100.5, 5000, "billion_USD"), ("POL", "2026", 1050, None, "billion_USD")]
    lines = (tmp_path / "over" / "facts.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[10:13] for line in lines[1:]] == [
        ["observed", "A", "2026-10"],
        ["estimate", "A", "2026-10"],
    ]


def test_a_second_edition_takes_the_place_of_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_with(tmp_path, "International Monetary Fund", OUTPUT)
    for value, before, day in ((5100, 5000, "2026-10"), (5200, 5100, "2027-04")):
        text = outlook("NGDPD", "Billions", (2025,), {"DEU": (value,), "POL": (1000,)}, 2025)
        text = text.replace("October 2026", "April 2027" if day == "2027-04" else "October 2026")
        _, told, _ = update(tmp_path, capsys, text, "--write")
        assert taken(told) == [("DEU", "2025", value, before, "billion_USD")]
        assert told["facts"][0]["fact"].startswith(f"weo-{day}-")


# SIPRI ------------------------------------------------------------------------------

SPENDING = [
    *(
        (code, "military_expenditure", "annual_amount_constant_2024_prices", 1000, "million_USD_2024", "2024")
        for code in ("DEU", "POL")
    ),
    *((code, "military_expenditure", "share_of_gdp", 2, "percent", "2024") for code in ("DEU", "POL")),
]
YEARS = (2022, 2023, 2024)


def test_two_editions_of_sipris_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shares are fractions there and per cent here; regions and countries that the case does not have say nothing."""
    case_with(tmp_path, "SIPRI", SPENDING)
    amounts = {"Germany": ("xxx", "...", 1100), "Poland": ("...", "...", 1000), "Freedonia": (1, 2, 3)}
    shares = {"Germany": ("xxx", ". .", 0.022), "Poland": ("...", "...", 0.02)}
    book = sipri(YEARS, amounts, shares)
    _, told, _ = update(tmp_path, capsys, book, "--published", "2026-04-27", "--write", name="milex.xlsx")
    assert taken(told) == [("DEU", "2024", 1100, 1000, "million_USD_2024"), ("DEU", "2024", 2.2, 2, "percent")]
    later = sipri(YEARS, {**amounts, "Poland": ("...", 990, 1000)}, shares)
    _, told, _ = update(tmp_path, capsys, later, "--published", "2027-04-26", name="milex.xlsx")
    assert taken(told) == [("POL", "2023", 990, None, "million_USD_2024")]


# Eurostat ---------------------------------------------------------------------------


def test_two_editions_of_a_table_of_eurostat(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Flags make estimates, a break is said, and the head of older files is read too."""
    facts = [(code, "gdp", "annual_amount_current_prices", 4000, "million_EUR", "2024") for code in ("DEU", "POL")]
    case_with(tmp_path, "Eurostat", facts)
    rows = {"A,CP_MEUR,B1GQ,DE": ("3900 b", "4100 p"), "A,CP_MEUR,B1GQ,PL": (":", "4000.0"), "A,CP_MEUR,P3,DE": (1, 2)}
    text = eurostat("freq,unit,na_item,geo", (2023, 2024), rows)
    _, told, _ = update(tmp_path, capsys, text, "--published", "2026-10-01", "--write", name="nama.tsv")
    assert taken(told) == [("DEU", "2023", 3900, None, "million_EUR"), ("DEU", "2024", 4100, 4000, "million_EUR")]
    assert "A break in the series: DEU 2023 (B2)" in told["notes"]
    old = eurostat("unit,na_item,geo", (2024,), {"CP_MEUR,B1GQ,DE": ("4200",), "CP_MEUR,B1GQ,PL": ("4000",)})
    _, told, _ = update(tmp_path, capsys, old.replace("TIME_PERIOD", "time"), "--published", "2027-01", name="old.tsv")
    assert taken(told) == [("DEU", "2024", 4200, 4100, "million_EUR")]


def test_rows_of_another_frequency_than_once_a_year_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One edition is annual. The next has quarters and months in the same columns, which are no years."""
    facts = [(code, "gdp", "annual_amount_current_prices", 4000, "million_EUR", "2024") for code in ("DEU", "POL")]
    case_with(tmp_path, "Eurostat", facts)
    annual = {"A,CP_MEUR,B1GQ,DE": (3900, 4100), "A,CP_MEUR,B1GQ,PL": (":", 4000)}
    text = eurostat("freq,unit,na_item,geo", (2023, 2024), annual)
    _, told, _ = update(tmp_path, capsys, text, "--published", "2026-10-01", "--write", name="nama.tsv")
    assert [fact[2] for fact in taken(told)] == [3900, 4100]
    later = {"A,CP_MEUR,B1GQ,DE": (3900, 4200), "A,CP_MEUR,B1GQ,PL": (":", 4000)}
    parts = {
        "Q,CP_MEUR,B1GQ,DE": (975, 1050), "Q,CP_MEUR,B1GQ,PL": (":", 1000), "M,CP_MEUR,B1GQ,DE": (325, 350),
        "Q,CP_MEUR,P3,DE": (1, 2), "Q,CP_MEUR,B1GQ,JP": (1, 2),
    }  # fmt: skip
    text = eurostat("freq,unit,na_item,geo", (2023, 2024), {**later, **parts})
    status, told, err = update(tmp_path, capsys, text, "--published", "2027-01-01", "--write", name="mixed.tsv")
    assert (status, told) == (2, None)
    assert err.startswith("sinews: 2 findings:")
    assert 'row 4, column freq: found "Q" (and in 1 more row); expected "A", once a year' in err
    assert 'column freq: found "M"; expected "A"' in err
    text = eurostat("freq,unit,na_item,geo", (2023, 2024), later)
    _, told, _ = update(tmp_path, capsys, text, "--published", "2027-01-01", name="nama.tsv")
    assert taken(told) == [("DEU", "2024", 4200, 4100, "million_EUR")]


# Kiel -------------------------------------------------------------------------------

SUPPORT = [
    (code, "support_to_ukraine", "military_allocations_to_date", 10, "billion_EUR", "2025") for code in ("DEU", "POL")
]


def test_two_releases_of_kiels_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column before the head moves nothing; who is no donor of the case says nothing."""
    case_with(tmp_path, "Kiel Institute", SUPPORT)
    rows = {"Germany": ("", "", 11.5, ""), "Poland": ("", "", 10, ""), "EU (Commission and Council)": (1, 1, 1, 3)}
    _, told, _ = update(
        tmp_path, capsys, kiel(rows, "June 30, 2025"), "--published", "2025-08", "--write", name="kiel.xlsx"
    )
    assert taken(told) == [("DEU", "2025", 11.5, 10, "billion_EUR")]
    later = kiel({**rows, "Poland": ("", "", 10.5, "")}, "December 31, 2025", blank=True)
    _, told, _ = update(tmp_path, capsys, later, "--published", "2026-02", name="kiel.xlsx")
    assert taken(told) == [("POL", "2025", 10.5, 10, "billion_EUR")]


# what does not fit ------------------------------------------------------------------

BANK = bank("SP.POP.TOTL", (2024, 2025), {"DEU": (83e6, 83e6), "POL": (36e6, 36e6)})
WEO = outlook("NGDPD", "Billions", (2025,), {"DEU": (5000,), "POL": (1000,)}, 2025)
UNFIT: dict[str, tuple[Sequence[Any], str, str, str]] = {
    "a footnote": (PEOPLE, "World Bank", BANK.replace('"36000000.0"', '"36000000 [a]"', 1), '"36000000 [a]"'),
    "a moved cell": (PEOPLE, "World Bank", BANK.replace('"Name of POL",', '"Name","of POL",'), "no total of POL"),
    "one cell more": (PEOPLE, "World Bank", BANK.replace('"36000000.0"', '"36","000000"', 1), "8 cells; expected 7"),
    "a renamed column": (PEOPLE, "World Bank", BANK.replace("Indicator Code", "Series"), "column Indicator Code"),
    "another indicator": (PEOPLE, "World Bank", BANK.replace("SP.POP.TOTL", "SP.POP"), '"SP.POP"; expected one of'),
    "a code that is gone": (PEOPLE, "World Bank", BANK.replace("POL", "POX"), "no total of POL"),
    "nobody of the case": (PEOPLE, "World Bank", BANK.replace("POL", "A").replace("DEU", "B"), "no figure of a place"),
    "another scale": (OUTPUT, "International Monetary Fund", WEO.replace("Billions", "Millions"), "expected Billions"),
    "no column of codes": (OUTPUT, "International Monetary Fund", WEO.replace("ISO", "Code"), "column ISO"),
    "a mark": (OUTPUT, "International Monetary Fund", WEO.replace("5000", "5000e"), '"5000e"; expected a number'),
    "one cell less": (OUTPUT, "International Monetary Fund", WEO.replace("A note\t", "", 1), "10 cells; expected 11"),
}


OF_SIPRI = {
    "a moved column": (
        sipri((2022, 2024, 2023), {"Germany": (1, 1, 1), "Poland": (1, 1, 1)}, {}),
        "the year 2024 after 2022",
    ),
    "a mark": (sipri(YEARS, {"Germany": (1, 1, "1000*"), "Poland": (1, 1, 1)}, {}), '"1000*"; expected a number'),
    "a renamed country": (sipri(YEARS, {"Freedonia": (1, 1, 1), "Poland": (1, 1, 1)}, {}), "prices of DEU"),
    "shares in per cent": (
        sipri(YEARS, {}, {"Germany": (2, 2, 2.2), "Poland": (2, 2, 2)}),
        "Shares are fractions in this layout",
    ),
}


@pytest.mark.parametrize("name", OF_SIPRI)
def test_what_does_not_fit_sipris_layout_is_found(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_with(tmp_path, "SIPRI", SPENDING)
    book, message = OF_SIPRI[name]
    status, told, err = update(tmp_path, capsys, book, "--published", "2026-04-27", name="milex.xlsx")
    assert (status, told) == (2, None)
    assert message in err


OF_EUROSTAT = {
    "a mark": ({"A,CP_MEUR,B1GQ,DE": ("4000 (1)",), "A,CP_MEUR,B1GQ,PL": (1,)}, '"4000 (1)"; expected a number'),
    "one cell more": ({"A,CP_MEUR,B1GQ,DE": (1, 2), "A,CP_MEUR,B1GQ,PL": (1,)}, "3 cells; expected 2"),
    "a state that is gone": ({"A,CP_MEUR,B1GQ,DE": (1,)}, "prices of POL"),
    "another unit": ({"A,CLV,B1GQ,DE": (1,), "A,CLV,B1GQ,PL": (1,)}, "no figure of a place of the case"),
}


@pytest.mark.parametrize("name", OF_EUROSTAT)
def test_what_does_not_fit_eurostats_layout_is_found(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_with(
        tmp_path,
        "Eurostat",
        [(c, "gdp", "annual_amount_current_prices", 1, "million_EUR", "2024") for c in ("DEU", "POL")],
    )
    rows, message = OF_EUROSTAT[name]
    text = eurostat("freq,unit,na_item,geo", (2024,), rows)
    status, told, err = update(tmp_path, capsys, text, "--published", "2026-10-01", name="nama.tsv")
    assert (status, told) == (2, None)
    assert message in err


OF_KIEL = {
    "a mark": (kiel({"Germany": ("", "", "10*", ""), "Poland": ("", "", 1, "")}, "June 30, 2025"), '"10*"'),
    "a donor that is gone": (kiel({"Germany": ("", "", 1, "")}, "June 30, 2025"), "to_date of POL"),
    "donors behind the sum": (kiel({"Total": (), "Germany": ("", "", 1, "")}, "June 30, 2025"), "no figure of a place"),
}


@pytest.mark.parametrize("name", OF_KIEL)
def test_what_does_not_fit_kiels_layout_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_with(tmp_path, "Kiel Institute", SUPPORT)
    book, message = OF_KIEL[name]
    status, told, err = update(tmp_path, capsys, book, "--published", "2025-08", name="kiel.xlsx")
    assert (status, told) == (2, None)
    assert message in err


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts, publisher, text, message = UNFIT[name]
    case_with(tmp_path, publisher, facts)
    status, told, err = update(tmp_path, capsys, text, "--write")
    assert (status, told) == (2, None)
    assert message in err
    assert not (tmp_path / "over").exists()
