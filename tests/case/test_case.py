"""Reading, writing, changing and comparing cases."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import frictionless
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sinews.data.case import Case, embedded, new_case, resolve_case
from sinews.data.tables import TABLES
from sinews.errors import CaseError, UsageError
from tests.support import (
    add_row,
    describe,
    drop_row,
    read_rows,
    set_cell,
    small_folder,
    small_tables,
    write_rows,
    write_tables,
)


def test_types(small_case: Case) -> None:
    capacity = small_case.table("capacity")
    assert capacity.schema == {
        "site": pl.String,
        "date": pl.Date,
        "status": pl.String,
        "rate": pl.Float64,
        "rate_low": pl.Float64,
        "rate_high": pl.Float64,
        "rate_basis": pl.String,
    }
    assert capacity["date"][0] == date(2025, 12, 1)
    assert small_case.table("economy")["year"].dtype == pl.Int32
    assert small_case.settings.end == date(2030, 12, 1)
    assert small_case.settings.as_of == date(2026, 1, 15)


def test_a_folder_that_is_as_it_was_gives_the_same_case(small_folder: Path) -> None:
    """Whatever is written to it, or laid beside or over it, makes it another; and back again."""
    first = Case.read(small_folder)
    assert Case.read(small_folder) is first
    places = small_folder / "places.csv"
    before = places.read_bytes()
    set_cell(small_folder, "places", 2, "name", "Another name")
    assert Case.read(small_folder) is not first
    assert Case.read(small_folder) != first
    places.write_bytes(before)
    assert Case.read(small_folder) == first
    (small_folder / "notes.csv").write_text("a table that nobody listed")
    assert len(Case.read(small_folder).noticed) == len(first.noticed) + 1
    (small_folder / "notes.csv").unlink()
    over = small_folder.parent / "over"
    over.mkdir()
    (over / "places.csv").write_bytes(before)
    assert Case.read(small_folder, over).overlaid
    assert not Case.read(small_folder).overlaid


def test_a_table_in_a_folder_within_makes_another_case_when_it_changes(small_folder: Path) -> None:
    """A description may name a file in a folder within, called as it likes."""
    (small_folder / "more").mkdir()
    moved = (small_folder / "places.csv").rename(small_folder / "more" / "states.txt")
    description = small_folder / "datapackage.json"
    description.write_text(description.read_text().replace('"places.csv"', '"more/states.txt"'))
    first = Case.read(small_folder)
    name = first.table("places")["name"][0]
    moved.write_text(moved.read_text().replace(name, "Elsewhere"))
    assert Case.read(small_folder).table("places")["name"][0] == "Elsewhere"


def test_every_table_has_the_same_columns_with_and_without_rows(small_case: Case, small_folder: Path) -> None:
    for table in TABLES:
        if not table.required:
            (small_folder / f"{table.name}.csv").unlink(missing_ok=True)  # not every clock has one
    describe(
        small_folder,
        resources=[{"name": path.stem, "path": path.name} for path in small_folder.glob("*.csv")],
    )
    bare = Case.read(small_folder)
    for table in TABLES:
        assert bare.table(table.name).schema == small_case.table(table.name).schema
    assert bare.table("uses").height == 0


@pytest.mark.parametrize(
    ("text", "column", "month"),
    [
        ("2027", "start", date(2027, 1, 1)),
        ("2027", "end", date(2027, 12, 1)),
        ("2027-05", "end", date(2027, 5, 1)),
        ("2027-05-31", "start", date(2027, 5, 1)),
    ],
)
def test_months(small_folder: Path, text: str, column: str, month: date) -> None:
    set_cell(small_folder, "uses", 2, column, text)
    assert Case.read(small_folder).table("uses")[column].item() == month


def test_number_without_range_is_exact(small_folder: Path) -> None:
    for column in ("rate_low", "rate_high"):
        set_cell(small_folder, "uses", 2, column, "")
    uses = Case.read(small_folder).table("uses")
    assert uses["rate_low"].item() == uses["rate"].item() == uses["rate_high"].item() == 1000


@pytest.mark.parametrize(
    ("table", "column", "unit", "factor"),
    [
        ("uses", "rate", "units/year", 1 / 12),
        ("capacity", "rate", "units/quarter", 1 / 3),
        ("economy", "gdp", "billion_EUR", 1000.0),
        ("places", "contracting_delay", "years", 12.0),
        ("budgets", "equipment_share", "1", 100.0),
        ("scales", "days", "weeks", 7.0),
        ("stocks", "quantity", "units", 1.0),
    ],
)
def test_units_are_converted(small_folder: Path, table: str, column: str, unit: str, factor: float) -> None:
    for part in (column, f"{column}_low", f"{column}_high"):
        set_cell(small_folder, table, 2, part, "0.5")
    set_cell(small_folder, table, 2, f"{column}_unit", unit)
    frame = Case.read(small_folder).table(table)
    assert f"{column}_unit" not in frame.columns
    for part in (column, f"{column}_low", f"{column}_high"):
        assert frame[part][0] == pytest.approx(0.5 * factor)


def test_parameter(small_case: Case) -> None:
    assert small_case.parameter("coverage_standard") == 95
    with pytest.raises(UsageError, match=r"carry_over_share, coverage_standard.*Did you mean coverage_standard"):
        small_case.parameter("coverage")


def test_unknown_table(small_case: Case) -> None:
    with pytest.raises(UsageError, match="Did you mean stocks"):
        small_case.table("stoks")


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(shuffler: random.Random) -> None:
    tables = small_tables()
    with TemporaryDirectory() as name:
        folder = Path(name)
        whole = Case.read(write_tables(folder / "a", tables))
        for rows in tables.values():
            shuffler.shuffle(rows)
        shuffled = Case.read(write_tables(folder / "b", tables))
    assert shuffled == whole
    assert hash(shuffled) == hash(whole)
    for table in TABLES:
        assert_frame_equal(shuffled.table(table.name), whole.table(table.name))


_NUMBERS = st.floats(0, 1e12, allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(_NUMBERS, _NUMBERS, _NUMBERS).map(sorted),
    st.text(min_size=1, max_size=12).filter(
        lambda text: text.strip() and "\0" not in text and not text.startswith("#")
    ),
)
def test_round_trip(numbers: list[float], owner: str) -> None:
    low, value, high = numbers
    with TemporaryDirectory() as name:
        folder = Path(name)
        case = Case.read(small_folder(folder / "a"))
        sites = case.table("sites").with_columns(
            capex=pl.lit(value), capex_low=pl.lit(low), capex_high=pl.lit(high), owner=pl.lit(owner)
        )
        changed = case.change("sites", sites)
        changed.write(folder / "b")
        again = Case.read(folder / "b")
        again.write(folder / "c")
        assert again == changed
        assert again.table("sites")["capex"][0] == value
        assert again.table("sites")["owner"][0] == owner
        assert _bytes(folder / "b") == _bytes(folder / "c")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_written_package_is_a_frictionless_package(small_case: Case, tmp_path: Path) -> None:
    small_case.write(tmp_path / "written")
    report = frictionless.validate(str(tmp_path / "written" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_other_properties_of_the_description_are_kept(small_folder: Path, tmp_path: Path) -> None:
    describe(small_folder, licenses=[{"name": "CC-BY-4.0"}])
    Case.read(small_folder).write(tmp_path / "written")
    content = json.loads((tmp_path / "written" / "datapackage.json").read_text())
    assert content["licenses"] == [{"name": "CC-BY-4.0"}]


def test_digest_sees_numbers_and_settings_but_not_the_way_of_writing(small_case: Case, small_folder: Path) -> None:
    set_cell(small_folder, "uses", 2, "rate", "1000.0")
    set_cell(small_folder, "uses", 2, "start", "2026-01-01")
    describe(small_folder, licenses=[{"name": "CC-BY-4.0"}], version="2")
    assert Case.read(small_folder).digest == small_case.digest
    set_cell(small_folder, "uses", 2, "rate", "1000.5")
    assert Case.read(small_folder).digest != small_case.digest
    set_cell(small_folder, "uses", 2, "rate", "1000")
    describe(small_folder, title="Another")
    assert Case.read(small_folder).digest != small_case.digest


def test_change_gives_a_new_case(small_case: Case) -> None:
    doubled = small_case.table("uses").with_columns(pl.col("^rate(_low|_high)?$") * 2)
    changed = small_case.change("uses", doubled)
    assert changed.table("uses")["rate"].item() == 2000
    assert small_case.table("uses")["rate"].item() == 1000
    assert changed != small_case
    assert small_case.change("uses", small_case.table("uses")) == small_case


def test_change_is_checked(small_case: Case) -> None:
    wrong = small_case.table("uses").with_columns(place=pl.lit("XXX"), rate=pl.lit(-1.0), rate_low=pl.lit(-1.0))
    with pytest.raises(CaseError) as caught:
        small_case.change("uses", wrong)
    assert {(one.file, one.row, one.column) for one in caught.value.findings} == {
        ("uses.csv", 2, "place"),
        ("uses.csv", 2, "rate"),
        ("uses.csv", 2, "rate_low"),
    }
    with pytest.raises(CaseError, match="rate_basis"):
        small_case.change("uses", small_case.table("uses").drop("rate_basis"))
    with pytest.raises(CaseError, match="economy"):
        small_case.change("economy", small_case.table("economy").head(1))
    with pytest.raises(UsageError, match="uses"):
        small_case.change("use", small_case.table("uses"))


def test_from_tables(small_case: Case) -> None:
    tables = {table.name: small_case.table(table.name) for table in TABLES}
    assert Case.from_tables(small_case.settings, tables) == small_case
    del tables["economy"]
    with pytest.raises(CaseError, match="no table economy"):
        Case.from_tables(small_case.settings, tables)


def test_overlay(small_folder: Path, tmp_path: Path) -> None:
    rows = read_rows(small_folder, "stocks")
    over = tmp_path / "closed"
    over.mkdir()
    changed = rows[0] | {"quantity": "100", "quantity_low": "", "quantity_high": ""}
    write_rows(over, "stocks", [changed, rows[0] | {"item": "shell_155mm"}])
    case = Case.read(small_folder, overlay=over)
    stocks = {
        (place, item): quantity
        for place, item, quantity in case.table("stocks").select("place", "item", "quantity").iter_rows()
    }
    assert stocks["DEU", "main_battle_tank"] == 100
    assert stocks["DEU", "shell_155mm"] == 310
    assert len(stocks) == 4
    assert case.overlaid == (("stocks", ("DEU", "main_battle_tank")), ("stocks", ("DEU", "shell_155mm")))


def test_overlay_is_checked(small_folder: Path, tmp_path: Path) -> None:
    over = tmp_path / "closed"
    over.mkdir()
    write_rows(over, "stocks", [read_rows(small_folder, "stocks")[0] | {"item": "tank"}])
    (over / "stoks.csv").write_text("place\n")
    with pytest.raises(CaseError) as caught:
        Case.read(small_folder, overlay=over)
    assert [(one.file, one.row, one.column) for one in caught.value.findings] == [
        ("closed/stocks.csv", 2, "item"),
        ("closed/stoks.csv", 0, ""),
    ]
    with pytest.raises(CaseError, match="overlay"):
        Case.read(small_folder, overlay=tmp_path / "nowhere")


def test_new_case(small_folder: Path, tmp_path: Path) -> None:
    new_case(small_folder, tmp_path / "copy")
    assert _bytes(tmp_path / "copy") == _bytes(small_folder)
    with pytest.raises(UsageError, match="not empty"):
        new_case(small_folder, tmp_path / "copy")
    (tmp_path / "empty").mkdir()
    new_case(small_folder, tmp_path / "empty")
    with pytest.raises(UsageError, match=r"datapackage\.json"):
        new_case(tmp_path, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "empty", "small"]


def test_names_of_cases(small_folder: Path) -> None:
    assert resolve_case(small_folder) == small_folder
    assert resolve_case(str(small_folder)) == small_folder
    with pytest.raises(UsageError, match="nato-europ"):
        embedded("nato-europ")
    with pytest.raises(UsageError):
        resolve_case("no-such-case")


def test_parts_may_be_missing_in_a_broken_case(small_folder: Path) -> None:
    """Findings in one table do not hide those in others, nor breed false ones about references to it."""
    drop_row(small_folder, "economy", 2)
    add_row(small_folder, "uses", start="2026-02", place="XXX")
    path = small_folder / "items.csv"
    path.write_text(path.read_text() + "broken,row\n")
    with pytest.raises(CaseError) as caught:
        Case.read(small_folder)
    assert [(one.file, one.row) for one in caught.value.findings] == [
        ("items.csv", 5),
        ("places.csv", 2),
        ("uses.csv", 3),
    ]


def test_a_sound_case_is_read_without_loading_what_is_slow(small_folder: Path) -> None:
    code = (
        "import sys; from sinews.data.case import Case; Case.read(sys.argv[1]);"
        "print([name for name in ('scipy', 'pandas', 'fsspec') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code, str(small_folder)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
