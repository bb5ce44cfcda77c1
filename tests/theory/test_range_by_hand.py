"""The range of the last date by hand: whichever family is last at an end of a range makes it."""

from __future__ import annotations

import pytest

from sinews.answers.memory import Memory
from sinews.answers.progress import Uncounted
from sinews.clocks.years.graded import CARRYING, Carried, carried, dates, of_carrying, of_families
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from tests.model import Tiny
from tests.trials import ranged

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


def test_ends_of_ranges_come_out_the_same_on_any_number_of_workers() -> None:
    """Each search begins from plain data. Shells and tanks are made evenly, and all that makes them has a range.

    Dates differ by end and family, so that one under the name of another would be seen.
    """
    tiny = Tiny(36).ally("POL", 1000, 2).test(30)
    for row, (item, need, rate, lead) in enumerate((("shell", 100, 10, 3), ("tank", 60, 4, 5))):
        tiny.item(item, lead=lead).need("POL", item, need).line(f"{item}s", "POL", item, rate)
        ranged(tiny, "items", "lead_time", lead - 1, lead + 4, row)
        ranged(tiny, "capacity", "rate", rate * 0.8, rate * 1.5, row)
        tiny.tables["items"][row] |= {"held": "together", "family": item}
    scope = Scope.of(ranged(tiny, "places", "contracting_delay", 1.5, 5).case(), Question())
    own = dates(of_families(scope, "highs"), 1, Uncounted(), Memory())
    searches = of_carrying(scope, own, "highs")
    assert len(searches) == 2 * 2 * 3  # families, ends, columns
    one, three = (dates(searches, workers, Uncounted(), Memory()) for workers in (1, 3))
    assert one == three
    assert len(set(one.values())) == len(one)
