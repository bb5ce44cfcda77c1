"""How promises of states slip, small enough to work out on paper; each docstring has the derivation."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
import pytest

from sinews.clocks.years.trials.promises import Promises
from sinews.data.tables.slips import SlipKind
from sinews.model.parties import between, by_party, drawn
from sinews.model.slips import Pair, Slip, fitted
from sinews.model.streams import Streams

DELIVERY = SlipKind.PROCUREMENT


def promised(party: str, *worse: float, kind: SlipKind = DELIVERY) -> list[Pair]:
    """Pairs of a party that come out so much worse than promised, as logarithms."""
    return [Pair(f"{party}-{index}", kind, 10.0, 10.0 * exp(each), party) for index, each in enumerate(worse)]


#: Germany is late by 0.8 on average, Poland by 0.2.
STATES = [*promised("DEU", 0.7, 0.9), *promised("POL", 0.1, 0.3)]


def test_the_part_between_states_is_that_of_an_analysis_of_variance() -> None:
    """Within: 4 x 0.1^2 = 0.04 over 2 degrees, so W = 0.02. Between: 4 x 0.3^2 = 0.36 over 1, so B = 0.36.

    n0 = (4 - 8 / 4) / 1 = 2, so 0.34 / 2 = 0.17 lies between, of 0.17 + 0.02.
    """
    assert between([np.array([0.7, 0.9]), np.array([0.1, 0.3])]) == pytest.approx(0.17 / 0.19)


def test_states_that_differ_by_chance_alone_are_one() -> None:
    """Means 0.5 and 0.5 lie nearer than their pairs do: nothing lies between, and all is as if there were no states."""
    pairs = [*promised("DEU", 0.2, 0.8), *promised("POL", 0.4, 0.6)]
    slips = by_party(pairs)[DELIVERY]
    assert (slips.between, slips.own) == (0.0, {})
    assert slips.of("DEU") == slips.other == fitted(pairs)[DELIVERY]
    assert between([np.array([0.1]), np.array([0.9])]) == 0.0  # one pair of each says nothing of what lies within
    assert between([np.array([0.1, 0.9])]) == 0.0


def test_a_state_goes_part_of_the_way_to_its_own_pairs() -> None:
    """A part p = 0.17 / 0.19 lies between. Two pairs go 2 p / (1 + p) = 34/36 of the way from the mean, 0.5.

    So Germany's centre is 0.5 + 0.3 x 34/36. Of the variance v of a promise, p v (1 - 34/36) is unknown of the state;
    a state counts as (34/36) / p pairs, so the error of the mean is sqrt(v p / (2 x 34/36)), and 2/36 of it is left.
    """
    part, known = 0.17 / 0.19, 34 / 36
    slips = by_party(STATES)[DELIVERY]
    variance = float(np.var([0.7, 0.9, 0.1, 0.3], ddof=1))
    assert drawn(2, part) == pytest.approx(known)
    for state, centre in (("DEU", 0.5 + 0.3 * known), ("POL", 0.5 - 0.3 * known)):
        slip = slips.of(state)
        assert (slip.centre, slip.pairs) == (pytest.approx(centre), 2)
        assert slip.spread == pytest.approx(sqrt(variance * (1 - part)))
        assert slip.apart == pytest.approx(sqrt(variance * part * (1 - known)))
        assert slip.error == pytest.approx(sqrt(variance * part / (2 * known)) * (1 - known))
    other = slips.of("FRA")
    assert (other.centre, other.error) == (pytest.approx(0.5), pytest.approx(sqrt(variance * part / (2 * known))))
    assert other.spread**2 + other.apart**2 == pytest.approx(variance)


def test_the_prediction_is_that_of_a_joint_normal_that_is_inverted() -> None:
    """Pairs, effects of states and the mean are jointly normal: the mean of each state and its error by regression.

    y = mean + state + promise, flat in the mean; three states with three, two and one pair.
    """
    pairs = [*promised("DEU", 0.9, 1.1, 0.6), *promised("POL", 0.1, 0.2), *promised("GBR", 0.7)]
    slips = by_party(pairs)[DELIVERY]
    variance = slips.other.spread**2 + slips.other.apart**2
    states = ["DEU", "POL", "GBR"]
    seen = np.array([pair.worse for pair in pairs])
    of = np.array([[pair.party == state for state in states] for pair in pairs], dtype=float)
    flat = 1e3
    prior = variance * slips.between * np.eye(3) + flat
    covariance = of @ prior @ of.T + variance * (1 - slips.between) * np.eye(len(pairs))
    gain = prior @ of.T @ np.linalg.inv(covariance)
    centres, errors = gain @ seen, np.diag(prior - gain @ of @ prior)
    for state, centre, error in zip(states, centres, errors, strict=True):
        slip = slips.of(state)
        assert slip.centre == pytest.approx(centre, abs=1e-4)
        assert slip.error**2 + slip.apart**2 == pytest.approx(error, abs=1e-4)


def test_only_kinds_that_are_named_go_by_party() -> None:
    """A works is not a state: rates of one maker say nothing of another of its programmes."""
    rates = [*promised("MBDA", 1.5, 1.6, kind=SlipKind.RATE), *promised("KNDS", -0.4, -0.5, kind=SlipKind.RATE)]
    assert by_party(rates)[SlipKind.RATE].between == 0.0
    assert by_party(rates, (SlipKind.RATE,))[SlipKind.RATE].of("MBDA").median > 2


def test_all_orders_of_a_state_share_what_is_unknown_of_it() -> None:
    """Of 0.2^2 + 0.4^2 + 0.4^2 = 0.36, 0.04 is shared by all and 0.16 more by a state: 1/9, and 5/9 within it.

    Those are the correlations of the normal scores of two orders, of two states and of one.
    """
    slip = Slip(DELIVERY, centre=0.3, error=0.2, spread=0.4, freedom=1e9, pairs=9, apart=0.4)
    streams = Streams(4, 20_000)
    names = ("DEU/tank", "DEU/shell", "POL/tank")
    promises = Promises(0.0, names, {}, (), np.zeros((0, 1)), {DELIVERY: _Same(slip)})  # type: ignore[dict-item]
    book = promises.terms(streams).book
    assert book is not None
    scores = np.log(book) - 0.3
    inside = np.corrcoef(scores)  # ends are cut, which takes a little off
    assert inside[0, 1] == pytest.approx(5 / 9, abs=0.03)
    assert inside[0, 2] == pytest.approx(1 / 9, abs=0.03)


class _Same:
    """The same slip for all."""

    def __init__(self, slip: Slip) -> None:
        self._slip = slip

    def of(self, _party: str) -> Slip:
        """That slip."""
        return self._slip
