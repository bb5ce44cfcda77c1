"""The rate of a line in a month: one rule, whoever asks."""

from __future__ import annotations

import numpy as np
import pytest

from sinews.clocks.years.components.site import base_rate
from sinews.clocks.years.limits import LINES
from sinews.clocks.years.rates import counting, rates_at, totals
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.grounds import figures
from sinews.data.months import month_after
from sinews.data.tables import Status
from tests.model import START, Tiny


@pytest.fixture(scope="module")
def case() -> Case:
    """Three lines: observed twice with promises around; promised only; promised twice for one month."""
    tiny = Tiny(24).ally("POL").item("shell").need("POL", "shell", 100).test(23)
    tiny.line("seen", "POL", "shell", 10).rate("seen", 2, 12).rate("seen", 1, 99, "announced")
    tiny.rate("seen", 2, 99, "contracted").rate("seen", 6, 20, "contracted").rate("seen", 12, 50, "announced")
    tiny.line("hoped", "POL", "shell", 30)
    tiny.tables["capacity"].pop()
    tiny.rate("hoped", 4, 30, "announced")
    tiny.line("twice", "POL", "shell", 1).rate("twice", 3, 5, "announced").rate("twice", 3, 4, "contracted")
    return tiny.case()


def test_what_counts(case: Case) -> None:
    """Observed before promised for the same time or before, the firmest of one date; as far as a trust believes."""
    rows = counting(case, Status.ANNOUNCED).filter(site="seen")
    assert rows["rate"].to_list() == [10, 12, 20, 50]
    assert counting(case, Status.CONTRACTED).filter(site="seen")["rate"].to_list() == [10, 12, 20]
    assert counting(case, Status.DELIVERED).filter(site="seen")["rate"].to_list() == [10, 12]
    assert counting(case, Status.ANNOUNCED).filter(site="twice")["rate"].to_list() == [1, 4]


@pytest.mark.parametrize(("month", "rate"), [(-5, 10), (2, 12), (4, 16), (6, 20), (9, 35), (20, 50)])
def test_linear_between_dates_and_constant_outside(case: Case, month: int, rate: float) -> None:
    when = month_after(START, month)
    assert rates_at(case, ["seen"], when, Status.ANNOUNCED)["rate"].to_list() == pytest.approx([rate])


@pytest.mark.parametrize(("month", "rate"), [(2, 0), (3, 0), (4, 30), (5, 30)])
def test_nothing_is_made_before_a_first_promise(case: Case, month: int, rate: float) -> None:
    when = month_after(START, month)
    assert rates_at(case, ["hoped"], when, Status.ANNOUNCED)["rate"].to_list() == pytest.approx([rate])
    assert rates_at(case, ["hoped"], when, Status.CONTRACTED).is_empty()


@pytest.mark.parametrize("trust", Status)
def test_clock_statements_and_findings_read_the_same_rate(case: Case, trust: Status) -> None:
    """The clock takes the middle of a month, between two first days; a finding names the row that counts last."""
    scope = Scope.of(case, Question(trust=trust))
    monthly, sites = base_rate(scope), scope.sites["site"].to_list()
    months = [month_after(START, month) for month in range(25)]
    whole = totals(case, sites, months, trust)
    np.testing.assert_allclose(monthly.sum(axis=0), (whole[1:] + whole[:-1]) / 2)
    at = [rates_at(case, sites, when, trust)["rate"].sum() for when in months]
    np.testing.assert_allclose(whole, at)
    latest = dict(counting(case, trust).group_by("site").last().select("site", "rate").iter_rows())
    stands_on = LINES.rows(scope, figures(case), "shell")["value"].to_list()
    assert set(stands_on) <= set(latest.values())
    assert max(latest.values()) in stands_on
