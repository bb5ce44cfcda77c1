"""Ranges reach what the components post: any number at its likely, low or high end, by one function."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.components.base import ADVANCES, AT_DELIVERY, DELIVERIES, FIRST_DELIVERIES, KNOWN_RATE, STOCK
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Question, Scope
from sinews.data.ranges import End
from sinews.data.tables import BY_NAME
from sinews.model.journal import CARRIED_IN, Journal, Posting
from tests.model import Tiny

#: Ranges of the numbers of the tiny case: low, likely, high.
PRICE, SHARE, LEAD, LOSS, RATE = (
    (1.0, 2.0, 5.0),
    (10.0, 25.0, 60.0),
    (1.0, 2.0, 4.0),
    (5.0, 12.0, 30.0),
    (6.0, 9.0, 12.0),
)

#: Where the ends stand in these.
AT = {End.LOW: 0, End.LIKELY: 1, End.HIGH: 2}


@pytest.fixture(scope="module")
def scope() -> Scope:
    """One ally, one item, one line, with a range on each number that a test looks at."""
    tiny = Tiny(6).ally("POL").item("shell").line("works", "POL", "shell", 9).need("POL", "shell", 100).test(5)
    for name, (low, likely, high) in {
        "price": PRICE,
        "advance_share": SHARE,
        "lead_time": LEAD,
        "loss_rate": LOSS,
    }.items():
        tiny.tables["items"][0] |= {name: str(likely), f"{name}_low": str(low), f"{name}_high": str(high)}
    rate = tiny.tables["capacity"][0]
    rate |= {"rate": str(RATE[1]), "rate_low": str(RATE[0]), "rate_high": str(RATE[2])}
    tiny.tables["sites"][0] |= {"rate_max": "20", "rate_max_low": "20", "rate_max_high": "20"}
    return Scope.of(tiny.case(), Question())


def one(journal: Journal, heading: str, balance: str = "") -> Posting:
    [found] = [
        one for one in journal.postings if one.heading == heading and one.balance.name == (balance or one.balance.name)
    ]
    return found


@pytest.mark.parametrize("end", End)
def test_the_journal_has_the_coefficients_of_an_end(scope: Scope, end: End) -> None:
    """Lead times in delays, prices in payments, losses in what stocks keep, rates in the limits of lines."""
    at, journal = AT[end], ledger_of(scope.at(end)).journal
    rest = one(journal, AT_DELIVERY)
    assert rest.delay is not None
    assert rest.delay.tolist() == [LEAD[at]]
    assert rest.coefficient == pytest.approx(-PRICE[at] * (1 - SHARE[at] / 100))
    assert one(journal, ADVANCES).coefficient == pytest.approx(-PRICE[at] * SHARE[at] / 100)
    assert one(journal, CARRIED_IN, STOCK.name).coefficient == pytest.approx((1 - LOSS[at] / 100) ** (1 / 12))
    assert one(journal, KNOWN_RATE).coefficient == pytest.approx(RATE[at])


def test_one_column_may_move_alone(scope: Scope) -> None:
    """The low end of lead times, everything else as it was: journals of one shape; what is delivered comes sooner."""
    plain, moved = (ledger_of(one).journal for one in (scope, scope.at(End.LOW, ("items", "lead_time"))))
    assert len(plain.entries) == len(moved.entries)
    for before, after in zip(plain.postings, moved.postings, strict=True):
        assert np.array_equal(before.coefficient, after.coefficient)
        if before.delay is not None:
            assert after.delay is not None
            waits = before.heading in (AT_DELIVERY, DELIVERIES, FIRST_DELIVERIES)
            assert (before.delay.tolist(), after.delay.tolist()) == (([LEAD[1]], [LEAD[0]]) if waits else ([0], [0]))


def test_the_likely_end_is_the_question_itself(scope: Scope) -> None:
    assert scope.at(End.LIKELY).case == scope.case


@pytest.mark.parametrize("end", [End.LOW, End.HIGH])
def test_every_number_of_every_table_has_its_end(scope: Scope, end: End) -> None:
    case = scope.at(end).case
    for name, rows in case.tables.items():
        for column in BY_NAME[name].numbers:
            assert rows[column.name].equals(scope.case.table(name)[f"{column.name}{end.value}"], check_names=False)


def test_needs_and_money_follow(scope: Scope) -> None:
    """Half of all GDP at the low end: half the money; a tenth more soldiers at the high end: a tenth more need."""
    gdp = scope.case.table("economy").with_columns(gdp_low=pl.col("gdp") / 2)
    forces = scope.case.table("forces").with_columns(quantity_high=pl.col("quantity") * 1.1)
    wide = Scope.of(scope.case.change("economy", gdp).change("forces", forces), scope.question)
    assert wide.at(End.LOW).budget == pytest.approx(scope.budget / 2)
    assert wide.at(End.HIGH).needs["quantity"].to_list() == pytest.approx([110])


def test_what_does_not_move_is_shared_and_read_once(scope: Scope) -> None:
    """A question at the end of one column has the very tables of all others, and what was read from them."""
    moved = scope.at(End.HIGH, ("capacity", "rate"))
    assert {name for name, rows in moved.case.tables.items() if rows is not scope.case.tables[name]} == {"capacity"}
    assert moved.needs is scope.needs
    assert moved.sites is scope.sites
    assert held_at_start(moved.case) is held_at_start(scope.case)
