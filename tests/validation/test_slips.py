"""Promises held against what came: the page states what the code says now, and its intervals are right."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sinews.data.case import Case
from sinews.data.tables.slips import SlipKind
from sinews.model.parties import BY_PARTY
from sinews.model.slips import Pair, fitted
from tests.support import packaged_case
from tools.validation import slips_parties
from tools.validation.coverage import Coverage
from tools.validation.slips import ALL, PAGE, PLOT, coverages, held, page, plot, samples


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


def test_the_page_states_what_the_fit_says_now(packaged: Case) -> None:
    assert page(packaged) == PAGE.read_text(encoding="utf-8"), "run python -m tools.validation.slips"
    assert plot(packaged) == PLOT.read_text(encoding="utf-8"), "run python -m tools.validation.slips"


def test_intervals_of_nine_tenths_hold_nine_tenths(packaged: Case) -> None:
    """In all, and of each kind: otherwise the factor by which trials widen them has to be stated."""
    for each in coverages(samples(packaged)[ALL]).values():
        assert all(coverage.holds for coverage in each)


def test_deliveries_by_state_hold_nine_tenths_and_no_other_kind_gains_by_party(packaged: Case) -> None:
    """What is used by party holds its level and foretells other programmes no worse; what is not would gain nothing."""
    pairs = samples(packaged)[ALL]
    for kind in slips_parties.PARTIES:
        one, parties = (slips_parties.held(pairs, kind, parties=each) for each in (False, True))
        better = np.mean(parties.densities) > np.mean(one.densities)
        assert better == (kind in BY_PARTY)
        assert Coverage.of((parties if kind in BY_PARTY else one).chances, 0.9).holds


@pytest.mark.parametrize(("inside", "pairs"), [(0, 7), (7, 7), (3, 10), (69, 75)])
def test_bounds_are_those_at_which_the_count_is_a_chance_of_a_fortieth(inside: int, pairs: int) -> None:
    low, high = Coverage(0.9, inside, pairs).bounds
    assert low == 0 if inside == 0 else stats.binom.sf(inside - 1, pairs, low) == pytest.approx(0.025)
    assert high == 1 if inside == pairs else stats.binom.cdf(inside, pairs, high) == pytest.approx(0.025)


def test_no_programme_is_held_against_itself() -> None:
    """Two programmes, of which one is far off: it is held against the other alone."""
    near = [Pair("near", SlipKind.RATE, 10.0, seen) for seen in (9.0, 10.0, 11.0)]
    far = [Pair("far", SlipKind.RATE, 10.0, seen) for seen in (90.0, 100.0)]
    chances = {one.pair: one.chance for one in held([*near, *far])}
    alone = fitted(near)[SlipKind.RATE]
    assert chances[far[0]] == float(alone.chance(np.array(9.0)))
    assert chances[far[0]] > 0.99
    assert chances[near[0]] < 0.5


def test_a_kind_of_one_programme_is_not_tested() -> None:
    lone = Pair("lone", SlipKind.COST, 10.0, 12.0)
    rest = [Pair(name, SlipKind.RATE, 10.0, seen) for name, seen in zip("abc", (8.0, 9.0, 11.0), strict=True)]
    assert [one.pair for one in held([lone, *rest])] == rest
