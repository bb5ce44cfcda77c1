"""The range of the last date by hand: whichever family is last at an end of a range makes it."""

from __future__ import annotations

import pytest

from sinews.clocks.years.graded import CARRYING, Carried, carried

LEAD_TIME = CARRYING[0]
LOW, HIGH = (f"{'.'.join(LEAD_TIME)}{end}" for end in ("_low", "_high"))


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        ({f"two {LOW}": 4.0, f"two {HIGH}": 15.0}, 10.0, 15.0),  # family one has no such range: its date stands
        ({f"one {LOW}": 8.0, f"one {HIGH}": 13.0, f"two {LOW}": 4.0, f"two {HIGH}": 12.0}, 8.0, 13.0),  # one is last
        ({f"one {LOW}": 8.0, f"one {HIGH}": None, f"two {LOW}": 4.0, f"two {HIGH}": 12.5}, 8.0, None),  # beyond the end
    ],
)
def test_the_last_family_at_an_end_makes_the_date(
    found: dict[str, float | None], low: float | None, high: float | None
) -> None:
    """Families one and two are ready in months 10 and 12 as the case has it."""
    assert carried({"one": 10.0, "two": 12.0}, found) == (Carried(LEAD_TIME, low, high),)


def test_what_has_no_range_moves_no_date() -> None:
    assert carried({"one": 10.0, "two": 12.0}, {}) == ()
