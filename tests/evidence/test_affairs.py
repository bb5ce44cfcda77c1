"""Claims on money, cover, contracts, incidents, accessions and warning: what holds, what does not, what stays open."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sinews.clocks.years.curve import Point
from sinews.data.tables import Side
from sinews.evidence.claims.claim import ClaimKind, Doubt
from sinews.evidence.judging.judgement import Standing
from sinews.evidence.judging.mapping import Asked, statement_of
from sinews.statements.affairs import billions, decided_by_all
from sinews.statements.curve import by_curve
from sinews.statements.verdict import Estimate, Outcome, Statement
from tests.evidence.test_judging import judgements, only, said
from tests.support import packaged_case

HOLDS, NOT, PART, OPEN = Standing.HOLDS, Standing.DOES_NOT_HOLD, Standing.IN_PART, Standing.OPEN

GERMAN = (
    "2 cited figures on defence expenditure and military expenditure of Germany in 2024 (estimate and observed), at "
    "the prices and rates of the time, give 91.1 billion USD (88.5 to 93.7). Sources count differently what is defence."
)
TANKS = (
    "Main battle tank: at the start 49.3 % (23.9 to 100) of what force goals need is there, state by state: 300 (270 "
    "to 330) are in stock, 609 (289 to 1,130) are needed, 309 (0 to 858) are lacking."
)
CONTRACTS = "From the decision to buy to a signed contract Germany takes 9 months (6.3 to 18), over all things."
INCIDENTS = (
    "Hybrid incident of 2024 after 2023, by source: 34 after 12 and 30 after 8, 3.29 times as many, with 90 % "
    "intervals from 1.58 to 8.15."
)
WITHIN = " What is claimed lies within this range: the case can neither confirm nor refute it."


@pytest.mark.parametrize(
    ("text", "standing", "because"),
    [
        ("Germany spent more than 80 billion dollars on defence in 2024.", HOLDS, GERMAN),
        ("Germany spent more than 120 billion dollars on defence in 2024.", NOT, GERMAN),
        ("Germany spent $90bn on its military in 2024.", OPEN, GERMAN + WITHIN),
        ("Germany has at least 20 per cent of the tanks that it needs.", HOLDS, TANKS),
        ("Germany has at least 40 per cent of the tanks that it needs.", PART, TANKS),
        ("Germany has more than 95 per cent of the tanks that it needs.", NOT, TANKS),
        ("Germany has 70 per cent of the tanks that it needs.", OPEN, TANKS + WITHIN),
        ("It takes Germany more than five months to sign a contract.", HOLDS, CONTRACTS),
        ("It takes Germany more than six years to sign a contract.", NOT, CONTRACTS),
        ("It takes Germany 15 months to sign a contract.", OPEN, CONTRACTS + WITHIN),
        ("Sabotage in Europe increased between 2023 and 2024.", HOLDS, INCIDENTS),
        ("Hybrid attacks in Europe nearly tripled from 2023 to 2024.", PART, INCIDENTS),
        ("Hybrid attacks in Europe rose tenfold from 2023 to 2024.", NOT, INCIDENTS),
        ("Hybrid attacks in Europe fell by 20 per cent from 2023 to 2024.", NOT, INCIDENTS),
        ("Hybrid attacks in Europe rose fivefold from 2023 to 2024.", OPEN, INCIDENTS + WITHIN),
        (
            "All allies ratified the accession of Finland within a year.",
            HOLDS,
            "All 30 members of the time decided on Finland; the last, Hungary, 268 days after the protocol was signed. "
            "It is so of 30 of them.",
        ),
        (
            "All allies ratified Sweden's accession within 30 days.",
            NOT,
            "All 30 members of the time decided on Sweden; the last, Hungary, 601 days after the protocol was signed. "
            "It is so of 23 of them.",
        ),
        (
            "All allies took more than a year to ratify the accession of Sweden.",
            NOT,
            "All 30 members of the time decided on Sweden; the first, Canada, 0 days after the protocol was signed. It "
            "is so of 2 of them.",
        ),
        (
            "Every ally ratified the accession of Sweden.",
            HOLDS,
            "All 30 members of the time decided on Sweden; the last, Hungary, 601 days after the protocol was signed.",
        ),
    ],
)
def test_a_verdict_with_its_figures(text: str, standing: Standing, because: str) -> None:
    judgement = only(text)
    assert judgement.verdict is not None
    assert (judgement.standing, judgement.verdict.because) == (standing, because)
    assert judgement.verdict.basis
    assert judgement.verdict.rows
    assert judgement.verdict.change.endswith(".")


def test_what_is_announced_is_said_to_be() -> None:
    verdict = only("Germany is to spend at least 150 billion euros on defence in 2029.").verdict
    assert verdict is not None
    assert verdict.outcome is Outcome.HOLDS
    assert "in 2029 (announced)" in verdict.because


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Germany spent 90 billion dollars on defence.", Doubt.ONE_YEAR),
        ("Germany spent 400 billion dollars on defence from 2020 to 2024.", Doubt.ONE_YEAR),
        ("Germany spent 80 billion dollars on defence, more than in 2023.", Doubt.ONE_YEAR),
        ("Germany spent 90 billion dollars on schools and NATO in 2024.", Doubt.PURPOSE),
        ("Poland spent 5 billion dollars on defence equipment in 2024.", Doubt.PURPOSE),
        ("Poland spent an extra 5 billion dollars on defence in 2024.", Doubt.CHANGE),
        ("Spending on defence of Poland rose to 38 billion dollars in 2024.", Doubt.CHANGE),
        ("Poland would spend 38 billion dollars on defence in 2024.", Doubt.SUPPOSED),
        ("Poland should spend 50 billion dollars on defence in 2027.", Doubt.DEMAND),
        ("Poland and Germany spent 120 billion dollars on defence in 2024.", Doubt.WHO),
        ("Poland spent 38 billion dollars on defence in 2024 and 47 billion dollars on its military.", Doubt.AMOUNTS),
        ("Germany will have 70 per cent of the tanks that it needs.", Doubt.LATER),
        ("Germany and Poland have 70 per cent of the tanks that they need.", Doubt.WHO),
        ("Germany meets 30 per cent of its requirement for shells.", Doubt.THING),
        ("It takes nine months to sign a contract.", Doubt.WHO),
        ("Hybrid attacks in Europe tripled in 2024.", Doubt.YEARS),
        ("Sabotage in Poland rose between 2023 and 2024.", Doubt.WHO),
        ("All allies except Hungary ratified the accession of Sweden within a year.", Doubt.PARTIES),
        ("All allies should ratify the accession of Sweden.", Doubt.DEMAND),
    ],
)
def test_what_is_in_doubt_gets_no_verdict(text: str, doubt: Doubt) -> None:
    rows = judgements(text)
    assert rows
    for judgement in rows:
        assert doubt in judgement.claim.doubts
        assert judgement.verdict is None


@pytest.mark.parametrize(
    "text",
    [
        "23 allies ratified the accession of Sweden within 30 days.",
        "Not all allies agree on the budget.",
        "Germany lacks half of the tanks that it needs.",
        "It takes Germany nine months to sign a contract and three years to deliver.",
        "Half of the tanks of Germany are old.",
    ],
)
def test_what_only_looks_like_a_claim_is_none(text: str) -> None:
    kinds = {claim.kind for row in said(text).said for claim in row.claims}
    assert not kinds & {
        ClaimKind.DECISIONS, ClaimKind.STOCK_COVER, ClaimKind.CONTRACT_MONTHS, ClaimKind.INCIDENTS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Spain spent 33 billion euros on defence in 2025.", "no figure in EUR of what Spain spends in 2025"),
        ("It takes Britain more than three years to sign a contract for tanks.", "by state, not by thing"),
        ("It takes Ukraine three months to sign a contract.", "does not know how long contracts take in Ukraine"),
        ("Hybrid attacks in Europe rose from 2019 to 2020.", "No source of the case counts such incidents"),
        ("All allies ratified the accession of Ukraine within a year.", "no decisions on the accession of Ukraine"),
    ],
)
def test_what_the_case_has_no_figures_for_says_why(text: str, reason: str) -> None:
    judgement = only(text)
    assert (judgement.standing, judgement.verdict) == (Standing.NOT_COMPUTABLE, None)
    assert reason in judgement.reason


def test_a_decision_that_is_not_on_record_leaves_it_open() -> None:
    case = packaged_case()
    facts = case.table("facts").filter(pl.col("fact") != "society-272")  # that of Hungary on Sweden
    less = replace(case, tables={**case.tables, "facts": facts})
    [row] = said("All allies ratified Sweden's accession within a year.").said
    verdict = decided_by_all(less, None, statement_of(Asked(less, row, row.claims[0], "mark")))
    assert verdict.outcome is Outcome.OPEN
    assert verdict.because == "The case does not have the decisions of Hungary."


def test_money_in_each_unit_of_facts() -> None:
    assert [billions(unit) for unit in ("million_USD", "billion_EUR/year", "PLN")] == [1e-3, 1.0, 1e-9]


def curve(instants: dict[str, float | None], share: float = 3.5) -> tuple[Point, ...]:
    """Points of a curve at one share, with the months of its readings."""
    return tuple(Point(reading, share, 20.0, instant) for reading, instant in instants.items())


@pytest.mark.parametrize(
    ("months", "outcome"), [(12.0, Outcome.DOES_NOT_HOLD), (78.0, Outcome.IN_PART), (None, Outcome.HOLDS)]
)
def test_money_is_held_against_the_curve(months: float | None, outcome: Outcome) -> None:
    """The threat has its median in November 2028 and its late end in March 2033; the case begins in 2026.

    A date a year on lies before the median; one of six and a half years between both; none within the horizon after
    both.
    """
    case = packaged_case()
    verdict = by_curve(case, curve(dict.fromkeys(("every", "at_least", "moving"), months)), not_enough(3.5))
    assert verdict.outcome is outcome
    assert verdict.because.startswith("With 3.5 % of GDP of every ally on core defence, needs are ")
    assert verdict.because.endswith(
        " by the money curve, and 20 points of expected shortfall are left; the median of the threat is November 2028, "
        "and its late end March 2033. Its dates are those of the plan of least shortfall, on ticks of half a year."
    )


def test_a_share_that_the_curve_does_not_have_stays_open() -> None:
    verdict = by_curve(packaged_case(), curve({"every": 12.0, "at_least": 12.0}), not_enough(3.5))
    assert verdict.outcome is Outcome.OPEN
    assert verdict.because == "The money curve has not been worked out at 3.5 % of GDP."


def test_the_curve_is_asked_where_no_path_ends_at_a_share() -> None:
    verdict = only("3.5 per cent of GDP on defence is not enough.").verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.statement.check.value) == (Outcome.OPEN, "curve_falls_short")


def test_minutes_of_warning_are_no_minutes_of_flight() -> None:
    short, most = (
        only(f"People in Riga would have {words} before a missile strikes.").verdict
        for words in ("a warning of four minutes", "at most two minutes of warning")
    )
    assert short is not None
    assert most is not None
    assert {short.statement.check.value, most.statement.check.value} == {"minutes_of_warning"}
    assert (short.statement.side, most.statement.side) == (Side.WITHIN, Side.AT_MOST)
    assert short.because == "Plans were left out, and this claim takes one."


def not_enough(share: float) -> Statement:
    """The statement of a claim that a share is not enough."""
    [row] = said(f"{share:g} per cent of GDP on defence is not enough.").said
    statement = statement_of(Asked(packaged_case(), row, row.claims[0], "mark"))
    assert statement.value == Estimate.exact(share, "percent")
    return statement
