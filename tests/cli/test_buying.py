"""`sinews buy` and `sinews levers` on the small case: what they print, save, remember and refuse."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest

from sinews.answers.buying import Stop
from sinews.clocks.years import answer as years
from tests import support
from tests.cli.words import TOLD, Command, Done, Listing
from tests.days.answers import two_ways

#: Points by which a rung may lack more than the one below it: late contracts, which more money pays, are charged too.
LATE = 0.02

FRONTIER = ["400.0", "800.0", "1200.0"]


def rows(done: Done) -> list[dict[str, str]]:
    assert done.status == 0, done.err
    return list(csv.DictReader(io.StringIO(done.out)))


def saved(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_buy_says_what_is_best_and_what_the_package_comes_to(sinews: Command) -> None:
    done = sinews("buy", "small", "--no-save", "--workers", "1")
    assert (done.status, done.err) == (0, "")
    text = " ".join(done.out.split())
    assert "What would buy time, and at what price?" in text
    assert "Best for its money: A second shift at the tank line (EUR 0.4 bn a step) would take" in text
    assert "The package of 3 steps for EUR 1.2 bn would take" in text
    assert "Every step of every lever is in it." in text
    assert "Germany 400" in text
    assert "All steps of all levers, EUR 1.2 bn, would take" in text


def test_buy_prints_the_frontier_as_csv(sinews: Command) -> None:
    found = rows(sinews("buy", "small", "--no-save", "--workers", "1", "--table", "frontier"))
    assert [row["money_million_EUR"] for row in found] == FRONTIER
    percent = [float(row["percent_of_shortfall"]) for row in found]
    assert percent == sorted(percent)
    assert percent[0] > 0


def test_buy_prints_the_offers_as_csv(sinews: Command) -> None:
    [offer] = rows(sinews("buy", "small", "--no-save", "--workers", "1", "--table", "offers"))
    assert (offer["decides"], offer["price_million_EUR"], offer["steps"]) == ("Germany", "400.0", "3")


def test_buy_as_json(sinews: Command, folder: Path) -> None:
    answer = sinews("buy", "small", "--json", "--workers", "1", "--budget", "1bn", "--steps", "5").json
    assert list(answer) == ["command", "run", "budget_million_EUR", "steps", "offers", "frontier", "stops", *TOLD]
    assert (answer["command"], answer["budget_million_EUR"], answer["steps"]) == ("buy", 1000.0, 5)
    assert [step["money_million_EUR"] for step in answer["frontier"]] == [400.0, 800.0]
    assert answer["stops"] == {"years": Stop.SPENT.value}
    manifest = json.loads((folder / answer["run"] / "manifest.json").read_text())
    assert manifest["options"] == {"budget_million_EUR": 1000.0, "steps": 5}
    assert set(manifest["files"]) == {"offers.csv", "frontier.csv"}


@pytest.mark.parametrize(
    ("words", "money"),
    [
        ("--budget 0", []),
        ("--budget 399m", []),
        ("--budget 400", ["400.0"]),
        ("--budget 0.8bnEUR", ["400.0", "800.0"]),
        ("--steps 1", ["400.0"]),
    ],
)
def test_a_budget_and_a_number_of_steps_end_the_package(sinews: Command, words: str, money: list[str]) -> None:
    found = rows(sinews("buy", "small", "--no-save", "--workers", "1", "--table", "frontier", *words.split()))
    assert [row["money_million_EUR"] for row in found] == money


def test_a_budget_of_nothing_buys_nothing_and_says_so(sinews: Command) -> None:
    done = sinews("buy", "small", "--no-save", "--workers", "1", "--budget", "0")
    assert "Nothing is bought: the budget pays for no step of any lever." in " ".join(done.out.split())


def test_levers_says_what_the_gap_splits_into(sinews: Command) -> None:
    done = sinews("levers", "small", "--no-save", "--workers", "1")
    assert (done.status, done.err) == (0, "")
    text = " ".join(done.out.split())
    assert "What do money, time and industry each cost?" in text
    assert "On today's course NATO in Europe is not ready by December 2030; with all 3 rungs" in text
    assert "time 99 %" in text


def test_levers_as_csv_and_json(sinews: Command) -> None:
    found = rows(sinews("levers", "small", "--no-save", "--workers", "1", "--table", "ladder"))
    assert [row["part"] for row in found] == ["", "money", "time", "money"]
    points = [float(row["points"]) for row in found]
    assert all(after <= before + LATE for before, after in pairwise(points))
    answer = sinews("levers", "small", "--no-save", "--workers", "1", "--json").json
    assert list(answer) == ["command", "run", "ladder", *TOLD]
    assert [row["rung"] for row in answer["ladder"]] == [0, 1, 2, 3]


# other clocks ---------------------------------------------------------------------


@pytest.fixture
def moving(folder: Path) -> None:
    """The case `moving`: the small one with a network of two ways and wagons for sale, at 30 million."""
    two_ways().case().write(folder / "moving")


@pytest.mark.usefixtures("moving")
def test_each_clock_has_a_list_and_a_package_of_its_own(sinews: Command, folder: Path) -> None:
    answer = sinews("buy", "moving", "--json", "--workers", "1", "--budget", "500m").json
    assert [row["money_million_EUR"] for row in answer["frontier"]] == [400.0]
    [offer], [step] = answer["days_offers"], answer["days_package"]
    assert (offer["lever"], offer["decides"], offer["price_million_EUR"]) == ("Twice the wagons", "somebody", 30)
    assert offer["earned"] == step["earned"] == step["step_adds"] > 0
    assert offer["unit"] == step["unit"] == "days of mean lateness"
    assert (answer["stops"]["years"], answer["stops"]["days"]) == (Stop.SPENT.value, Stop.ALL.value)
    manifest = json.loads((folder / answer["run"] / "manifest.json").read_text())
    assert set(manifest["files"]) == {"offers.csv", "frontier.csv", "days_offers.csv", "days_package.csv"}
    text = " ".join(sinews("buy", "moving", "--no-save", "--workers", "1").out.split())
    assert "Days: levers and their prices" in text
    assert "The package of 1 step for EUR 30 million (30 to 30) earns" in text


@pytest.mark.usefixtures("moving")
def test_what_another_clock_has_measured_is_remembered_and_said(
    sinews: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("buy", "moving", "--table", "days_package", "--workers", "2", "--progress")
    first = sinews(*words)
    assert "Days: 1 lever alone and together, at most 2 measurements" in first.err
    names = {path.name.split("-")[0] for path in (folder / "runs" / "measured").iterdir()}
    assert names == {"days", "years"}
    monkeypatch.setattr("sinews.clocks.days.effects._planned", None)  # would fail if it were called
    assert rows(sinews(*words)) == rows(first)


@pytest.mark.parametrize("command", ["buy", "levers"])
def test_saved_twice_the_bytes_are_the_same_whatever_the_workers(sinews: Command, folder: Path, command: str) -> None:
    first = sinews(command, "small", "--json", "--workers", "1", "--out", "one").json["run"]
    again = sinews(command, "small", "--json", "--workers", "3", "--out", "two", "--fresh").json["run"]
    known = sinews(command, "small", "--json", "--workers", "2", "--out", "two").json["run"]
    assert Path(first).name == Path(again).name == Path(known).name
    assert saved(folder / first) == saved(folder / known)


def test_what_has_been_measured_is_not_measured_again(
    sinews: Command, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    first = sinews("buy", "small", "--json", "--workers", "1").json
    [remembered] = (folder / "runs" / "measured").iterdir()
    with monkeypatch.context() as patch:
        patch.setattr("sinews.clocks.years.measuring.Measurement.__call__", None)  # would fail if it were called
        assert sinews("buy", "small", "--json", "--workers", "1").json == first
    for damage in (b"", b"[]", b'{"key": 1}', remembered.read_bytes()[:200]):
        remembered.write_bytes(damage)
        assert sinews("buy", "small", "--json", "--workers", "1").json == first


@pytest.mark.parametrize("damage", ['{"key": "KEY", "known": []}', '{"key": "KEY", "known": {"a": {}}}'])
def test_a_damaged_memory_knows_nothing(sinews: Command, folder: Path, damage: str) -> None:
    first = sinews("buy", "small", "--json", "--workers", "1").json
    [remembered] = (folder / "runs" / "measured").iterdir()
    key = json.loads(remembered.read_text())["key"]
    remembered.write_text(damage.replace("KEY", key))
    assert sinews("buy", "small", "--json", "--workers", "1").json == first


def test_as_of_reaches_what_is_bought(sinews: Command) -> None:
    done = sinews("buy", "small", "--no-save", "--workers", "1", "--as-of", "2025-07")
    assert done.status == 0
    assert "As known on 2025-07-31" in " ".join(done.out.split())


def test_progress_names_the_phases_of_measuring(sinews: Command) -> None:
    for command, phase in (("buy", "buy"), ("levers", "ladder")):
        done = sinews(command, "small", "--progress", "--json", "--no-save", "--workers", "1")
        said = [line for line in done.err.splitlines() if line.startswith("Years: ")]
        phases = [line.split()[0] for line in done.err.splitlines() if line not in said]
        assert phases == ["read", "check", "build", "solve", "families", "date", phase]
        assert [line.split(" measurements")[0] for line in said] == (
            ["Years: 1 lever alone and together, at most 5"] if command == "buy" else []
        )


def without_levers(folder: Path) -> None:
    """The small case without levers."""
    names = [name for name in support.small_tables() if name not in {"levers", "changes", "ladder"}]
    for name in ("levers", "changes", "ladder"):
        (folder / f"{name}.csv").unlink()
    support.describe(folder, resources=[{"name": name, "path": f"{name}.csv"} for name in names])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("buy small --budget 5x", "'5x' is no amount such as 5bn or 400m"),
        ("buy small --budget -5bn", "--budget"),
        ("buy small --budget=-5bn", "'-5bn' is no amount"),
        ("buy small --budget nan", "'nan' is no amount"),
        ("buy small --budget 5bn$", "is no amount"),
        ("buy small --budget", "--budget"),
        ("buy small --steps 0", "from 1 on"),
        ("buy small --workers 0", "from 1 on"),
        ("buy small --workers two", "from 1 on"),
        ("buy small --table fronteer", "Did you mean frontier?"),
        ("buy small --table days_package", "no levers with a price for the table days_package"),
        ("levers small --table rungs", "There is no table rungs; there are: ladder."),
        ("levers small --budget 5bn", "--budget"),
        ("buy bare", "The case has no levers with a price"),
        ("levers bare", "The case has no ladder"),
    ],
)
def test_wrong_requests_are_refused_before_anything_is_solved(
    sinews: Command, folder: Path, listing: Listing, monkeypatch: pytest.MonkeyPatch, words: str, message: str
) -> None:
    without_levers(support.small_folder(folder / "bare"))
    monkeypatch.setattr(years, "refer", None)
    before = listing()
    done = sinews(*words.split())
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err
    assert listing() == before
