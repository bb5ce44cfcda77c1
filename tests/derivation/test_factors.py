"""Common factors of the packaged case: shares by hand from the facts, and correlations that can be."""

from __future__ import annotations

from functools import cache
from statistics import variance

import numpy as np
import pytest

from sinews.clocks.years import YEARS
from sinews.clocks.years.trials.draws import ENDS
from sinews.clocks.years.trials.figures import Figures
from sinews.data.case import Case
from tests.support import packaged_case
from tools.derivation.factors import common


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@cache
def shares(case: Case) -> dict[tuple[str, str, str], dict[str, float]]:
    rows = case.table("factors").iter_rows(named=True)
    return {(row["factor"], row["table"], row["column"]): row for row in rows}


def test_the_case_has_the_four_factors(packaged: Case) -> None:
    factors = {name for name, *_ in shares(packaged)}
    assert factors == {"unit_cost", "contracting", "growth", "optimism"}
    assert all(row["share_low"] < row["share"] < row["share_high"] for row in shares(packaged).values())
    assert {row["share_basis"].split()[-1].split(":")[0] for row in shares(packaged).values()} == {"rule"}  # type: ignore[attr-defined]


def test_a_third_of_a_delay_is_that_of_the_state(packaged: Case) -> None:
    """Published delays: 9, 12 and 4.33674 months; others have the mean of their ranges, 8.44559 [3.45044, 22]."""
    places = {row["place"]: row for row in packaged.table("places").iter_rows(named=True)}
    known = [places[place]["contracting_delay"] for place in ("DEU", "GBR", "USA")]
    other = places["ITA"]
    mean, low, high = (other[f"contracting_delay{end}"] for end in ("", "_low", "_high"))
    whole = (((mean - low) / ENDS) ** 2 + ((high - mean) / ENDS) ** 2) / 2
    row = shares(packaged)["contracting", "places", "contracting_delay"]
    assert row["share"] == pytest.approx(100 * variance(known) / whole, rel=1e-4)
    assert row["share_low"] == pytest.approx(100 * variance(known[:2]) / whole, rel=1e-4)
    assert row["share_high"] == pytest.approx(100 * variance(known[1:]) / whole, rel=1e-4)
    assert row["among"] == "place"  # type: ignore[comparison-overlap]


def test_growth_in_common_is_that_of_rows_and_columns() -> None:
    """Rows (0, 2) and (1, 3) move alike, so all is common. (0, 2) and (3, 1) move apart: nothing is.

    Of (0, 4) and (2, 2) the columns are 1 and 3, their variance 2; rest +-1, so 4 over 1 degree. Common is (2 x 2 - 4)
    / 2 = 0. With (0, 4) and (1, 3) the rest is +-1/2, so 1: (4 x 9/8 ...): columns 0.5 and 3.5, variance 4.5, and
    (2 x 4.5 - 1) / 2 = 4 of 5.
    """
    assert common(np.array([[0.0, 2.0], [1.0, 3.0]])) == pytest.approx(1.0)
    assert common(np.array([[0.0, 2.0], [3.0, 1.0]])) == 0.0
    assert common(np.array([[0.0, 4.0], [2.0, 2.0]])) == pytest.approx(0.0)
    assert common(np.array([[0.0, 4.0], [1.0, 3.0]])) == pytest.approx(4 / 5)


def test_each_state_has_a_delay_of_its_own_that_is_part_of_all(packaged: Case) -> None:
    figures = Figures.read(YEARS.scope(packaged), ("places", "contracting_delay"))
    allies = packaged.table("places").filter(packaged.table("places")["kind"] == "ally")["place"].to_list()
    rows = [figures.of[figures.rows["place"].to_list().index(place)] for place in allies]
    assert len(set(rows)) == len(allies)
    assert len({figures.names[figure] for figure in rows}) == 4  # three that are published, and the others


def test_correlations_are_positive_definite(packaged: Case) -> None:
    """Of all figures that a factor moves, but for those that are one by what they rest on."""
    scope = YEARS.scope(packaged)
    loads, own = [], []
    names: list[str] = []
    for table, column in {key[1:] for key in shares(packaged)}:
        figures = Figures.read(scope, (table, column))
        left = 1 - sum(factor.share for factor in figures.factors)
        for figure, name in enumerate(figures.names):
            parts = {
                (factor.name, factor.groups[figure]): factor.sign * factor.share**0.5 for factor in figures.factors
            }
            loads.append(parts)
            own.append(left)
            names.append(f"{table}.{column} {name}")
    every = sorted({part for parts in loads for part in parts})
    matrix = np.array([[parts.get(part, 0.0) for part in every] for parts in loads])
    same = np.array([[one == other for other in names] for one in names])
    correlation = matrix @ matrix.T + same * np.sqrt(np.outer(own, own))
    assert np.diag(correlation) == pytest.approx(np.ones(len(names)))
    assert np.linalg.eigvalsh(correlation).min() > 0
