"""Laws of the rule that turns a figure and a claim into a verdict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sinews.data.tables import Side
from sinews.statements.verdict import Estimate, Outcome, combine, decimal_year, judge, month_of, what_would_change

RISING = (Side.AT_LEAST, Side.ABOVE)
RANK = {Outcome.DOES_NOT_HOLD: 0, Outcome.IN_PART: 1, Outcome.HOLDS: 2}
numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
sides = st.sampled_from([Side.AT_LEAST, Side.ABOVE, Side.AT_MOST, Side.BELOW])


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Estimate(value, low, high, "units")


@given(estimates(), sides, estimates())
def test_a_figure_beyond_the_threshold_holds_and_one_on_the_other_side_does_not(
    figure: Estimate, side: Side, mark: Estimate
) -> None:
    up = 1 if side in RISING else -1
    width = max(figure.high - figure.low, mark.high - mark.low) + 1
    far = mark.high + width if up > 0 else mark.low - width
    shift = up * (abs(far - figure.value) + width)
    beyond = Estimate(figure.value + shift, figure.low + shift, figure.high + shift, "units")
    past = 1e7 + abs(mark.value)
    short = Estimate(-up * past, -up * past, -up * past, "units")
    if up > 0:
        assert beyond.low >= mark.high or judge(beyond, side, mark) is not Outcome.HOLDS
    assert judge(Estimate.exact(up * past, "units"), side, mark) is Outcome.HOLDS
    assert judge(short, side, mark) is Outcome.DOES_NOT_HOLD


@given(estimates(), sides, estimates(), st.floats(0, 1e6, allow_nan=False))
def test_moving_a_figure_towards_the_claim_never_worsens_the_verdict(
    figure: Estimate, side: Side, mark: Estimate, step: float
) -> None:
    shift = step if side in RISING else -step
    moved = Estimate(figure.value + shift, figure.low + shift, figure.high + shift, "units")
    assert RANK[judge(moved, side, mark)] >= RANK[judge(figure, side, mark)]


@given(numbers, sides)
def test_exact_figures_flip_at_the_threshold_and_are_never_in_part(mark: float, side: Side) -> None:
    up = 1 if side in RISING else -1
    against = Estimate.exact(mark, "units")
    assert judge(Estimate.exact(mark + up, "units"), side, against) is Outcome.HOLDS
    assert judge(Estimate.exact(mark - up, "units"), side, against) is Outcome.DOES_NOT_HOLD
    at = judge(Estimate.exact(mark, "units"), side, against)
    assert at is (Outcome.HOLDS if side in (Side.AT_LEAST, Side.AT_MOST) else Outcome.DOES_NOT_HOLD)


@given(estimates(), sides, estimates())
def test_a_wider_range_never_makes_a_claim_hold_in_full(figure: Estimate, side: Side, mark: Estimate) -> None:
    wider = Estimate(figure.value, figure.low - 1, figure.high + 1, "units")
    assert RANK[judge(wider, side, mark)] <= RANK[judge(figure, side, mark)]


def test_within_takes_the_value_for_part_and_the_range_for_full() -> None:
    mark = Estimate(5, 0, 10, "units")
    assert judge(Estimate(5, 1, 9, "units"), Side.WITHIN, mark) is Outcome.HOLDS
    assert judge(Estimate(5, -1, 9, "units"), Side.WITHIN, mark) is Outcome.IN_PART
    assert judge(Estimate(11, 1, 12, "units"), Side.WITHIN, mark) is Outcome.DOES_NOT_HOLD


def test_a_claim_of_several_parts_holds_if_all_do_and_in_part_if_some_do() -> None:
    yes, part, no, still = Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD, Outcome.OPEN
    assert combine([yes, yes]) is yes
    assert combine([no, no]) is no
    assert combine([yes, no]) is part
    assert combine([part, part]) is part
    assert combine([still, still]) is still
    assert combine([yes, still]) is part


@given(estimates(), st.sampled_from(Side), estimates())
def test_what_would_change_it_is_one_sentence_without_gaps(figure: Estimate, side: Side, mark: Estimate) -> None:
    sentence = what_would_change(figure, side, mark)
    assert sentence.startswith("It would")
    assert sentence.endswith(".")
    assert "nan" not in sentence
    assert "  " not in sentence


def test_a_figure_without_a_range_is_not_said_to_have_one() -> None:
    ready, threat = Estimate.exact(2034.0, "calendar_year"), Estimate(2029.0, 2027.0, 2033.0, "calendar_year")
    sentence = what_would_change(ready, Side.ABOVE, threat)
    assert sentence == (
        "It would hold only in part if the figure, January 2034, fell below January 2033, and not at all if it fell "
        "below January 2029."
    )


def test_a_date_beyond_the_horizon_is_said_in_words() -> None:
    never = Estimate(float("inf"), 2036.0, float("inf"), "calendar_year")
    threat = Estimate(2029.0, 2027.0, 2033.0, "calendar_year")
    assert judge(never, Side.ABOVE, threat) is Outcome.HOLDS
    assert "January 2036" in what_would_change(never, Side.ABOVE, threat)
    assert "beyond the horizon" in what_would_change(threat, Side.AT_LEAST, never)


@given(st.dates())
def test_months_and_numbers_of_years_go_over_into_each_other(day: object) -> None:
    from datetime import date

    assert isinstance(day, date)
    assert month_of(decimal_year(day)) == day.replace(day=1)
