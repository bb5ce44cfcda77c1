"""What an answer says where officials speak of a time beyond the horizon, or of one that is over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sinews.clocks.years.answer import YearsAnswer, refer, run
from sinews.clocks.years.answer import answer as answered
from sinews.clocks.years.form import figures
from sinews.clocks.years.page import page, sentences
from sinews.clocks.years.scope import Question, Scope
from sinews.data.months import month_after
from sinews.errors import CaseError
from tests.model import START, Tiny, one_line

CALLED = "the median of what officials say"


def answer(tiny: Tiny) -> YearsAnswer:
    return run(tiny.case())


def stated(found: YearsAnswer) -> dict[str, Any]:
    """The margin as data."""
    margin = figures(found)["margin"]
    assert isinstance(margin, dict)
    return margin


def test_all_statements_within_the_horizon() -> None:
    """The test comes in month 3, 5 or 7 of 12: nothing is unseen, and median and early chance are those of offices."""
    tiny = one_line(need=50, test=3)
    found = answer(tiny.test(5, office="Second").test(7, office="Third"))
    assert sentences.unseen(found) == ""
    assert CALLED in sentences.margin(found)
    assert "a chance of 10 %" in sentences.margin(found)
    assert stated(found)["median"] == "2026-06"


def test_a_statement_beyond_the_horizon_is_said_first() -> None:
    """Two offices, one on month 3 and one on month 40 of a horizon of 12: half of the test lies beyond."""
    found = answer(one_line(need=50, test=3).test(40, office="Second"))
    first, *_ = page.ready(found).sentences
    assert first.startswith("50 % of the test lies beyond the end of 2026")
    assert stated(found)["beyond_horizon"] == pytest.approx(0.5)


def test_no_quantile_of_the_tail_is_what_officials_say() -> None:
    """The one office speaks of month 40, and a tail of 10 % lies even on 12 months: the early chance is the tail's."""
    found = answer(one_line(need=50, test=40).parameters(threat_tail=10))
    assert page.ready(found).sentences[0].startswith("90 % of the test lies beyond")
    assert "an earlier chance of 10 % rests on no statement" in sentences.margin(found)
    assert stated(found)["early"] is None
    assert stated(found)["early_months"] is None
    assert stated(found)["median"] == "2029-05"


def test_a_median_in_the_tail_is_nobodys() -> None:
    """A test of which 60 % are tail has its median between the statements of months 0 and 11, where only tail is."""
    found = answer(one_line(need=50, test=0).test(11, office="Second").parameters(threat_tail=60))
    assert CALLED not in sentences.margin(found)
    assert sentences.late(found) == ""
    assert stated(found)["median"] is None
    assert stated(found)["months"] is None


def test_no_open_statement_is_a_finding() -> None:
    with pytest.raises(CaseError, match="no statement that is open in 2026-01"):
        one_line(test=-5).case()


def test_an_answer_without_an_open_statement_sets_nothing_against_the_date() -> None:
    """An answer of a case that nobody has checked (a day of long ago): the tail alone is weighed, and that is said."""
    case = one_line(need=50, test=2).parameters(threat_tail=10).case()
    late = replace(case, settings=replace(case.settings, as_of=month_after(START, 6)))
    found = answered(refer(Scope.of(late, Question())))
    first, *others = page.ready(found).sentences
    assert first.startswith("No statement on when an attack becomes possible is open")
    assert not any(CALLED in one for one in others)
    assert np.isclose(found.scope.threat.probability.sum(), 0.1)
