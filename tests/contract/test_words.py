"""Words of options that stand beside the modules they are of, so that help appears at once: they are the same."""

from __future__ import annotations

from sinews.clocks.years.trials.kinds import Kind as Figures
from sinews.clocks.years.trials.risk import Inquiry
from sinews.commands.words import DRAWN, KINDS, TRIALS
from sinews.statements.by_tables import Kind


def test_kinds_of_statements() -> None:
    assert tuple(KINDS) == tuple(Kind)


def test_kinds_of_figures_that_are_drawn() -> None:
    assert {*DRAWN, "threat"} == set(Figures)


def test_trials() -> None:
    assert Inquiry().trials == TRIALS
