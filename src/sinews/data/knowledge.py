"""What was known on a day: the facts that had been published, and those that measure a time that had passed."""

from __future__ import annotations

import calendar as months_of_year
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sinews.data.case import Case

#: Status of facts that measure.
MEASURED = ("observed", "estimate")

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Known:
    """Facts on a day. `later`: not published yet; `passed`: those of them that measure a time that had passed.

    `announced`: facts that announce and were known, with the day from which on they were.
    """

    later: frozenset[str]
    passed: frozenset[str]
    announced: Mapping[str, date]

    @classmethod
    def of(cls, case: Case, day: date) -> Known:
        """The facts of a case on a day."""
        columns = ("fact", "as_of", "period_start", "period_end", "status")
        later, passed, announced = set(), set(), {}
        for fact, as_of, start, end, status in case.table("facts").select(columns).iter_rows():
            since = known_from(as_of, case.settings.as_of)
            if since > day:
                later.add(fact)
                over = last_day(end or start or "")
                if status in MEASURED and over is not None and over <= day:
                    passed.add(fact)
            elif status not in MEASURED:
                announced[fact] = since
        return cls(frozenset(later), frozenset(passed), announced)


def last_day(text: str) -> date | None:
    """The last day of a day, month or year as a fact states it; None for what is no date."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    try:
        return date(year, month, int(day) if day else months_of_year.monthrange(year, month)[1])
    except (ValueError, months_of_year.IllegalMonthError):
        return None


def known_from(as_of: str | None, case_as_of: date) -> date:
    """The day on which a fact became known: nothing in a case became known after the day that the case states."""
    return min(last_day(as_of or "") or case_as_of, case_as_of)
