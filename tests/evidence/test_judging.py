"""Claims are judged as the case's own statements are, and nothing that was not understood gets a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from sinews.evidence.claims.claim import ClaimKind, Doubt
from sinews.evidence.claims.sentence import Spoken, spoken
from sinews.evidence.judging.judged import judged, wanted
from sinews.evidence.judging.judgement import Judgement, Standing
from sinews.evidence.judging.mapping import path_of
from sinews.evidence.reading.document import Document, Format, Paragraph
from sinews.evidence.result import in_order, result, summary
from sinews.statements.by_tables import Kind
from sinews.statements.checks import verdicts
from sinews.statements.reading import statements
from sinews.statements.verdict import Outcome
from tests.evidence.made import SAID, claims, registers
from tests.support import packaged_case


def said(text: str, day: date | None = SAID) -> Spoken:
    document = Document("a", Format.TEXT, "", "", day, (Paragraph(text, "p"),))
    return spoken(document, registers(), packaged_case().settings.as_of)


def judgements(text: str, day: date | None = SAID) -> list[Judgement]:
    return [one for row in judged(packaged_case(), said(text, day), None) for one in row.judgements]


def only(text: str, day: date | None = SAID) -> Judgement:
    [found] = judgements(text, day)
    return found


#: Sentences that say what statements of the case say, and the day on which they count as said.
ALIKE = {
    "statement_001": ("NATO has 32 members.", date(2024, 12, 12)),
    "statement_002": ("Russia could attack in four to five years, Mark Rutte said.", date(2024, 12, 12)),
    "statement_024": ("Russia could attack the alliance within five years, Mark Rutte said.", date(2025, 12, 15)),
    "statement_018": ("Russia gets arms from China, Iran and North Korea.", date(2025, 12, 15)),
    "claim_more_ammunition_than_russia": ("The alliance makes more ammunition than Russia.", date(2025, 11, 5)),
    "pledge_core_2035": ("Every ally will spend 3.5 per cent of GDP on defence by 2035.", date(2025, 6, 25)),
    "pledge_two_percent_2024": ("Every ally spends at least two per cent of GDP on defence in 2024.", date(2024, 9, 4)),
    "goal_german_tanks_2035": ("Germany will have 1,000 tanks in 2035.", date(2025, 7, 1)),
    "goal_polish_tanks_2030": ("Poland will have 1,100 main battle tanks by 2030.", date(2025, 8, 1)),
    "requirement_tanks": ("Europe lacks 1,400 tanks.", date(2025, 2, 21)),
    "requirement_infantry_vehicles": ("Europe lacks 2,000 infantry fighting vehicles.", date(2025, 2, 21)),
    "requirement_shells": ("Europe needs at least a million artillery shells.", date(2025, 2, 21)),
    "requirement_tank_output": ("The output of tanks of Europe has to grow sixfold by 2030.", date(2025, 6, 1)),
    "target_eu_shells_2025": (
        "The EU will make 2 million artillery shells a year by the end of 2025.",
        date(2024, 3, 1),
    ),
    "target_us_shells_2025": (
        "The United States will make 100,000 artillery shells a month in October 2025.",
        date(2024, 2, 1),
    ),
    "target_pac3_2032": ("Lockheed Martin will make 2,000 PAC-3 MSE interceptors a year by 2032.", date(2026, 1, 6)),
    "target_polish_shells_2028": (
        "Poland can make 150,000 to 180,000 artillery shells a year in 2028.",
        date(2025, 7, 1),
    ),
}


@pytest.mark.parametrize("code", ALIKE)
def test_a_sentence_is_judged_as_the_statement_of_the_case_that_says_the_same(code: str) -> None:
    """Not only the outcome: figure and mark are the same numbers."""
    text, day = ALIKE[code]
    [expected] = [one for one in verdicts(packaged_case(), kinds=[Kind.DATA]) if one.statement.code == code]
    found = only(text, day).verdict
    assert found is not None
    assert found.outcome is expected.outcome
    assert found.figure == expected.figure
    assert found.against is not None
    assert expected.against is not None
    assert (found.against.low, found.against.value, found.against.high) == pytest.approx(
        (expected.against.low, expected.against.value, expected.against.high)
    )


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Russia cannot attack NATO within two years.", Doubt.DENIES),
        ("It could attack a member within six months.", Doubt.WHO),
        ("Allies should spend 5 per cent of GDP on defence.", Doubt.DEMAND),
        ("Germany aims to spend 3.5 per cent of GDP on defence.", Doubt.NO_DATE),
        ("Russia could attack a small state within six months.", Doubt.ELSEWHERE),
        ("Rheinmetall makes 700,000 shells a year.", Doubt.THING),
        ("They make as much ammunition in three months as we make in a year.", Doubt.PARTIES),
        ("Germany's defence spending rose by 23 per cent in 2024.", Doubt.PRICES),
        ("Germany spent 2.4 percent of GDP on social housing in 2024.", Doubt.PURPOSE),
        ("France is near. The army needs 100 tanks.", Doubt.BEFORE),
        ("Russia, after its war in Ukraine, could attack NATO within five years.", Doubt.WHO),
        ("It takes 45 days to get permission for tanks to cross a border.", Doubt.PERMISSION),
        ("Germany met the goal of 2 per cent for spending on defence in 2024.", Doubt.MARK),
        ("The alert says that missiles reach Riga in four minutes.", Doubt.WARNING),
    ],
)
def test_what_is_in_doubt_gets_no_verdict(text: str, doubt: Doubt) -> None:
    found = only(text)
    assert doubt in found.claim.doubts
    assert found.verdict is None
    assert found.standing in {Standing.NOT_COMPUTABLE, Standing.NOT_UNDERSTOOD}
    assert doubt.value in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Russia could attack within five years.",
        "Poland spends 4.1 per cent of GDP on defence.",
        "Poland has 900 tanks.",
        "Russia makes four times as many shells as NATO.",
        "The United States make 40,000 shells of 155 mm a month.",
    ],
)
def test_what_is_said_of_the_present_needs_a_day(text: str) -> None:
    """The same sentence is judged where its document says when it was published."""
    assert only(text, None).claim.doubts == (Doubt.UNDATED,)
    assert only(text, None).standing is Standing.NOT_UNDERSTOOD
    assert only(text).verdict is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NATO spends 2.7 per cent of GDP on defence.", "group as a whole"),
        ("Germany's defence budget is EUR 108.2bn in 2026.", "a budget, a fund or a need"),
        ("Two brigades can be in place on the flank within 12 days.", "day 10, 30 and 180"),
        ("A defence budget of 5 per cent of GDP is not enough.", "no spending path"),
        ("China could attack the alliance within five years.", "about Russia"),
        ("Russia needs 3,000 tanks.", "no ally"),
        ("Mesko makes 300 tanks a year.", "no line of Mesko"),
        ("Allies will spend 5 per cent of GDP on defence by 2050.", "ends with 2035"),
    ],
)
def test_what_no_check_can_judge_says_why(text: str, reason: str) -> None:
    found = only(text)
    assert (found.standing, found.verdict) == (Standing.NOT_COMPUTABLE, None)
    assert reason in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "NATO could strike Russia within two months, a minister claimed.",
        "Poland has received 47 tanks.",
        "Germany sold 1,000 tanks in 1995.",
        "Households waited 72 hours for the repair.",
        "The train takes 40 minutes from Warsaw to the airport.",
        "Unemployment in Germany is 6 per cent.",
    ],
)
def test_what_only_looks_like_a_claim_is_none(text: str) -> None:
    assert not judgements(text)


def test_claims_that_take_a_plan_are_open_without_one() -> None:
    text = "Two per cent of GDP is not enough for defence. Missiles would take ten minutes to reach Warsaw."
    found = judgements(text)
    assert [one.standing for one in found] == [Standing.OPEN, Standing.OPEN]
    assert wanted(packaged_case(), [said(text)]) == {Kind.PLAN}
    assert wanted(packaged_case(), [said("NATO has 32 members.")]) == {Kind.DATA}


def test_about_ten_minutes_is_what_the_case_takes_it_for() -> None:
    [stated] = [one for one in statements(packaged_case()) if one.code == "statement_016"]
    [claim] = claims("Missiles would take about ten minutes to reach Warsaw or Madrid.")
    assert stated.threshold is not None
    assert claim.value == (stated.threshold.value, stated.threshold.low, stated.threshold.high) == (12.5, 10, 15)
    assert claim.about == stated.about
    [claim] = claims("Missiles would take at least 12 minutes to reach Madrid.")
    assert claim.value == (12, 12, 12)


def test_first_tier_is_asked_of_the_days_clock() -> None:
    found = only("The first tier has to deploy its brigades within ten days.")
    assert found.verdict is not None
    assert (found.verdict.statement.subject, found.verdict.statement.quantity) == ("tier_1", "days_margin")


def test_a_bare_figure_within_the_range_of_the_case_stays_open() -> None:
    """The case counts 300 German tanks, 270 to 330: 310 is neither confirmed nor refuted, 500 is refuted."""
    assert only("Germany has 310 tanks.").standing is Standing.OPEN
    assert only("Germany has 500 tanks.").standing is Standing.DOES_NOT_HOLD


def test_facts_judge_what_is_said_of_an_adversary() -> None:
    found = only("Russia spends more than 6 per cent of GDP on defence in 2025.").verdict
    assert found is not None
    assert found.outcome is Outcome.HOLDS
    assert found.basis


def test_paths_are_found_by_the_share_at_which_most_states_end() -> None:
    assert path_of(packaged_case(), 2.0) == "two_percent"
    assert path_of(packaged_case(), 3.0) == "three_percent"
    assert path_of(packaged_case(), 2.5) == ""
    assert path_of(packaged_case(), 3.5) == ""  # that of 5 % ends there as well: 1.5 of them buy no arms


def test_growth_of_expenditure_is_judged_in_real_terms() -> None:
    """From 2014 to 2024 the members spent more at constant prices, and not ten times as much."""
    text = "In real terms defence spending of the European allies rose by more than {} per cent from 2014 to 2024."
    assert only(text.format(10)).standing is Standing.HOLDS
    assert only(text.format(900)).standing is Standing.DOES_NOT_HOLD


def test_two_states_that_are_joined_are_both_meant() -> None:
    [found] = claims("Estonia and Latvia spend more than 3 per cent of GDP on defence.")
    assert found.about == ("EST", "LVA")
    [first, second] = claims("Estonia spends 3.4 % of GDP on defence, Spain 1.3 %.")
    assert (first.about, second.about) == (("EST",), ("ESP",))


def test_marks_are_those_of_the_words_wherever_they_stand() -> None:
    """The same sentence has the same mark in another place and document; where it is there again, with a number."""
    text = "NATO has 32 members."
    [one] = judgements(text)
    first, second = judgements(f"Nothing is said here. {text} {text}")
    assert (first.mark, second.mark) == (one.mark, f"{one.mark}-2")


def test_the_order_of_documents_does_not_matter() -> None:
    texts = {"b": "NATO has 32 members.", "a": "Europe lacks 1,400 tanks.", "c": "Europe lacks 900 tanks."}
    documents = [
        Document(name, Format.TEXT, name, "", date(2025, 1, 1), (Paragraph(text, "p"),)) for name, text in texts.items()
    ]
    assert in_order(documents) == in_order(documents[::-1])
    assert [one.called for one in in_order(documents)] == ["a", "b", "c"]


def test_the_answer_comes_first_and_counts_all() -> None:
    text = (
        "NATO has 32 members. Europe lacks 1,400 tanks. Two brigades can be in place on the flank within 12 days. "
        "The bridge cost 41 million euros. Nothing else is known."
    )
    spoke = said(text)
    found = result(packaged_case(), [spoke], None)
    assert summary(found) == (
        "2 claims understood: 1 holds, 1 does not; 1 not computable; 1 with figures, not understood; "
        "1 sentence without a figure or claim."
    )
    assert {judgement.claim.kind for judgement in found.judgements} == {
        ClaimKind.MEMBERS, ClaimKind.GAP_LEVEL, ClaimKind.MOVEMENT_DAYS,
    }  # fmt: skip
