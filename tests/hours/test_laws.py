"""Laws: what holds for every case. Random small cases, drawn by hypothesis."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.hours.curves import Curves
from sinews.clocks.hours.lack import Lack, in_ticks
from sinews.clocks.hours.limits import LIMITS, pairs
from sinews.clocks.hours.relief import Relieved, people_hours, relieved
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.why import bottlenecks, stepped
from tests.hours.homes import dark, with_relief

HOURS = np.arange(0, 72.5, 0.5)
few = settings(max_examples=10, deadline=None)

parts = st.lists(st.floats(0, 100), min_size=3, max_size=3).map(lambda drawn: sorted(drawn, reverse=True))


def stores(lasting: list[float]) -> list[tuple[float, float]]:
    return list(zip((6, 24, 72), lasting, strict=True))


def hours_of(homes: Homes) -> float:
    return float(people_hours(homes, in_ticks(homes)).sum())


@few
@given(parts, st.floats(0, 20))
def test_more_stores_never_hurt(lasting: list[float], more: float) -> None:
    better = [min(part + more, 100) for part in lasting]
    now, then = (dark(stores(part)).scope() for part in (lasting, better))
    assert (Lack(then).along(HOURS) <= Lack(now).along(HOURS) + 1e-9).all()


@few
@given(parts, st.floats(0, 24), st.floats(1, 100))
def test_a_permanent_outage_leaves_ever_more_people_without(lasting: list[float], hold: float, share: float) -> None:
    without = Lack(dark(stores(lasting), hold=hold, share=share).scope()).along(HOURS)[0, 0]
    assert (np.diff(without) >= -1e-12).all()
    assert without.max() <= share / 100 + 1e-12


@few
@given(parts, st.floats(1, 48), st.floats(0, 48))
def test_a_longer_outage_never_helps(lasting: list[float], length: float, more: float) -> None:
    short, long = (
        dark(stores(lasting), back=((0, 100), (end, 100), (end + 10, 0))).scope() for end in (length, length + more)
    )
    assert (Lack(long).along(HOURS) >= Lack(short).along(HOURS) - 1e-9).all()


@few
@given(parts)
def test_the_shares_of_all_stores_sum_to_one(lasting: list[float]) -> None:
    """Those whose stores end between two points, before the first and after the last are all people."""
    sketch = dark(stores(lasting))
    curves = Curves.of(sketch.case().table("stores"), ("place", "need"), "hours", "lasting").from_the_start(100)
    falls = -np.diff(curves.level[0])
    assert (falls >= 0).all()
    assert np.isclose(falls.sum() + curves.level[0, -1], 100)


@few
@given(parts, st.floats(1, 90))
def test_the_first_hour_is_the_first(lasting: list[float], percent: float) -> None:
    lack = Lack(dark(stores(lasting)).scope())
    hour = float(lack.first(percent / 100)[0, 0])
    without = lack.along(HOURS)[0, 0]
    assert (without[hour - 1e-6 > HOURS] < percent / 100 + 1e-9).all()
    if np.isfinite(hour):
        assert float(lack.at(np.array([[[hour]]]))[0, 0, 0]) >= percent / 100 - 1e-6


@few
@given(parts)
def test_relief_never_gives_more_than_is_lacking_and_more_of_it_never_hurts(lasting: list[float]) -> None:
    known = relieved(with_relief(dark(stores(lasting))).scope())
    assert (known.given <= known.lacking + 1e-3).all()
    for limit, subject in pairs(known.homes):
        then = relieved(stepped(known.homes, limit.lever(known.homes, subject)))
        assert then.weighed <= known.weighed + 1e-6, limit.name


def test_every_limit_has_words_and_rows_that_it_stands_on() -> None:
    known = scarce()
    from sinews.data.grounds import figures

    every = figures(known.homes.case)
    found = dict.fromkeys(limit for limit, _ in pairs(known.homes))
    assert set(found) == set(LIMITS)
    for limit, subject in pairs(known.homes):
        assert limit.rows(known.homes, every, subject).height, limit.name
        assert "{" not in limit.about.format(need="water", service="power")


def test_what_binds_is_confirmed_by_solving_again() -> None:
    known = scarce()
    why = bottlenecks(known)
    assert why
    for found in why:
        then = relieved(stepped(known.homes, found.limit.lever(known.homes, found.subject)))
        assert np.isclose(known.weighed - then.weighed, found.earned)
        assert found.earned > 0
    assert {"stores", "depots"} <= {found.limit.name for found in why}


def scarce() -> Relieved:
    return relieved(with_relief(dark(hold=6)).scope())


def test_two_allies_do_not_touch_each_other() -> None:
    alone = with_relief(dark())
    both = with_relief(dark()).add("outage_areas", place="POL").add("dependence", place="POL")
    both.stores((36, 10), place="POL")
    assert np.isclose(relieved(alone.scope()).hours.sum(), relieved(both.scope()).hours[0].sum())
    assert np.isclose(hours_of(both.scope(ally="DEU")), hours_of(alone.scope()))
