"""`sinews decide` on the small case: what it prints, saves, remembers and refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.words import TOLD, Command

TABLES = ["values", "branches", "orders", "foresight"]


def test_decide_says_what_to_order_now(sinews: Command) -> None:
    done = sinews("decide", "small", "--no-save", "--foresight", "2", "--workers", "1")
    assert done.status == 0
    text = " ".join(done.out.split())
    assert text.startswith("What to order now? Orders of the first 2 years that suit all branches ")
    for words in (
        "to know from the start which branch comes would save ",
        "By money, plans for one branch differ most in: ",
        "ight in every branch",
        "Who plans anew each year with 2 years in sight lacks",
        "Uncertain: the date of the test and how long aid goes on; on a coarse clock: ticks lengthen to a year.",
    ):
        assert words in text


def test_decide_as_csv_and_json_and_as_it_was(sinews: Command, folder: Path) -> None:
    """Tables by themselves, all in one object and in a saved run; again what was remembered, the same bytes."""
    asked = ("decide", "small", "--certain", "aid")
    branches = list(csv.DictReader(io.StringIO(sinews(*asked, "--table", "branches").out)))
    assert [row["branch"] for row in branches] == ["early", "middle", "late"] * 3
    assert [row["way"] for row in branches[::3]] == ["apart", "together", "as_planned"]
    assert [float(row["chance"]) for row in branches] == pytest.approx([100 / 3] * 9, abs=0.01)
    first, second = (sinews(*asked, "--json") for _ in range(2))
    assert first.out == second.out
    answer = first.json
    assert list(answer) == [
        "command", "run", "years_in_sight", "certain", "lost", "chance", *TABLES, "sentences",
        "value_of_planning_for_branches", "value_of_knowing",
        "fewer_points_by_planning", "fewer_points_by_knowing", *TOLD,
    ]  # fmt: skip
    assert answer["value_of_planning_for_branches"] >= -1e-4
    assert answer["value_of_knowing"] >= -1e-4
    manifest = json.loads((folder / answer["run"] / "manifest.json").read_text())
    assert set(manifest["files"]) == {f"{name}.csv" for name in TABLES}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--table order", "There is no table order; there are: values, branches, orders, foresight."),
        ("--lost NLD", "NLD has no line that makes anything needed; states that have: "),
        ("--lost POL", "What is uncertain makes 12 branches, and a tree may have 10; leave out the threat or"),
        ("--certain supplier", "supplier"),
        ("--foresight 0", "'0' is no whole number from 1 on"),
        ("--foresight 51", "'51' is no whole number from 1 on, 50 at most"),
        ("--foresight all", "'all' is no whole number from 1 on"),
        ("--lost Poland", "Poland has no line that makes anything needed; states that have: "),
        ("--certain threat --certain lost", "lost"),
        ("--chance 0", "'0' is no whole number from 1 on"),
        ("--chance 37.5", "'37.5' is no whole number from 1 on"),
        ("--workers 0", "'0' is no whole number from 1 on"),
        ("--chance 100", "'100' is no whole number from 1 on, 99 at most"),
        ("--monthly", "works on a clock of years; leave out --monthly."),
    ],
)
def test_what_cannot_be_asked_is_refused(sinews: Command, words: str, says: str) -> None:
    done = sinews("decide", "small", *words.split())
    assert (done.status, done.out) == (2, "")
    assert says in " ".join(done.err.split())
