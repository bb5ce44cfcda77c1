"""Lead times of lines: each defect is found where it stands, all of them at once; what is unlikely is warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, found_in, stands_there
from tests.support import Row, blank, number, read_rows, set_cell, write_rows

#: Lines of the small case: deu_charges, deu_shells, pol_tanks; 12 months are the lead time of every item.
LINES: tuple[Row, ...] = (blank("lead_time"), number("lead_time", 9), number("lead_time", 20))


def with_lead_times(folder: Path, lines: tuple[Row, ...] = LINES) -> None:
    """Write lead times of lines into a case."""
    rows = zip(read_rows(folder, "sites"), lines, strict=True)
    write_rows(folder, "sites", [row | lead for row, lead in rows])


def broken(line: int, column: str, text: str, says: str, others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    harm = cell("sites", line, column, text)
    return Broken(f"{line} {column} {text}", harm, "sites.csv", line, column, says, others)


BROKEN = [
    broken(3, "lead_time", "-1", "at least 0", others=1),
    broken(3, "lead_time", "soon", "a number"),
    broken(3, "lead_time", "", "blank", others=1),
    broken(3, "lead_time_low", "9.5", "at most the value"),
    broken(4, "lead_time_high", "19", "at least the value"),
    broken(4, "lead_time_basis", "", "rests"),
    broken(4, "lead_time_basis", "hearsay", "hearsay"),
    broken(3, "lead_time_high", "1e13", "up to 1e+12"),
    Broken("an end alone", cell("sites", 2, "lead_time_low", "3"), "sites.csv", 2, "lead_time", "a blank cell", 1),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_lead_times(small_folder)
    stands_there(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_lead_times(small_folder)
    chosen = [(3, "lead_time_low", "10"), (4, "lead_time_basis", "hearsay"), (4, "lead_time_high", "many")]
    for line, column, text in chosen:
        set_cell(small_folder, "sites", line, column, text)
    assert {(one.row, one.column) for one in found_in(small_folder)} == {(line, column) for line, column, _ in chosen}


@pytest.mark.parametrize("column", ["lead_time", "lead_time_low", "lead_time_high", "lead_time_basis"])
def test_a_part_of_the_columns_is_not_enough(column: str, small_folder: Path) -> None:
    with_lead_times(small_folder)
    rows = read_rows(small_folder, "sites")
    write_rows(small_folder, "sites", [{name: text for name, text in row.items() if name != column} for row in rows])
    [found] = found_in(small_folder)
    assert (found.file, found.row, found.column, found.found) == ("sites.csv", 1, column, "no such column")


def test_a_case_may_have_lead_times_of_lines_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them the columns are blank, and are not written."""
    plain = Case.read(small_folder)
    assert plain.table("sites")["lead_time"].is_null().all()
    plain.write(tmp_path / "plain")
    assert "lead_time" not in (tmp_path / "plain" / "sites.csv").read_text(encoding="utf-8").splitlines()[0]
    with_lead_times(small_folder)
    case = Case.read(small_folder)
    case.write(tmp_path / "written")
    again = Case.read(tmp_path / "written")
    assert again.table("sites").equals(case.table("sites"))
    assert again.table("sites")["lead_time"].to_list() == [None, 9.0, 20.0]
    assert not case.warnings


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((LINES[0], LINES[1], number("lead_time", 200)), "far from that of their item"),
        ((LINES[0], number("lead_time", 0.9), LINES[2]), "far from that of their item"),
        ((LINES[0], LINES[1], number("lead_time", 61)), "no new order is delivered by it"),
    ],
    ids=["slow", "fast", "never"],
)
def test_what_is_hardly_possible_is_warned_of(lines: tuple[Row, ...], says: str, small_folder: Path) -> None:
    with_lead_times(small_folder, lines)
    warnings = Case.read(small_folder).warnings
    assert {(one.file, one.column) for one in warnings} == {("sites.csv", "lead_time")}
    assert any(says in str(one) for one in warnings), warnings


def test_a_lead_time_of_an_input_is_read_by_nothing(small_folder: Path) -> None:
    with_lead_times(small_folder, (number("lead_time", 5), *LINES[1:]))
    [found] = [one for one in Case.read(small_folder).idle if one.file == "sites.csv"]
    assert (found.row, found.column) == (2, "lead_time")
