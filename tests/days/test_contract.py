"""Every component keeps to the ledger, every view gives a page that can be shown, a run is kept and read back."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from rich.console import Console

from sinews.answers.runs import SavedRun
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.components import COMPONENTS
from sinews.clocks.days.components.base import Build
from sinews.clocks.days.flows import timetable
from sinews.clocks.days.page.page import ready, way
from sinews.model.building import program_of
from sinews.model.calendar import Hours
from sinews.model.ledger import Ledger
from sinews.present.render.terminal import show
from tests.answers import asked
from tests.days.golden import FOLDER, journeys, name, tiny_scope, written
from tests.days.network import railway


@pytest.fixture(scope="module")
def answer() -> DaysAnswer:
    """A railway with wagons, and a road around it."""
    sketch = railway("A", "B", "C", quantity=60).node("D").link("A", "D").link("D", "C")
    sketch.add("carriers", carrier="truck", mode="road", loading="anywhere", loading_time=2)
    sketch.add("carriage", load="heavy", carrier="truck", per_trip=1)
    sketch.add("corridors", corridor="rail").add("corridor_links", corridor="rail", link="B-C-rail")
    return days.run(sketch.case(), extras=["corridors"])


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_component_writes_what_its_text_says(component: Build) -> None:
    expected = (FOLDER / f"{name(component)}.txt").read_text(encoding="utf-8")
    assert written(component, tiny_scope()) == expected, "meant? then: python -m tests.days.golden"


def test_every_text_has_its_component() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {name(component) for component in COMPONENTS}


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_component_needs_no_other(component: Build) -> None:
    scope = tiny_scope()
    ledger = Ledger(scope.calendar, scope.sizes)
    component(scope, journeys(scope), ledger)
    program = program_of(ledger.journal)
    assert np.isfinite(program.matrix.data).all()
    assert np.isfinite(program.cost).all()


def test_the_charges_are_the_objective(answer: DaysAnswer) -> None:
    assert sum(answer.charges.values()) == pytest.approx(answer.plan.solution.objective)


def test_pages_can_be_shown(answer: DaysAnswer) -> None:
    stream = io.StringIO()
    for page in (ready(answer), way(answer, "first")):
        assert page.sentences
        show(page, Console(file=stream, width=100))
    text = stream.getvalue()
    assert "Ready" in text
    assert "Timetable" in text
    assert "Without a corridor" in text


def test_the_timetable_is_in_order_and_whole(answer: DaysAnswer) -> None:
    table = timetable(answer.plan, "first")
    shares = table.unique(["load", "way"]).group_by("load").agg(pl.col("share_percent").sum())
    assert shares["share_percent"].to_list() == pytest.approx([100], abs=3)
    for _, rows in table.group_by("load", "way", maintain_order=True):
        assert rows["from_day"].is_sorted()
        assert (rows["to_day"] >= rows["from_day"]).all()


def test_a_run_is_kept_and_read_back(answer: DaysAnswer, tmp_path: Path) -> None:
    kept = SavedRun.of(asked(answer).answer)
    folder = kept.save(tmp_path)
    again = SavedRun.load(folder)
    assert again.manifest["clock"] == "days"
    assert again.manifest["margin"] == kept.manifest["margin"]
    assert again.outcome.equals(kept.outcome)
    assert again.why.equals(kept.why)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert SavedRun.of(asked(answer).answer).save(tmp_path) == folder
    assert files == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_calendar_of_hours_has_short_ticks_first() -> None:
    from datetime import date

    calendar = Hours.of_days(date(2026, 1, 1), 12, 2, 3, 9)
    assert calendar.days.tolist() == [0.5, 0.5, 0.5, 0.5, 3, 3, 1]
    assert calendar.first_day.tolist() == [0, 0.5, 1, 1.5, 2, 5, 8]
    assert calendar.labels[1] == "day_0.5"
    assert calendar.from_day(1.5).tolist() == [False, False, False, True, True, True, True]


def test_what_is_sent_ahead_is_felt_so_much_earlier() -> None:
    """A lag of minus one tick: what is loaded in a tick is taken in the one before."""
    from datetime import date

    lag = Hours.of_days(date(2026, 1, 1), 12, 2, 3, 2).lag(-1)
    assert lag.source.tolist() == [1, 2, 3]
    assert lag.target.tolist() == [0, 1, 2]
    assert lag.share.tolist() == [1, 1, 1]
