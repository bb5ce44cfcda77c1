"""What moves the ready date between two editions of a case: single rows, and all of them together."""

from __future__ import annotations

import pytest

from sinews.answers.progress import Uncounted
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.moved import ALL, moved
from sinews.data.case import Case
from tests.model import Tiny, one_line


def case(*, lead: float = 3, rate: float = 10, stock: float = 0, price: float = 1) -> Case:
    """A line of 10 a month after a lead of 3 covers 95 of 100 after 3 + 9.5 months."""
    tiny: Tiny = one_line(months=36, lead=lead, rate=rate, price=price)
    return tiny.stock("POL", "shell", stock).case()


def days(first: Case, second: Case) -> dict[tuple[str, str], float]:
    found = moved(first, second, 1, Uncounted())
    return {(table, row): days for table, row, _, days in found.iter_rows()}


def test_a_row_that_moves_the_date_is_named() -> None:
    """A lead of 5 instead of 3: two months later; a price that binds nothing does not count."""
    assert days(case(), case(lead=5, price=2)) == {
        ("items", "shell"): pytest.approx(-2 * DAYS, abs=1e-3),
        (ALL, ALL): pytest.approx(-2 * DAYS, abs=1e-3),
    }


def test_rows_of_several_tables_stand_beside_what_all_do_together() -> None:
    """19 in stock are there 1.9 months sooner; a lead of 5 is two months later; both together a tenth of a month."""
    found = days(case(), case(lead=5, stock=19))
    assert list(found) == [("items", "shell"), ("stocks", "POL/shell"), (ALL, ALL)]
    assert found["stocks", "POL/shell"] == pytest.approx(1.9 * DAYS, abs=1e-3)
    assert found[ALL, ALL] == pytest.approx(-0.1 * DAYS, abs=1e-3)


def test_a_family_that_is_last_in_the_second_edition_alone_is_looked_at() -> None:
    """Tanks are there before the shells in the first edition; with a lead of 20 they are last, after 20 + 4.75."""

    def two(lead: float) -> Case:
        tiny = one_line(months=36, lead=3).item("tank", lead=lead).need("POL", "tank", 100)
        return tiny.line("tanks", "POL", "tank", 20).case()

    later = (20 + 4.75 - 12.5) * DAYS
    assert days(two(3), two(20)) == {
        ("items", "tank"): pytest.approx(-later, abs=1e-3),
        (ALL, ALL): pytest.approx(-later, abs=1e-3),
    }


def test_the_same_case_moves_nothing() -> None:
    assert days(case(), case()) == {(ALL, ALL): pytest.approx(0)}
