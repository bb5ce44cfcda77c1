"""`sinews sweep`: rows say what single commands say, whoever does them; files that are wrong."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sinews.answers.memory import FOLDER
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.sweep.columns import CELLS
from sinews.clocks.years.sweep.inquiry import Inquiry, Reply
from sinews.clocks.years.trials.risk import FEWEST
from sinews.commands.main import main
from sinews.commands.sweep import Watch, span
from sinews.commands.words import SWEPT
from sinews.errors import SolveError
from tests import both
from tests.cli.words import Done

HEADER = "name,trust,path,group,without,as_of,overlay,levers,trials,seed"

#: Questions that differ in each column, some of them with trials.
ROWS = (
    "first,,,,,,,,,",
    "firm,delivered,,,,,,,,",
    "poor,,poor,,,,,,,",
    "sure,,,,,,,,40,2",
    "alone,,,ONE,,,,,,",
    "pushed,,,,,,,shift*2,,",
    "laid,,,,,,closed,,,",
)

Say = Callable[..., Done]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny case whose levers act from the third month on, and rows to lay over it."""
    folder = tmp_path_factory.mktemp("sweep")
    whole = both.case()
    whole = whole.change("levers", whole.table("levers").with_columns(pl.lit(date(2026, 3, 1)).alias("earliest")))
    whole.write(folder / "both")
    both.altered(whole, "stocks", "quantity", 2.0).write(folder / "laid")
    return folder


@pytest.fixture
def place(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the case, an overlay and a file of rows."""
    (tmp_path / "both").symlink_to(case / "both")
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "stocks.csv").write_bytes((case / "laid" / "stocks.csv").read_bytes())
    write(tmp_path / "rows.csv", ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def say(place: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command in the working folder."""
    assert place.is_dir()

    def said(*words: str) -> Done:
        capsys.readouterr()
        status = main(words)
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return said


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Inquiry]:
    """The questions that are answered, in the order in which they are begun."""
    begun: list[Inquiry] = []
    answer = Inquiry.__call__

    def counted(inquiry: Inquiry) -> Reply:
        begun.append(inquiry)
        return answer(inquiry)

    monkeypatch.setattr(Inquiry, "__call__", counted)
    return begun


def write(path: Path, rows: Sequence[str], header: str = HEADER) -> None:
    path.write_text("".join(f"{line}\n" for line in (header, *rows)), encoding="utf-8")


def table(path: str = "sweep.parquet") -> pl.DataFrame:
    return pl.read_parquet(path)


def value(row: str, quantity: str, subject: str = "all", level: str = "") -> float | None:
    """A number of the table."""
    cells = table().filter(row=row, quantity=quantity, subject=subject, level=level)
    [number] = cells["value"]
    return None if number is None else float(number)


# what it says ---------------------------------------------------------------------


def test_a_row_says_what_the_single_commands_say(say: Say) -> None:
    """Dates, margins, coverage and points are those of `sinews years`, the chance is that of `sinews risk`."""
    assert say("sweep", "rows.csv", "both").status == 0
    for row, words in (("first", ()), ("poor", ("--path", "poor")), ("laid", ("--overlay", "closed"))):
        answer = say("years", "both", "--json", "--no-save", *words).json
        assert value(row, "shortfall") == answer["shortfall_points"]
        graded = answer["graded"]["families"]
        assert set(table().filter(row=row)["subject"]) == set(graded)
        for family, grade in graded.items():
            [day] = table().filter(row=row, quantity="ready", subject=family)["date"]
            assert (f"{day:%Y-%m}" if day else None) == grade["ready"]
            covered = {level: value(row, "coverage", family, level) for level in grade["covered_percent"]}
            assert covered == grade["covered_percent"]
        assert value(row, "margin", level="0.5") == answer["margin"]["months"]
        assert value(row, "margin", level="0.1") == answer["margin"]["early_months"]
    risk = say("risk", "both", "--json", "--no-save", "--trials", "40", "--seed", "2", "--no-drivers").json
    for cells in risk["chance"]:
        assert value("sure", "chance", cells["family"], cells["reading"]) == cells["chance"]
    assert value("sure", "certain") == risk["certain"]


def test_levers_are_pulled_as_buy_has_them(say: Say) -> None:
    write(Path("rows.csv"), ["first,", "pushed,shift*2"], "name,levers")
    assert say("sweep", "rows.csv", "both").status == 0
    _, second = say("buy", "both", "--json", "--no-save", "--steps", "2").json["frontier"]
    off = {name: number(name, "first") - number(name, "pushed") for name in ("shortfall", "ready")}
    assert off["shortfall"] == pytest.approx(second["points"], abs=1e-4)
    assert DAYS * off["ready"] == pytest.approx(second["days_of_ready_date"], abs=1e-2)
    assert number("ready", "pushed") == number("ready", "pushed", "shell")


def test_trials_beside_levers_are_those_of_a_plan_made_anew(say: Say) -> None:
    """What is lacking at the test, as `sinews risk --levers --anew` has it for a step; two steps give a chance.

    Levers are tried with as many trials there.
    """
    rows = [f"{name},{levers},{FEWEST}" for name, levers in (("first", ""), ("pushed", "shift"), ("twice", "shift*2"))]
    write(Path("rows.csv"), rows, "name,levers,trials")
    assert say("sweep", "rows.csv", "both").status == 0
    risk = say("risk", "both", "--json", "--no-save", "--trials", "40", "--no-drivers", "--levers", "--anew").json
    [row] = [row for row in risk["levers"] if row["lever"] == "shift"]
    lacking = {name: number("lacking_at_test", name, level="adapted") for name in ("first", "pushed", "twice")}
    assert row["at_test_change"] < -1
    assert lacking["pushed"] - lacking["first"] == pytest.approx(row["at_test_change"], abs=1e-4)
    assert lacking["twice"] < lacking["pushed"]
    assert number("chance", "twice", level="adapted") > number("chance", "first", level="adapted") == 0


def number(quantity: str, row: str, subject: str = "all", level: str = "") -> float:
    """A number of the table that is there."""
    found = value(row, quantity, subject, level)
    assert found is not None
    return found


def test_what_is_printed_is_the_short_form(say: Say) -> None:
    write(Path("rows.csv"), ["sure,,,,,,,,40,2", "plain,,,,,,,,,"])
    done = say("sweep", "rows.csv", "both")
    printed = pl.read_csv(io.StringIO(done.out))
    assert printed.columns == [
        "row", "ready", "margin_months", "coverage_percent", "shortfall_points", "chance_percent",
    ]  # fmt: skip
    assert printed["row"].to_list() == ["sure", "plain"]
    assert printed["chance_percent"].null_count() == 1
    answers = say("sweep", "rows.csv", "both", "--json").json["answers"]
    assert len(answers) == table().height
    assert [row["value"] for row in answers] == table()["value"].to_list()


def test_rows_with_closed_data_are_named(say: Say) -> None:
    write(Path("rows.csv"), ["open,", "laid,closed"], "name,overlay")
    assert "nobody else's to see: laid." in say("sweep", "rows.csv", "both").err


# who does it, and what was there ---------------------------------------------------


def test_bytes_do_not_depend_on_workers_or_order(say: Say, place: Path) -> None:
    assert say("sweep", "rows.csv", "both", "--workers", "1", "--out", "a").status == 0
    first = (place / "sweep.parquet").read_bytes()
    write(place / "rows.csv", ROWS[::-1])
    assert say("sweep", "rows.csv", "both", "--workers", "2", "--out", "b").status == 0
    backwards = table()
    write(place / "rows.csv", ROWS)
    assert say("sweep", "rows.csv", "both", "--out", "b").status == 0
    assert (place / "sweep.parquet").read_bytes() == first
    assert_frame_equal(backwards.sort("row", maintain_order=True), table().sort("row", maintain_order=True))


def test_a_file_in_two_parts_gives_the_same_rows(say: Say, place: Path) -> None:
    say("sweep", "rows.csv", "both", "--out", "a")
    whole = table()
    parts = []
    for number, rows in enumerate((ROWS[:3], ROWS[3:])):
        write(place / "part.csv", rows)
        say("sweep", "part.csv", "both", "--out", f"part{number}", "--to", "part.parquet")
        parts.append(table("part.parquet"))
    assert_frame_equal(pl.concat(parts), whole)


def test_what_is_there_is_not_done_again(say: Say, done: list[Inquiry], place: Path) -> None:
    """Another name for the same question is no other question; --fresh does all again."""
    write(place / "rows.csv", ROWS[:2])
    say("sweep", "rows.csv", "both")
    write(place / "rows.csv", ["again,,,,,,,,,", "twice,,,,,,,,,", ROWS[2]])
    again = say("sweep", "rows.csv", "both")
    assert "2 of 3 rows are there already." in again.err
    assert [inquiry.scope.question.path for inquiry in done] == ["national", "national", "poor"]
    say("sweep", "rows.csv", "both", "--fresh")
    assert len(done) == 5


def test_a_sweep_that_dies_loses_nothing_that_was_done(
    say: Say, done: list[Inquiry], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies as the third row ends; the next run does all others, and its table is that of a whole run."""

    class Died(BaseException):
        pass

    def dying(watch: Watch, key: str) -> None:
        watch.done += 1
        if watch.done == 3:
            raise Died(key)

    with monkeypatch.context() as patch:
        patch.setattr(Watch, "ended", dying)
        with pytest.raises(Died):
            main(("sweep", "rows.csv", "both", "--workers", "1"))
    kept = len(list((place / "runs" / FOLDER).glob("sweep-*.json")))
    assert kept == 3
    assert not (place / "sweep.parquet").exists()
    done.clear()
    say("sweep", "rows.csv", "both")
    assert len(done) == len(ROWS) - kept
    resumed = (place / "sweep.parquet").read_bytes()
    say("sweep", "rows.csv", "both", "--out", "fresh")
    assert (place / "sweep.parquet").read_bytes() == resumed


@pytest.mark.parametrize("damage", [lambda text: text[: len(text) // 2], lambda text: text.replace("ready", "raedy")])
def test_a_file_that_is_not_as_it_was_written_does_not_count(
    damage: Callable[[str], str], say: Say, done: list[Inquiry], place: Path
) -> None:
    write(place / "rows.csv", ROWS[:2])
    say("sweep", "rows.csv", "both")
    whole = (place / "sweep.parquet").read_bytes()
    path = min((place / "runs" / FOLDER).glob("sweep-*.json"))
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    done.clear()
    again = say("sweep", "rows.csv", "both")
    assert (len(done), again.status, "is not as it was written" in again.err) == (1, 0, True)
    assert (place / "sweep.parquet").read_bytes() == whole


def test_a_row_that_cannot_be_solved_is_named_and_the_others_are_kept(
    say: Say, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Inquiry.__call__

    def failing(inquiry: Inquiry) -> Reply:
        if inquiry.scope.question.path == "poor":
            raise SolveError("The solver stopped.")
        return answer(inquiry)

    write(place / "rows.csv", ROWS[:3])
    with monkeypatch.context() as patch:
        patch.setattr(Inquiry, "__call__", failing)
        failed = say("sweep", "rows.csv", "both")
    assert (failed.status, failed.out, (place / "sweep.parquet").exists()) == (1, "", False)
    assert "No answer to poor; the others are kept" in failed.err
    assert "The solver stopped" in failed.err
    assert "2 of 3 rows are there already." in say("sweep", "rows.csv", "both").err


def test_workers_with_another_model_are_refused(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Inquiry.__call__
    monkeypatch.setattr(Inquiry, "__call__", lambda inquiry: replace(answer(inquiry), key="of another sinews"))
    refused = say("sweep", "rows.csv", "both")
    assert (refused.status, refused.out) == (2, "")
    assert "The workers have another sinews" in refused.err


def test_progress_says_how_many_there_are_and_how_long_the_others_take(say: Say, place: Path) -> None:
    write(place / "rows.csv", ROWS[:2])
    lines = [
        line
        for line in say("sweep", "rows.csv", "both", "--progress", "--workers", "1").err.splitlines()
        if " of 2" in line
    ]
    assert [line.split(";")[0] for line in lines] == ["1 of 2: first", "2 of 2: firm"]
    assert lines[1].endswith("; about 0 s left")
    assert [span(seconds) for seconds in (0.4, 119, 120, 7199, 7200)] == ["0 s", "119 s", "2 min", "120 min", "2 h"]


# what is wrong ----------------------------------------------------------------------

#: Rows of which one cell is wrong: where, and what is said of it.
BROKEN: dict[str, tuple[str, str, str]] = {
    "no such path": ("a,,natonal,,,,,,,", "path", "Did you mean national?"),
    "no such trust": ("a,dlivered,,,,,,,,", "trust", "Did you mean delivered?"),
    "no such group": ("a,,,ON,,,,,,", "group", "Did you mean ONE?"),
    "no such state": ("a,,,,DEV,,,,,", "without", "Did you mean DEU?"),
    "no such day": ("a,,,,,2025-13,,,,", "as_of", "is no day"),
    "a year for a day": ("a,,,,,2025,,,,", "as_of", "is no day"),
    "too early a day": ("a,,,,,1990-01,,,,", "as_of", "No statement on the threat was known"),
    "no such folder": ("a,,,,,,nowhere,,,", "overlay", "no folder of this name"),
    "a file for a folder": ("a,,,,,,rows.csv,,,", "overlay", "no folder, but a file"),
    "no such lever": ("a,,,,,,,shaft,,", "levers", "Did you mean shift?"),
    "steps that are no number": ("a,,,,,,,shift*many,,", "levers", "shift*many"),
    "more steps than there are": ("a,,,,,,,shift*3,,", "levers", "expected at most 2"),
    "a lever twice": ("a,,,,,,,shift shift,,", "levers", "a lever twice"),
    "a lever of another clock": ("a,,,,,,,wagons,,", "levers", "of another clock"),
    "half a trial": ("a,,,,,,,,0.5,", "trials", "is no whole number from 1 on"),
    "no trials": ("a,,,,,,,,0,", "trials", "is no whole number from 1 on"),
    "a seed below zero": ("a,,,,,,,,40,-1", "seed", "is no whole number from 1 on"),
    "a seed without trials": ("a,,,,,,,,,3", "seed", "no trials to draw"),
    "no name": (",,,,,,,,,", "", "an empty line"),
    "a blank name": (",delivered,,,,,,,,", "name", "a blank cell"),
    "a name with blanks": ("a b,,,,,,,,,", "name", "letters, digits"),
    "a name twice": ("first,delivered,,,,,,,,", "name", "one row for each name"),
    "too few cells": ("a,delivered", "", "10 cells, as in the header"),
    "an error of a spreadsheet": ("a,,#REF!,,,,,,,", "path", "Mend the formula"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said_with_line_and_column(name: str, say: Say, place: Path, done: list[Inquiry]) -> None:
    row, column, says = BROKEN[name]
    write(place / "rows.csv", [ROWS[0], row])
    wrong = say("sweep", "rows.csv", "both")
    where = f"rows.csv, row 3{f', column {column}' if column else ''}: "
    [line] = [line for line in wrong.err.splitlines() if line.startswith(where)]
    assert (wrong.status, wrong.out, done) == (2, "", [])
    assert says in line
    assert "Traceback" not in wrong.err
    assert not (place / "sweep.parquet").exists()


def test_everything_that_is_wrong_is_said_at_once(say: Say, place: Path, done: list[Inquiry]) -> None:
    """Cells, and what the case does not have, in one list; nothing is begun."""
    rows = [row.replace("a,", f"a{number},", 1) for number, (row, *_) in enumerate(BROKEN.values())]
    write(place / "rows.csv", [ROWS[0], *rows])
    wrong = say("sweep", "rows.csv", "both")
    told = {int(line) for line in re.findall(r"^rows\.csv, row (\d+)[,:]", wrong.err, re.MULTILINE)}
    assert told == set(range(3, 3 + len(rows)))
    assert (wrong.status, done) == (2, [])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,thrust\na,\n", "column thrust: found an unknown column; expected one of the columns of the table. "
         "Rename it or take it out. Did you mean trust?"),
        ("trust\ndelivered\n", "column name: found no such column"),
        ("name,trust,trust\na,,\n", "the column twice"),
        ("name;trust\na;\n", "cells set apart by semicolons"),
        ("name,trust\n", "no rows"),
        ("", "an empty file"),
        ("name,trust\na,\n\xff\n", "not UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_of_questions(content: str, says: str, say: Say, place: Path) -> None:
    (place / "rows.csv").write_bytes(content.encode("latin-1"))
    wrong = say("sweep", "rows.csv", "both")
    assert (wrong.status, wrong.out) == (2, "")
    assert says in wrong.err


def test_an_overlay_that_is_wrong_is_said_with_its_own_files(say: Say, place: Path) -> None:
    (place / "closed" / "stocks.csv").write_text("place,item\nDEU,shell\n", encoding="utf-8")
    write(place / "rows.csv", ["a,closed,", "b,closed,natonal", "c,,natonal"], "name,overlay,path")
    wrong = say("sweep", "rows.csv", "both")
    assert wrong.err.count("closed/stocks.csv, row 1, column quantity:") == 1
    assert "rows.csv, row 4, column path" in wrong.err
    assert wrong.status == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("nowhere.csv both", "nowhere.csv: found no such file"),
        ("both both", "both: found a folder"),
        ("rows.csv nowhere", "No folder and no packaged case is called nowhere"),
        ("rows.csv both --to table.csv", "does not end in .parquet"),
        ("rows.csv both --to closed/stocks.csv/a.parquet", "not a folder"),
        ("rows.csv both --out rows.csv", "not a folder"),
        ("rows.csv both --solver nobody", "There is no solver nobody"),
        ("rows.csv both --cluster here", "is no address such as tcp://scheduler:8786"),
        ("rows.csv both --cluster tcp://here", "is no address such as tcp://scheduler:8786"),
    ],
)
def test_what_cannot_be_done_is_refused(words: str, says: str, say: Say) -> None:
    wrong = say("sweep", *words.split())
    assert (wrong.status, wrong.out) == (2, "")
    assert says in wrong.err


def test_without_the_libraries_of_a_cluster_the_extra_is_named(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    wrong = say("sweep", "rows.csv", "both", "--cluster", "tcp://127.0.0.1:1")
    assert (wrong.status, "pip install 'sinews[cluster]'" in wrong.err) == (2, True)


def test_the_help_knows_every_column() -> None:
    assert tuple(cell.name for cell in CELLS) == SWEPT
