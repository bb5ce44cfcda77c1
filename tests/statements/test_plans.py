"""Checks that ask the years clock, on plans that can be done by hand."""

from __future__ import annotations

import pytest

from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS, measuring
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans, Variant
from sinews.statements.verdict import Outcome, Verdict
from tests.model import Tiny, exact, month, one_line
from tests.statements.told import statement

HOLDS, IN_PART, NOT, OPEN = Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD, Outcome.OPEN


def told(tiny: Tiny, name: str, **cells: object) -> Verdict:
    """The verdict of a check on a tiny case."""
    tiny.add("statements", statement(name, basis="fact-1", **cells))
    tiny.tables["statements"] = [
        {key: cell.replace("fact-5", "fact-1") for key, cell in row.items()} for row in tiny.tables["statements"]
    ]
    case = tiny.case()
    [only] = verdicts(case, Plans(case))
    return only


def half_of_it(**others: float) -> Tiny:
    """Fifty shells of the hundred that are needed can be made by the test in the tenth month."""
    return one_line(months=10, rate=5.0, need=100.0, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(("threshold", "outcome"), [(9.0, HOLDS), ((9.0, 8.0, 11.0), IN_PART), (11.0, NOT)])
def test_lines_matter_by_what_solving_again_earns(threshold: object, outcome: Outcome) -> None:
    """A tenth more makes 55 of 100: the shortfall of 50 falls by 5, a tenth of it."""
    found = told(half_of_it(), "lines_matter", about="POL", step=10.0, threshold=threshold, unit="percent")
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (outcome, pytest.approx(10.0))


def test_a_state_without_lines_earns_nothing_and_makes_a_claim_hold_in_part() -> None:
    tiny = half_of_it().ally("DEU")
    found = told(tiny, "lines_matter", about="DEU POL", step=10.0, threshold=5.0, unit="percent")
    assert (found.outcome, found.figure and found.figure.value) == (IN_PART, 0.0)
    assert "DEU 0 % (does not hold)" in found.because


def test_trying_larger_lines_leaves_no_trace() -> None:
    case = half_of_it().case()
    plans = Plans(case)
    first = [plans.larger_lines("POL", percent) for percent in (10.0, 20.0, 10.0)]
    assert first == pytest.approx([5.0, 10.0, 5.0])


@pytest.mark.parametrize(("threshold", "outcome"), [(10.0, HOLDS), (30.0, NOT)])
def test_contracts_matter(threshold: float, outcome: Outcome) -> None:
    """Two of ten months pass before contracts: 40 shells; half the delay: 45, so 5 of the 60 missing go (8.3 %).

    Orders are filled from lines that work on; what they make before the first contract nobody takes. With a delay of
    four months: 30, then 40, so 10 of 70 (14.3 %).
    """
    found = told(half_of_it(delay=4.0), "contracts_matter", step=50.0, threshold=threshold, unit="percent")
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (outcome, pytest.approx(100 * 10 / 70))


def with_paths(poor: float, test: int) -> Tiny:
    """Ten shells a month can be made and paid for; on the poor path the money buys `poor` of them."""
    tiny = one_line(months=24, rate=10.0, budget=10.0, need=100.0, test=test)
    share = {"share": f"{10 * poor:g}", "share_low": f"{10 * poor:g}", "share_high": f"{10 * poor:g}"}
    return tiny.add("paths", share, path="poor", place="POL", year="2026", share_basis="guess")


@pytest.mark.parametrize(
    ("poor", "test", "outcome"),
    [
        (5.0, 12, HOLDS),  # ready in month 19 and not 10, the test comes in month 13
        (5.0, 22, IN_PART),  # in time for the test after all, and yet later than with more money
        (10.0, 5, IN_PART),  # too late, but the money of the rich path buys no more
        (10.0, 22, NOT),
    ],
)
def test_a_path_falls_short_if_it_is_late_and_more_money_helps(poor: float, test: int, outcome: Outcome) -> None:
    assert told(with_paths(poor, test), "path_falls_short", path="poor", value=2.0, unit="percent").outcome is outcome


def growing(test: int, rate_max: float = 50.0) -> Tiny:
    """Two shells a month; the line may grow at once if it has room. A hundred are needed within 24 months."""
    tiny = Tiny(24).ally("POL", 1000.0).item("shell").line("works", "POL", "shell", 2.0, rate_max=rate_max)
    return tiny.need("POL", "shell", 100.0).test(test)


def test_expansion_is_needed_where_the_threat_comes_before_the_lines_have_made_enough() -> None:
    """48 of 100 in two years: not ready within the horizon, and so later than any test."""
    found = told(growing(12), "expansion_needed")
    assert found.outcome is HOLDS
    assert found.figure is not None
    assert found.figure.low == 2028.0
    assert "not before the end of 2027" in found.because


def test_expansion_is_not_needed_where_lines_make_enough_in_time() -> None:
    assert told(one_line(months=24, rate=20.0, test=20), "expansion_needed").outcome is NOT


def test_money_falls_short_where_lines_are_the_limit_and_not_where_money_is() -> None:
    """Ten a month are made, the budget pays for one: with all of defence expenditure, ten months are enough."""
    assert told(growing(12), "money_falls_short").outcome is HOLDS
    poor = one_line(months=24, rate=10.0, budget=10.0, need=100.0, test=20)
    row = poor.tables["budgets"][0]
    poor.tables["budgets"] = [row | {"standing_share": "90", "standing_share_low": "90", "standing_share_high": "90"}]
    found = told(poor, "money_falls_short")
    assert found.outcome is NOT
    assert "money holds the date as well" in found.because


@pytest.mark.parametrize(
    ("held", "test", "outcome"),
    [
        (100.0, 20, IN_PART),  # all in store: covered now, and so later
        (0.0, 3, IN_PART),  # nothing in store, and ready only after the test
        (0.0, 23, NOT),  # nothing in store, but ready before the test
    ],
)
def test_covered_now_not_later(held: float, test: int, outcome: Outcome) -> None:
    tiny = one_line(months=24, rate=10.0, need=100.0, test=test)
    tiny = tiny.stock("POL", "shell", held) if held else tiny
    assert told(tiny, "covered_now_not_later").outcome is outcome


def test_each_variant_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    case = growing(12).case()
    plans = Plans(case)
    calls: list[object] = []
    found = measuring.with_levers
    monkeypatch.setattr(measuring, "with_levers", lambda *words: calls.append(words[1]) or found(*words))  # type: ignore[func-returns-value]
    for _ in range(3):
        plans.ready(Variant(expansion=False))
        plans.shortfall(Variant(expansion=False))
    assert len(calls) == 1


def test_what_is_remembered_of_a_path_is_not_that_of_a_path_with_other_delays() -> None:
    """A third of the money, with contracts four months late or two: more can be bought in the second case."""
    tiny = one_line(months=10, rate=5.0, need=100.0, budget=10, delay=4)
    tiny.add(
        "paths", exact(share=float(str(tiny.tables["paths"][0]["share"])) / 3), path="poor", place="POL", year="2026"
    )
    case = tiny.case()
    asking = Asking.first(YEARS, case)
    late, soon = Variant(path="poor"), Variant(path="poor", delay=0.5)
    first = [Plans(case, [asking]).shortfall(variant) for variant in (late, soon)]
    again = [Plans(case, [asking]).shortfall(variant) for variant in (soon, late)]
    assert first[1] < first[0] - 1
    assert again == first[::-1]


def test_without_plans_such_claims_are_open_with_the_reason() -> None:
    tiny = growing(12).add("statements", statement("expansion_needed", basis="fact-1"))
    [found] = verdicts(tiny.case())
    assert (found.outcome, found.because) == (OPEN, "Plans were left out, and this claim takes one.")


def test_months_of_the_tiny_cases_are_those_of_the_clock() -> None:
    assert month(12) == "2027-01"
