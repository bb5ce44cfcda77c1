"""Laws of how promises slip, whatever the pairs."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sinews.data.tables.slips import SlipKind
from sinews.model.slips import Pair, fitted

some = settings(max_examples=60)

amounts = st.floats(0.5, 200.0)


@st.composite
def pairs(draw: st.DrawFn, least: int = 2, kinds: tuple[SlipKind, ...] = tuple(SlipKind)) -> list[Pair]:
    """Pairs of which two of a kind differ."""
    made = draw(
        st.lists(
            st.builds(Pair, st.sampled_from("abcdef"), st.sampled_from(kinds), amounts, amounts),
            min_size=least,
            max_size=30,
        )
    )
    worse = [[pair.worse for pair in made if pair.kind is kind] for kind in kinds]
    assume(any(len(each) > 1 and max(each) - min(each) > 1e-3 for each in worse))
    return made


@some
@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(made: list[Pair], order: np.random.Generator) -> None:
    other = list(made)
    order.shuffle(other)  # type: ignore[arg-type]
    assert fitted(other) == fitted(made)


@some
@given(pairs())
def test_quantiles_rise_and_are_undone_by_chances(made: list[Pair]) -> None:
    uniforms = np.linspace(0.01, 0.99, 50).reshape(5, 10)
    for slip in fitted(made).values():
        factors = slip.quantile(uniforms)
        assert factors.shape == uniforms.shape
        within = np.isfinite(factors) & (factors > 0)  # all but where next to nothing is known
        assert (factors.ravel()[1:] >= factors.ravel()[:-1]).all()
        assert (np.diff(factors[within]) > 0).all()
        assert slip.chance(factors[within]) == pytest.approx(uniforms[within], abs=1e-9)


@some
@given(pairs(kinds=(SlipKind.PROCUREMENT,)), st.integers(2, 4))
def test_more_pairs_of_the_same_spread_say_more(made: list[Pair], times: int) -> None:
    """The same pairs again: the same centre, less error, a narrower interval."""
    [one], [more] = fitted(made).values(), fitted(made * times).values()
    assert isclose(one.centre, more.centre, abs_tol=1e-9)
    assert more.error < one.error
    levels = np.array([0.05, 0.25, 0.75, 0.95])
    narrow, wide = (np.log(slip.quantile(levels)) for slip in (more, one))
    assert (np.abs(narrow - one.centre) < np.abs(wide - one.centre)).all()


@some
@given(pairs(), st.floats(0.1, 10.0))
def test_units_do_not_matter(made: list[Pair], factor: float) -> None:
    scaled = [replace(pair, promised=pair.promised * factor, observed=pair.observed * factor) for pair in made]
    for one, other in zip(fitted(made).values(), fitted(scaled).values(), strict=True):
        assert one.centre == pytest.approx(other.centre, abs=1e-6)
        assert one.scale == pytest.approx(other.scale, rel=1e-6)


@some
@given(pairs())
def test_no_kind_is_drawn_beyond_the_others(made: list[Pair]) -> None:
    """Centres lie between the least and the greatest of the means; errors are no greater than spreads."""
    slips = fitted(made)
    means = [float(np.mean([pair.worse for pair in made if pair.kind is kind])) for kind in slips]
    for kind, slip in slips.items():
        worse = -slip.centre if kind is SlipKind.RATE else slip.centre
        assert min(means) - 1e-9 <= worse <= max(means) + 1e-9
        assert 0 < slip.error <= slip.spread * (1 + 1e-9)


@some
@given(pairs(kinds=(SlipKind.FACTORY,)), st.floats(-1.0, 1.0))
def test_all_worse_by_as_much_is_worse_by_as_much(made: list[Pair], shift: float) -> None:
    moved = [replace(pair, observed=pair.observed * float(np.exp(shift))) for pair in made]
    [one], [other] = fitted(made).values(), fitted(moved).values()
    assert other.centre == pytest.approx(one.centre + shift, abs=1e-9)
    assert other.scale == pytest.approx(one.scale, rel=1e-9)


def test_shared_uniforms_are_even_and_correlated_as_the_error_is() -> None:
    """A common and an own grid of 400 midpoints each, so that means are integrals."""
    slip = fitted(Pair("a", SlipKind.RATE, 10.0, seen) for seen in (4.0, 6.0, 9.0, 12.0))[SlipKind.RATE]
    grid = (np.arange(400) + 0.5) / 400
    joined = slip.joined(grid[:, None], grid[None, :])
    assert np.sort(joined.ravel())[::400] == pytest.approx(np.arange(400) / 400, abs=5e-3)
    means = joined.mean(axis=1)  # of promises with a common uniform
    rank = 12 * float(np.mean((means - 0.5) ** 2))  # correlation of two of them: 6/pi x arcsin(r/2) for normal scores
    shared = (slip.error / slip.scale) ** 2
    assert rank == pytest.approx(6 / np.pi * np.arcsin(shared / 2), abs=5e-3)
