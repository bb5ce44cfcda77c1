"""Which figures carry an answer: by what it loses over their range, where that was measured, and in plain sentences."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from sinews.answers.means import Means
from sinews.answers.memory import FOLDER, Memory
from sinews.clocks import CLOCKS
from sinews.clocks.clock import Staked
from sinews.clocks.years import YEARS
from sinews.clocks.years.answer import answered
from sinews.clocks.years.limits import LINES
from sinews.clocks.years.scope import Question, Scope
from sinews.clocks.years.stakes import UNIT, remembered, stakes
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.grounds import LOST, figures, weakest
from sinews.present.weakest import UNMEASURED, WIDTH, lines
from tests import support


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scope, Memory]:
    """The small case, with what its first question measured."""
    case = support.small_case(tmp_path_factory.mktemp("weakest") / "small")
    scope = Scope.of(case, Question())
    memory = Memory(YEARS.key(scope, "highs"))
    answered(scope, Means(memory=memory))
    return scope, memory


def lost(scope: Scope, memory: Memory) -> pl.DataFrame:
    schema = dict.fromkeys(("table", "row", "column"), pl.String) | LOST
    rows = [[getattr(stake, name) for name in schema] for stake in stakes(scope, memory)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_what_is_lost_is_the_step_times_the_range(asked: tuple[Scope, Memory]) -> None:
    """A lead time stands behind its limit with those of its lines: a month of each is their part of a standard step.

    Of lines a tenth of what the rows shown make together is a step; that holds for each of them.
    """
    scope, memory = asked
    found = {(stake.table, stake.row, stake.column): stake for stake in stakes(scope, memory)}
    every, seen = figures(scope.case), set()
    for (limit, subject), step in remembered(scope, memory).items():
        rows = limit.rows(scope, every, subject)
        for table, row, column, low, high in rows.select("table", "row", "column", "low", "high").iter_rows():
            stake = found[table, row, column]
            if limit.name == "lead_time":
                assert stake.loses == pytest.approx((high - low) / rows.height * step.points)
            if limit == LINES:
                assert stake.loses >= (high - low) / (0.1 * rows["value"].sum()) * step.points - 1e-12
            seen.add(limit.name)
            assert stake.unit == UNIT
    assert {"lines", "money", "delay"} <= seen


def test_what_is_measured_comes_first_the_most_first(asked: tuple[Scope, Memory]) -> None:
    scope, memory = asked
    table = weakest(scope.case, 1000, lost(scope, memory))
    measured = table["loses"].is_not_null().to_list()
    assert measured == sorted(measured, reverse=True)
    assert 0 < sum(measured) < len(measured)
    assert table["loses"].drop_nulls().is_sorted(descending=True)
    rest = table.filter(pl.col("loses").is_null())
    unmeasured = weakest(scope.case, 1000)
    assert rest["basis"].is_in(unmeasured["basis"].to_list()).all()


def test_nothing_is_said_to_be_lost_where_nothing_is_remembered(asked: tuple[Scope, Memory]) -> None:
    scope, memory = asked
    assert stakes(scope, Memory(memory.key)) == ()
    rest = Memory(memory.key, {name: row for name, row in memory.records.items() if row.plain.get("prices")})
    assert set(stakes(scope, rest)) <= set(stakes(scope, memory))


def test_it_reads_as_sentences_of_80_columns(asked: tuple[Scope, Memory]) -> None:
    scope, memory = asked
    told = list(lines(scope.case, weakest(scope.case, 1000, lost(scope, memory))))
    assert max(map(len, told)) <= WIDTH
    text = " ".join(" ".join(told).split())
    assert "Over its range the answer moves by" in text
    assert f"{UNIT} and" in text or UNIT in text
    assert UNMEASURED in text
    assert "fact of grade" in text
    assert "newest fact 2025-06" in text
    codes = {*scope.case.table("items")["item"], *scope.case.table("places")["place"]}
    assert not codes & set(text.replace(",", " ").replace("(", " ").replace(")", " ").split())


def test_without_measurements_it_says_so(small_case: Case) -> None:
    told = " ".join(" ".join(lines(small_case, weakest(small_case, 3))).split())
    assert told.startswith("Nothing that limits earn comes measured with this case")
    assert told.count(UNMEASURED) == 3


def test_a_clock_may_say_what_is_at_stake() -> None:
    assert isinstance(YEARS, Staked)
    assert [clock.name for clock in CLOCKS if isinstance(clock, Staked)] == ["years"]


def test_check_reads_what_comes_measured_with_the_case(
    asked: tuple[Scope, Memory], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scope, memory = asked
    support.small_folder(tmp_path / "small")
    (tmp_path / "small" / FOLDER).mkdir()
    memory.write(tmp_path / "small" / FOLDER / "years.json")
    assert main(["check", str(tmp_path / "small"), "--weakest", "4", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["weakest"]
    assert [row["loses"] for row in found] == pytest.approx(
        weakest(scope.case, 4, lost(scope, memory))["loses"].to_list()
    )
    assert {"loses", "unit", "days", "behind", "as_of", "weakest"} <= set(found[0])
