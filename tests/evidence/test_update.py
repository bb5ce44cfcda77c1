"""`sinews update`: published tables into an overlay; what does not fit a layout is a finding, not a wrong number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sinews.commands.main import main
from sinews.data.case import Case
from tests.evidence.editions import SHARES, Rows, case_with, nato, workbook
from tests.evidence.made import changed, docx

LATER = (2024, 2025, "2026e", "2027e")
REVISED = {"Germany": (2.0, 2.2, 3.4, 4.0), "Poland": (4.1, 4.3, 4.5, 5.0)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with NATO's shares of output of 2024 to 2026, on which its paths rest."""
    facts = [
        (code, "defence_expenditure", "share_of_gdp", share, "percent", f"{year}")
        for code, shares in SHARES.values()
        for year, share in zip((2024, 2025, 2026), shares, strict=True)
    ]
    case_with(tmp_path, "NATO", facts)
    return tmp_path


def update(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, *words: str, name: str = "table.xlsx"
) -> tuple[int, str, str]:
    (folder / name).write_bytes(content)
    status = main(
        [
            "update",
            str(folder / "over"),
            "--from",
            str(folder / name),
            "--case",
            str(folder / "base"),
            "--no-answer",
            *words,
        ]
    )
    out, err = capsys.readouterr()
    return status, out, err


def as_json(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, *words: str, name: str = "table.xlsx"
) -> Any:
    status, out, err = update(folder, capsys, content, "--json", *words, name=name)
    assert status == 0, err
    return json.loads(out)


def shares(told: Any) -> list[tuple[str, str, float, float | None]]:
    """Facts on shares of output that are taken: whom, when, how much, and what was there."""
    return [
        (fact["entity"], fact["period"], fact["value"], fact["value_there"])
        for fact in told["facts"]
        if fact["quantity"] == "share_of_gdp"
    ]


# NATO -----------------------------------------------------------------------------


def test_a_new_edition_of_natos_table_moves_the_path_that_rests_on_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Germany's share of 2026 is revised from 2.4 to 3.4 %, ends of two per cent; 2027 is new, and no row has it."""
    told = as_json(folder, capsys, workbook(nato(LATER, REVISED)), "--write")
    assert shares(told) == [("DEU", "2026", 3.4, 2.4), ("DEU", "2027", 4.0, None), ("POL", "2027", 5.0, None)]
    numbers = {number["row"]: number for number in told["numbers"]}
    assert numbers.keys() == {"national/DEU/2026", "today/DEU/2026"}
    number = numbers["national/DEU/2026"]
    assert (number["before"], number["after"]) == (2.4, 3.4)
    assert (number["low"], number["high"]) == (pytest.approx(3.332), pytest.approx(3.468))
    case = Case.read(folder / "base", folder / "over")
    facts = case.table("facts").filter(case.table("facts")["quantity"] == "share_of_gdp")
    vintages = facts.filter((facts["entity"] == "DEU") & (facts["period_start"] == "2026"))
    assert sorted(vintages.select("as_of", "value").iter_rows()) == [("2025-07", 2.4), ("2026-07-03", 3.4)]


def test_the_same_edition_again_changes_nothing_and_the_next_one_takes_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_json(folder, capsys, workbook(nato(LATER, REVISED)), "--write")
    before = {path.name: path.read_bytes() for path in (folder / "over").iterdir()}
    again = as_json(folder, capsys, workbook(nato(LATER, REVISED)), "--write")
    assert (again["facts"], again["written"]) == ([], False)
    assert {path.name: path.read_bytes() for path in (folder / "over").iterdir()} == before
    third = {**REVISED, "Germany": (2.0, 2.2, 3.1, 4.0)}
    told = as_json(folder, capsys, workbook(nato(LATER, third)), "--published", "2027-06-20", "--write")
    assert shares(told) == [("DEU", "2026", 3.1, 3.4)]
    assert {number["after"] for number in told["numbers"]} == {3.1}


def test_an_older_edition_takes_no_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = update(folder, capsys, workbook(nato(LATER, REVISED)), "--published", "2025-06-20")
    assert (status, "an edition of 2025-06-20; expected one of 2025-07-01 or later" in err) == (2, True)


def test_prices_of_another_year_are_another_series(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(folder, capsys, workbook(nato(prices=2023)))
    units = {fact["unit"] for fact in told["facts"] if "constant" in fact["quantity"]}
    assert units == {"million_USD_2023"}


def test_marks_at_names_and_names_of_groups_are_understood(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marked = {"Germany*": REVISED["Germany"], "Poland (Zloty)": REVISED["Poland"]}
    told = as_json(folder, capsys, workbook(nato(LATER, marked)))
    assert ("DEU", "2026", 3.4, 2.4) in shares(told)
    amounts = {fact["entity"] for fact in told["facts"] if fact["unit"] == "million_USD"}
    assert amounts == {"DEU", "POL", "NATO", "NATO Europe and Canada"}


def test_amounts_that_look_like_years_are_no_head(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = nato(LATER, REVISED)
    sheets["Table 2"][5] = ["Germany", 1998, 2025, 2049, 2066]
    told = as_json(folder, capsys, workbook(sheets))
    assert [f["value"] for f in told["facts"] if (f["entity"], f["unit"]) == ("DEU", "million_USD")] == [
        1998,
        2025,
        2049,
        2066,
    ]


def edited(sheet: str, change: Callable[[Rows], None]) -> bytes:
    sheets = nato(LATER, REVISED)
    change(sheets[sheet])
    return workbook(sheets)


def put(row: int, column: int, cell: str | float) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] = cell

    return change


def swapped(rows: Rows) -> None:
    for row in rows[3:6]:
        row[1], row[2] = row[2], row[1]


def shifted(rows: Rows) -> None:
    for row in rows[4:6]:
        row.insert(1, "")


#: Row 3 of `Table 3` has the years, rows 4 and 5 the states.
UNFIT = {
    "a moved column": (edited("Table 3", swapped), "row 4, column C: found the year 2024 after 2025"),
    "figures beside their years": (edited("Table 3", shifted), 'row 5, column F: found "4"; expected a year above it'),
    "a footnote mark": (edited("Table 3", put(4, 3, "3.4 (a)")), 'row 5, column D: found "3.4 (a)"; expected a number'),
    "a renamed country": (edited("Table 3", put(4, 0, "Freedonia")), 'row 5, column A: found "Freedonia"'),
    "a country that is gone": (edited("Table 3", lambda rows: rows.pop(5)), "no share_of_gdp of POL"),
    "a renamed block": (edited("Table 3", put(2, 0, "Share of GDP")), 'no block "share of real gdp (%)"'),
    "a country twice": (edited("Table 3", lambda rows: rows.insert(5, ["Germany", 2.5])), "2.5, and 2 at Table 3, B5"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_the_layout_is_found_and_nothing_is_written(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = UNFIT[name]
    status, out, err = update(folder, capsys, content, "--write")
    assert (status, out) == (2, "")
    assert message in err
    assert not (folder / "over").exists()


def test_all_findings_come_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = nato(LATER, REVISED)
    sheets["Table 3"][4][0], sheets["Table 8a"][4][2] = "Freedonia", "some"
    _, _, err = update(folder, capsys, workbook(sheets))
    assert all(text in err for text in ('"Freedonia"', '"some"', "no share_of_gdp of DEU"))


def test_a_renamed_country_is_known_once_the_words_have_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.resources import files

    words = (files("sinews.evidence") / "words.csv").read_text("utf-8")
    (folder / "words.csv").write_text(words + "en,place,Freedonia,DEU\n", encoding="utf-8")
    renamed = {"Freedonia": REVISED["Germany"], "Poland": REVISED["Poland"]}
    told = as_json(folder, capsys, workbook(nato(LATER, renamed)), "--words", str(folder / "words.csv"))
    assert ("DEU", "2026", 3.4, 2.4) in shares(told)


def test_an_edition_that_does_not_say_its_day_has_to_be_given_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = nato(LATER, REVISED)
    sheets["Table 2"].pop()
    status, _, err = update(folder, capsys, workbook(sheets))
    assert (status, "--published YYYY-MM-DD" in err) == (2, True)


def test_the_answer_becomes_another_before_anything_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both allies spend one per cent in the place of 2.4 and 4.5: tanks are no longer ready within the horizon."""
    poor = {"Germany": (2.0, 2.2, 1.0, 1.0), "Poland": (4.1, 4.3, 1.0, 1.0)}
    (folder / "table.xlsx").write_bytes(workbook(nato(LATER, poor)))
    words = ["update", str(folder / "over"), "--from", str(folder / "table.xlsx"), "--case", str(folder / "base")]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    dates = {row["family"]: (row["ready"] is None, row["becomes"] is None) for row in told["answer"]}
    assert dates == {"main_battle_tank": (False, True), "shell_155mm": (False, False)}
    assert (told["written"], (folder / "over").exists()) == (False, False)


# files ----------------------------------------------------------------------------

BROKEN = {
    "nothing": b"",
    "text": b"Nothing of a table.\n",
    "noise": bytes(range(256)) * 4,
    "a document": docx(["NATO has 32 members."]),
    "half a workbook": workbook(nato())[:900],
    "another workbook": workbook({"Sheet1": [["a", 1]]}),
    "a workbook with an entity": changed(
        workbook(nato()), {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'}
    ),
    "wide text": "Nothing of a table.\n".encode("utf-16"),
    "half of wide text": "Nothing".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_published_table_is_one_finding(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = update(folder, capsys, BROKEN[name], "--write")
    assert (status, out, "Traceback" in err) == (2, "", False)
    assert err.startswith("sinews: 1 finding:")
    assert not (folder / "over").exists()
