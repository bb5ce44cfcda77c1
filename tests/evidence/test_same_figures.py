"""When a published figure is the one that the case has: by the digits of its series, not by those of one figure."""

from __future__ import annotations

import pytest

from sinews.evidence.published.series import digits_of, is_same

SERIES = {"subject": "gdp", "quantity": "output", "unit": "billion_USD", "source": "bank"}


@pytest.mark.parametrize(
    ("value", "there", "same"),
    [
        (1417.84, "1417.8", False),  # the series has three digits: 1417.8 is 1417.800
        (1417.8004, "1417.8", True),
        (71.0004, "71", True),  # 71 is 71.000
        (71.003, "71", False),
    ],
)
def test_zeros_at_the_end_of_a_figure_are_digits_of_its_series(value: float, there: str, *, same: bool) -> None:
    digits = digits_of([{**SERIES, "value": text} for text in ("512.345", "1417.8", "71")])
    assert list(digits.values()) == [3]
    assert is_same(value, there, 3) is same


def test_series_of_whole_figures_are_exact_and_other_series_are_their_own() -> None:
    digits = digits_of([{**SERIES, "value": "71"}, {**SERIES, "source": "other", "value": "2.1"}])
    assert list(digits.values()) == [0, 1]
    assert not is_same(71.4, "71", 0)
    assert is_same(71.00001, "71", 0)
    assert is_same(2.14, "2.1", 1)
