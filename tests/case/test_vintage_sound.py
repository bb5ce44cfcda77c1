"""A case as of a day, which nobody checks when it is made, would pass every check: levers on it are checked again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.checks import inconsistencies
from sinews.data.reading import FILE, LINE
from sinews.data.tables import BY_NAME
from sinews.data.vintage import known_by, require
from sinews.errors import UsageError
from tests.support import packaged_case

DAYS = (date(2023, 6, 1), date(2024, 1, 1), date(2025, 6, 30), date(2026, 3, 1))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_case_as_of_a_day_has_no_findings_and_no_warnings(day: date) -> None:
    case = known_by(packaged_case(), day)
    place = pl.lit("").alias(FILE), pl.lit(0, pl.Int64).alias(LINE)
    frames = {name: case.table(name).with_columns(place) for name in BY_NAME}
    assert inconsistencies(frames, case.settings).findings == ()
    assert not case.warnings


def test_a_day_on_which_no_statement_was_open_cannot_be_asked(small_case: Case) -> None:
    """All that was known on the day had spoken of the months before it."""
    known = known_by(small_case, date(2025, 12, 1))
    threats = known.table("threats").with_columns(latest=pl.lit(date(2025, 6, 1)), earliest=pl.lit(date(2025, 1, 1)))
    over = Case(known.settings, {**known.tables, "threats": threats}, known.about)
    with pytest.raises(UsageError, match="was still open"):
        require(over)
