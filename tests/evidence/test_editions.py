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
from tests.evidence.editions import bank, case_with, outlook

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


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts, publisher, text, message = UNFIT[name]
    case_with(tmp_path, publisher, facts)
    status, told, err = update(tmp_path, capsys, text, "--write")
    assert (status, told) == (2, None)
    assert message in err
    assert not (tmp_path / "over").exists()
