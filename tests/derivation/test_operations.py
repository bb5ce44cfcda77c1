"""Operations and rules on figures, worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.derivation.figures import Figure
from tests.derivation.made import HALF, fact, figure, filled

FACTS = {
    "made-1": fact(10, low="8", high="13"),
    "made-2": fact(20, low="16", high="22"),
    "made-3": fact(4, low="3", high="5"),
    "made-4": fact(24, "units/year", low="12", high="36"),
    "made-5": fact(2, "years", low="1", high="3"),
    "made-6": fact("", "months", low="6", high="10"),
    "made-7": fact(50, "percent", low="40", high="60"),
}


def found(tmp_path: Path, expression: str, **written: str) -> Figure:
    return figure(tmp_path, expression, FACTS, **written)


def ends(figure: Figure) -> tuple[float, float, float]:
    return figure.low, figure.value, figure.high


@pytest.mark.parametrize(
    ("expression", "low", "value", "high"),
    [
        ("made-1 + made-2", 8 + 16, 30, 13 + 22),
        ("made-2 - made-1", 16 - 13, 10, 22 - 8),  # the range is as wide as both together
        ("made-1 * made-3", 8 * 3, 40, 13 * 5),
        ("made-1 / made-3", 8 / 5, 2.5, 13 / 3),
        ("made-1 + made-2 * 2", 8 + 32, 50, 13 + 44),  # products bind more
        ("(made-1 + made-2) * 2", 48, 60, 70),
        ("made-2 - made-1 - made-3", 16 - 13 - 5, 6, 22 - 8 - 3),  # from the left
        ("total(made-1, made-2, made-3)", 27, 34, 40),
        ("mean(made-1, made-2)", 12, 15, 17.5),
        ("span(made-1, made-2)", 8, 15, 22),
        ("covering(made-1, made-2, made-3)", 4, 10, 20),
        ("covering(made-1)", 8, 10, 13),
        ("ranged(made-1, made-3, made-2)", 4, 10, 20),
        ("with_low(made-1, made-3)", 4, 10, 13),
        ("with_high(made-1, made-2)", 8, 10, 20),
        ("low(made-1)", 8, 8, 8),
        ("high(made-1)", 13, 13, 13),
        ("middle(made-1)", 10, 10, 10),
        ("made-1 * bare(made-3)", 32, 40, 52),
        ("resting_on(made-1, made-3)", 8, 10, 13),
        ("at_least(made-2 - made-1 - made-3, 0)", 0, 6, 11),
        ("at_least(made-3 - made-1, 0)", 0, 0, 0),
        ("at_most(made-1, 9)", 8, 9, 9),
        ("greatest(made-1, made-2, made-3)", 16, 20, 22),
        ("least(made-1, made-2, made-3)", 3, 4, 5),
        ("unless_passed(made-2, made-1, made-3)", 16, 20, 22),
        ("unless_passed(made-1, made-2, made-3)", 3, 4, 5),
        ("unless_passed(made-1, made-1, made-3)", 3, 4, 5),  # reached is passed
        ("made-1 / months(2026-01, 2026-06)", 8 / 5, 2, 13 / 5),
        ("made-1 * months(case_start, latest(2026-03, 2025-01))", 16, 20, 26),
        ("stated(made-5) * made-1", 8, 20, 39),  # years as they were stated
        ("made-5 * made-1", 12 * 8, 240, 36 * 13),  # years are months in rules
        ("made-4 * 2", 2, 4, 6),  # a rate by the year is one by the month
        ("made-6 * 1", 6, 8, 10),  # without a value: the middle
        ("made-1 * made-7 / 100", 3.2, 5, 7.8),
    ],
)
def test_operations_by_hand(tmp_path: Path, expression: str, low: float, value: float, high: float) -> None:
    """Each end of a range is worked out from the ends of what it is made of; those of the facts stand above."""
    assert ends(found(tmp_path, expression)) == pytest.approx((low, value, high))


@pytest.mark.parametrize(
    ("expression", "basis"),
    [
        ("made-1 + made-2", ("made-1", "made-2")),
        ("made-1 * bare(made-2)", ("made-1",)),
        ("made-1 * middle(made-2)", ("made-1", "made-2")),
        ("ranged(made-1, low(made-3) * bare(half), made-2)", ("made-1", "made-3", "made-2")),
        ("resting_on(made-1 + made-1, made-2)", ("made-1", "made-2")),
        ("greatest(made-1, made-2)", ("made-2",)),
        ("made-1 * half", ("made-1", "half")),
        ("halved(made-1)", ("made-1", "half", "rule:halved")),
        ("summed(made-1, halved(made-2))", ("made-1", "made-2", "half", "rule:halved", "rule:summed")),
        ("shorter(made-2)", ("made-2",)),
    ],
)
def test_a_figure_rests_on_all_that_it_is_made_of(tmp_path: Path, expression: str, basis: tuple[str, ...]) -> None:
    rules = """
halved,computation,figure,figure * half,made up
summed,computation,figures...,total(figures),made up
shorter,shorthand,figure,figure / 2,made up"""
    every = 'BBB,tank,2026-01,"total(halved(made-1), summed(made-1), shorter(made-1))"'
    rows = f'AAA,tank,2026-01,"{expression}"\n{every}'
    assert found(tmp_path, expression, rules=rules, assumptions=HALF, stocks=rows).basis == basis


def test_a_fact_without_a_range_has_the_spread_of_its_confidence(tmp_path: Path) -> None:
    """Two percent for A, ten for B, thirty for C; a published end stands."""
    facts = {"made-1": fact(100), "made-2": fact(100, confidence="B"), "made-3": fact(100, confidence="C", high="110")}
    for code, expected in (("made-1", (98, 100, 102)), ("made-2", (90, 100, 110)), ("made-3", (70, 100, 110))):
        assert ends(figure(tmp_path, code, facts)) == pytest.approx(expected)


def test_money_is_converted_to_euros_at_constant_prices(tmp_path: Path) -> None:
    """100 million dollars of 2022 at 0.9 (0.8 to 1.0) EUR and a price level of 0.5 (2 %): 180, 156.8 to 204 x 1.02.

    The low end is 98 x 0.8 x 2 x 0.98, the high end 102 x 1.0 x 2 x 1.02, as confidence A spreads the amount by 2 %.
    """
    book = filled(
        tmp_path,
        {"made-1": fact(100, "million_USD", period_start="2022-03")},
        assumptions="exchange_usd,0.9,0.8,1,EUR/USD,conversion,made up",
        price_levels="2022,0.5,2,made up\n2025,1,2,made up",
        items="tank,Tank,needed,units,made-1,,,,",
    )
    [row] = book.tables["items"]
    assert [row["price_low"], row["price"], row["price_high"]] == pytest.approx([153.664, 180, 208.08])
    assert row["price_basis"] == "made-1 exchange_usd deflator_2022"
    assert book.assumptions["deflator_2022"]["value"] == 2.0


def test_months_of_facts(tmp_path: Path) -> None:
    """From March 2024 to the end of 2025, a bare year: 21 months; its start is in January: 10."""
    facts = {"made-1": fact(1), "made-2": fact(1, period_start="2024-03-05", period_end="2024-03-20")}
    assert figure(tmp_path, "made-1 * months(begins(made-2), ends(made-1))", facts).value == 21
    assert figure(tmp_path, "made-1 * months(ends(made-2), begins(made-1))", facts).value == 10


def test_claims_keep_the_range_that_was_said(tmp_path: Path) -> None:
    """A claim of four to five years has a middle of 4.5 and no spread besides."""
    facts = {"made-1": fact("", "years", low="4", high="5"), "made-2": fact(7, "years")}
    assert ends(figure(tmp_path, "said(made-1) * 12", facts)) == (48, 54, 60)
    assert ends(figure(tmp_path, "said(made-2) * 12", facts)) == (84, 84, 84)


def test_series_and_lists(tmp_path: Path) -> None:
    """AAA has 30 of 30 + 10 + 60: a share of 0.3, whose range is that of its own fact (2 %)."""
    amounts = {"AAA": 30, "BBB": 10, "CCC": 60}
    facts = {
        f"made-{number}": fact(amount, "billion_USD", entity=place, subject="gdp", quantity="amount", source_id="imf")
        for number, (place, amount) in enumerate(amounts.items(), 1)
    }
    facts["made-9"] = fact(200, low="100", high="400")
    given = {"series": "gdp,imf,gdp,amount", "lists": "all,AAA BBB CCC"}
    spread = figure(tmp_path, "made-9 * share(gdp, place, all, 2025)", facts, **given)
    assert ends(spread) == pytest.approx((100 * 0.294, 60, 400 * 0.306))
    assert spread.basis == ("made-9", "made-1")
    over = figure(tmp_path, "made-9 * sum_of(gdp, all, 2025) / stated(found(gdp, BBB, 2025))", facts, **given)
    assert over.value == 200 * 100 / 10


def test_a_row_with_a_list_stands_for_a_row_for_each(tmp_path: Path) -> None:
    facts = {"made-1": fact(3), "made-2": fact(5)}
    rows = "@north CCC,tank,2026-01,made-1\nDDD,tank,2026-01,stocks.quantity(CCC, tank) + made-2"
    book = filled(tmp_path, facts, stocks=rows.replace("stocks.", '"stocks.') + '"', lists="north,AAA BBB")
    assert [row["place"] for row in book.tables["stocks"]] == ["AAA", "BBB", "CCC", "DDD"]
    assert [row["quantity"] for row in book.tables["stocks"]] == [3, 3, 3, 8]
