"""Contracting offices, small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sinews.clocks.years import answer as years
from sinews.clocks.years.limits import OFFICE
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import Reader, outcomes
from sinews.clocks.years.page.readings import SIGNED, unspent
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.signing import offices
from sinews.data.tables import Status
from sinews.model.solver.highs import HighsSession
from tests.model import Solved, Tiny, one_line, refer, solve


def signed(plan: Solved, quantity: str = "signed") -> list[float]:
    """Million EUR of the office by tick."""
    rows = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    return rows.filter(pl.col("quantity") == quantity)["value"].to_list()


def test_an_office_signs_so_much_a_month() -> None:
    """72 million a year are 6 a month, three shells at 2: 18 of 100 in six months, though lines could make 60."""
    plan = solve(one_line(months=6, price=2, test=5).office("POL", 72))
    assert plan.value("orders") == pytest.approx([3] * 6)
    assert plan.value("stock")[5] == pytest.approx(18)
    assert plan.objective == pytest.approx(0.82)
    assert signed(plan) == pytest.approx([6] * 6)
    assert signed(plan, "can_sign") == pytest.approx([6] * 6)


def test_money_that_an_office_cannot_sign_for_is_said_to_be_so() -> None:
    """100 million a month come in, the office signs 6: 564 of 600 stay unspent, though lines could make 60 shells.

    All of it is the office's: need is never met, and lines have room in every month.
    """
    found = years.answer(refer(one_line(months=6, price=2, test=5, budget=100).office("POL", 72)))
    assert unspent(found) == {SIGNED: pytest.approx(564)}


def test_a_part_of_the_office_signs_for_the_items() -> None:
    """A fourth of 288 is 72, as above."""
    plan = solve(one_line(months=6, price=2, test=5).office("POL", 288, share=25))
    assert plan.value("stock")[5] == pytest.approx(18)


def test_an_office_grows_from_the_middle_of_its_year() -> None:
    """Four times as much each year, of a count of 2025.

    January 2027 lies eighteen months and a half after the middle of 2025: 12 / 12 x 4^(18.5/12) = 8.4757.
    """
    scope = Scope.of(one_line(months=24).office("POL", 12, growth=300).case(), Question())
    most = offices(scope).most[0]
    assert most[12] == pytest.approx(8.47570, abs=1e-5)
    assert most[12:] == pytest.approx(4 * most[:12])


def test_what_counts_is_the_signature() -> None:
    """Contracts take two months: what is decided in months 0 to 3 is signed in 2 to 5, five shells a month: 20.

    The office of the first two months is of no use. Without an office the line makes 10 a month in the last four: 40.
    """
    tiny = one_line(months=6, delay=2, test=5)
    assert solve(tiny).value("stock")[5] == pytest.approx(40)
    plan = solve(tiny.office("POL", 60))
    assert signed(plan)[:2] == pytest.approx([0, 0])
    assert plan.value("stock")[5] == pytest.approx(20)


def test_what_is_signed_within_a_quarter_has_the_rest_of_it() -> None:
    """Quarters, and a delay of a month and a half: half of the first quarter is left to sign, 6 of 12 a quarter."""
    tiny = one_line(months=6, delay=1.5, need=1000, test=5).office("POL", 48)
    tiny.monthly = 0
    plan = solve(tiny)
    assert signed(plan, "can_sign") == pytest.approx([6, 12])
    assert plan.value("stock") == pytest.approx([6, 18])


def test_what_is_approved_is_signed_by_the_office_too() -> None:
    """40 shells are approved for month 0, at 1 each; the office signs 5 a month, so they come over eight months.

    With contracts only nothing approved counts, and with a delay of four months the first new one is signed then.
    """
    tiny = one_line(months=8, delay=4, need=1000, test=7).office("POL", 60).decided("POL", "shell", 40, 0)
    plan = solve(tiny, Question(trust=Status.BUDGETED))
    assert signed(plan) == pytest.approx([5] * 8)
    later = solve(tiny, Question(trust=Status.CONTRACTED))
    assert signed(later) == pytest.approx([0, 0, 0, 0, 5, 5, 5, 5])


def test_an_ally_without_a_row_is_not_held_back() -> None:
    """Germany's office signs 2 a month; Poland has no row and orders what is left of 10."""
    tiny = Tiny(4).ally("POL").ally("DEU").item("shell").need("POL", "shell", 100).need("DEU", "shell", 100).test(3)
    plan = solve(tiny.line("works", "POL", "shell", 10).office("DEU", 24))
    assert plan.value("orders", place="DEU").sum() <= 8 + 1e-9
    total = plan.value("stock", place="DEU")[3] + plan.value("stock", place="POL")[3]
    assert total == pytest.approx(40)


def test_three_times_the_officials_earn_three_times_as_much() -> None:
    """Where the office alone binds, each tenth more of it signs a tenth more, whatever the calendar."""

    def objective(more: float, monthly: int) -> float:
        tiny = one_line(months=24, need=1000, rate=100, lead=3, delay=2, test=23).office("POL", 120 * more, growth=10)
        tiny.monthly = monthly
        return solve(tiny).objective

    for monthly in (0, 24):
        none, one, three = (objective(more, monthly) for more in (1, 1.1, 1.3))
        assert none - one > 1e-3
        assert none - three == pytest.approx(3 * (none - one), rel=1e-6)


@pytest.mark.parametrize("monthly", [0, 7, 24])
def test_three_months_of_contracting_earn_three_times_one_where_the_office_binds(monthly: int) -> None:
    """Each month sooner has the office a month longer before the test."""

    def objective(less: float) -> float:
        tiny = one_line(months=24, need=1000, rate=100, delay=6.3 - less, test=23).office("POL", 120)
        tiny.monthly = monthly
        return solve(tiny).objective

    one, three = (objective(0) - objective(less) for less in (1, 3))
    assert one > 1e-3
    assert three == pytest.approx(3 * one, rel=1e-6)


def test_a_tenth_more_officials_earns_what_its_price_says() -> None:
    """Six months of 6 million buy 18 shells of 100: a tenth more is 1.8 points."""
    tiny = one_line(months=6, price=2, test=5).office("POL", 72)
    reference = years.refer(Scope.of(tiny.case(), Question()))
    worth = OFFICE.worth(Reader(reference.scope, reference.program, reference.solution))
    assert worth == pytest.approx({"POL": 0.018})
    _, program = with_levers(reference, ((OFFICE.lever(reference.scope, "POL"), 1.0),))
    assert reference.solution.objective - HighsSession(program).solve().objective == pytest.approx(0.018)


@pytest.mark.parametrize("tiny", [one_line(), one_line(delay=3).decided("POL", "shell", 5, 1)], ids=["new", "decided"])
def test_without_rows_nothing_is_posted(tiny: Tiny) -> None:
    """Nor is anything that offices of states outside the group sign: the program is the same to the last byte."""
    plain = solve(tiny)
    other = solve(tiny.ally("CAN", group="").office("CAN", 12))
    assert other.program.row_names() == plain.program.row_names()
    assert other.program.matrix.data.tobytes() == plain.program.matrix.data.tobytes()
    assert other.program.row_lower.tobytes() == plain.program.row_lower.tobytes()
    assert len(other.journal.entries) == len(plain.journal.entries)
    assert "office" not in {block.name for block in plain.program.rows}


def test_what_no_office_could_sign_is_no_error() -> None:
    """An office of a millionth of the need: there is a plan, all is missing."""
    plan = solve(one_line(months=3, test=2).office("POL", 1e-4))
    assert plan.objective == pytest.approx(1, abs=1e-4)
    assert np.isfinite(plan.solution.value).all()
