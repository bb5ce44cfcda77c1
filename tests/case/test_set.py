"""One number of a case set by its user: the cell, its range, and the reason for it; the rest stays to the byte."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from sinews.commands.main import main
from sinews.data import edit
from sinews.data.case import Case
from sinews.data.edit import Cell, Reasoned, set_number
from sinews.errors import CaseError, UsageError

PRICE = "items.main_battle_tank.price"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree("examples/small", tmp_path / "mine"))


def files(folder: Path) -> dict[str, list[str]]:
    """The lines of each file, with what ends them."""
    return {path.name: path.read_bytes().decode().splitlines(keepends=True) for path in folder.iterdir()}


def test_the_cell_its_range_and_its_reason_change_and_no_other_line(folder: Path) -> None:
    before = files(folder)
    done = set_number(folder, Cell.named(PRICE), Reasoned("20", "18", "22", "a quote, of November"))
    assert (done.before, done.after, done.assumption) == ("15", "20", f"set.{PRICE}")
    after = files(folder)
    assert {name for name in before if before[name] != after[name]} == {"items.csv", "assumptions.csv"}
    assert [line for line in after["assumptions.csv"] if line not in before["assumptions.csv"]] == [
        f'set.{PRICE},20,18,22,million_EUR,judgement,"a quote, of November"\n'
    ]
    row = Case.read(folder).table("items").row(0, named=True)
    assert [row[f"price{end}"] for end in ("", "_low", "_high", "_basis")] == [20, 18, 22, f"set.{PRICE}"]
    assert len([one for one, two in zip(before["items.csv"], after["items.csv"], strict=True) if one != two]) == 1


def test_set_again_replaces_the_reason(folder: Path) -> None:
    for value, because in (("20", "first"), ("21", "second")):
        set_number(folder, Cell.named(PRICE), Reasoned(value, value, value, because))
    reasons = [line for line in files(folder)["assumptions.csv"] if line.startswith("set.")]
    assert reasons == [f"set.{PRICE},21,21,21,million_EUR,judgement,second\n"]


def test_a_key_of_several_parts(folder: Path) -> None:
    table = Case.read(folder).table("economy")
    place, year = table.select("place", "year").row(0)
    set_number(folder, Cell.named(f"economy.{place}.{year}.gdp"), Reasoned("1000", "900", "1100", "for a test"))
    assert Case.read(folder).table("economy")["gdp"][0] == 1000


WRONG = {
    "table": ("itms.a.price", "There is no table itms.*Did you mean items"),
    "column": ("items.main_battle_tank.prize", "prize is no number of items.*Did you mean price"),
    "text": ("places.DEU.name", "name is no number of places"),
    "no column": ("items", "Nothing is no number of items"),
    "row": ("items.main_tank.price", "No row main_tank in items: ITEM. Did you mean main_battle_tank"),
    "no row": ("items.price", r"No row \(none named\) in items"),
    "table without rows": ("formations.x.tier", "no number of formations|has no table formations"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_cell_that_is_not_there_is_said_and_nothing_changes(name: str, folder: Path) -> None:
    cell, message = WRONG[name]
    before = files(folder)
    with pytest.raises(UsageError, match=message):
        set_number(folder, Cell.named(cell), Reasoned("1", "1", "1", "for a test"))
    assert files(folder) == before


@pytest.mark.parametrize(
    ("reasoned", "found"),
    [
        (Reasoned("-3", "-3", "-3", "x"), '"-3"'),
        (Reasoned("much", "much", "much", "x"), '"much"'),
    ],
)
def test_a_number_that_does_not_fit_is_found_and_nothing_changes(reasoned: Reasoned, found: str, folder: Path) -> None:
    before = files(folder)
    with pytest.raises(CaseError) as caught:
        set_number(folder, Cell.named(PRICE), reasoned)
    assert {one.file for one in caught.value.findings} == {PRICE}
    assert found in {one.found for one in caught.value.findings}
    assert files(folder) == before


def test_without_a_reason_nothing_is_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("set", str(folder), PRICE, "20")) == 2
    assert "Say how the number was reasoned" in capsys.readouterr().err


def test_the_packaged_case_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("set", "nato-europe", PRICE, "20", "--because", "x")) == 2
    assert "comes with sinews and stays as it is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reasoned", "says"),
    [
        (Reasoned("3", "4", "5", "x"), "The value 3 does not lie within its range, from 4 to 5"),
        (Reasoned("3", "3", "3", "half \udcff"), "is no text in UTF-8"),
    ],
)
def test_what_contradicts_itself_is_one_sentence(reasoned: Reasoned, says: str, folder: Path) -> None:
    before = files(folder)
    with pytest.raises(UsageError, match=says):
        set_number(folder, Cell.named(PRICE), reasoned)
    assert files(folder) == before


def test_a_file_keeps_its_ends_of_lines_its_mark_and_its_rights(folder: Path) -> None:
    """As older spreadsheets save it: a byte order mark, two signs at the end of lines, none at the end of the file."""
    path = folder / "items.csv"
    content = b"\xef\xbb\xbf" + path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(content)
    path.chmod(0o600)
    set_number(folder, Cell.named(PRICE), Reasoned("20", "18", "22", "a quote"))
    lines = path.read_bytes().split(b"\r\n")
    assert [one for one, two in zip(lines, content.split(b"\r\n"), strict=True) if one != two] == [lines[1]]
    assert b"\n" not in b"".join(lines)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_range_that_the_file_has_no_columns_for_is_refused(folder: Path) -> None:
    rows = list(csv.reader((folder / "items.csv").read_text().splitlines()))
    kept = [place for place, name in enumerate(rows[0]) if name not in {"weight_low", "weight_high"}]
    with (folder / "items.csv").open("w", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([[row[place] for place in kept] for row in rows])
    cell = Cell.named("items.main_battle_tank.weight")
    with pytest.raises(UsageError, match="has no columns for a range of weight"):
        set_number(folder, cell, Reasoned("2", "1", "3", "x"))
    assert set_number(folder, cell, Reasoned("2", "2", "2", "x")).after == "2"


def test_a_file_that_somebody_else_changes_meanwhile_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = edit._check

    def slow(*given: Any) -> None:
        check(*given)
        (folder / "items.csv").write_text((folder / "items.csv").read_text() + "\n")

    monkeypatch.setattr(edit, "_check", slow)
    with pytest.raises(UsageError, match="changed in the meantime"):
        set_number(folder, Cell.named(PRICE), Reasoned("20", "18", "22", "x"))
    assert not [line for line in files(folder)["assumptions.csv"] if line.startswith("set.")]
