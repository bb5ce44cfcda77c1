"""Laws of time: three months earn three times one, whatever the calendar, and nothing is decided in the past."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.answer import refer
from sinews.clocks.years.scope import Question, Scope
from tests.model import Tiny, solve

#: Part by which three months may earn more or less than three times one.
WITHIN = 0.20

#: What is shortened: builds the case with so many months less.
Shorter = Callable[[float], Tiny]


def line(
    *, delay: float = 4, lead: float = 9, monthly: int = 0, need: float = 400, known: int = 0, **of: float
) -> Tiny:
    """Seven years, in quarters but for the first months; a line of 10 a month; the test may come in any month."""
    tiny = Tiny(84, monthly).ally("POL", delay=delay).item("shell", lead=lead).need("POL", "shell", need)
    tiny.known = known
    return tiny.line("works", "POL", "shell", 10, **of).test(0, 83)


def instant(tiny: Tiny) -> float:
    """Months from the start at which the standard can be held."""
    found = refer(Scope.of(tiny.case(), Question())).deadline.instant
    assert found is not None
    return found


def earned(value: Callable[[Tiny], float], shorter: Shorter) -> tuple[float, float]:
    """What one month less earns, and what three do."""
    at = [value(shorter(months)) for months in (0, 1, 3)]
    return at[0] - at[1], at[0] - at[2]


def objective(tiny: Tiny) -> float:
    return solve(tiny).objective


few = settings(max_examples=8)

alignments = st.fixed_dictionaries(
    {
        "delay": st.floats(3, 14).map(lambda months: round(months, 2)),
        "lead": st.floats(3, 20).map(lambda months: round(months, 2)),
        "monthly": st.integers(0, 24),
        "known": st.sampled_from([0, 3, 6]),
    }
)


@few
@given(alignments, st.sampled_from(["delay", "lead"]))
def test_three_months_of_waiting_bring_the_date_forward_three_times_as_much(at: dict[str, float], part: str) -> None:
    one, three = earned(instant, lambda less: line(**{**at, part: at[part] - less}))
    assert one == pytest.approx(1, abs=1e-3)
    assert three == pytest.approx(3 * one, rel=1e-3)


@few
@given(alignments)
def test_three_months_of_waiting_take_three_times_as_much_off_the_shortfall(at: dict[str, float]) -> None:
    """A stock that grows evenly to its need is the later complete: what is missing adds up to as much more a month."""
    for part in ("delay", "lead"):
        one, three = earned(objective, lambda less, part=part: line(**{**at, part: at[part] - less}))
        assert three == pytest.approx(3 * one, rel=WITHIN)


@few
@given(st.floats(7, 30).map(lambda months: round(months, 2)), st.integers(0, 24))
def test_three_months_of_building_take_three_times_as_much_off_the_shortfall(lag: float, monthly: int) -> None:
    """Where room to grow binds: a line that doubles after its building time."""

    def built(less: float) -> Tiny:
        return line(delay=0, lead=0, monthly=monthly, need=1000, rate_max=20, lag=lag - less)

    one, three = earned(objective, built)
    assert three == pytest.approx(3 * one, rel=WITHIN)


@few
@given(alignments)
def test_nothing_is_decided_before_the_day_of_knowledge(at: dict[str, float]) -> None:
    plan = solve(line(**{**at, "known": 6, "rate_max": 20}))
    past = plan.scope.calendar.start < 6
    for name in ("orders", "expansion"):
        assert plan.value(name)[past] == pytest.approx(0)
