"""The picture of a margin: two bars on a scale of their own, the time that there is and the time that is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinews.answers.answer import Margin
from sinews.app.record import Record
from sinews.data.case import Case
from sinews.present.margins import as_time, unit_of
from sinews.present.words import month, number

#: Width of the picture, and the part of it that the longest bar takes.
WIDTH, LONGEST = 600.0, 0.94


@dataclass(frozen=True)
class Bar:
    """A bar: what it is, how much, in words, and its length in the picture; ends of its range, if it has one."""

    name: str
    amount: str
    length: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Picture:
    """A margin as bars, and in one sentence; `sure`: how likely it is in time, in words (empty: not known)."""

    bars: tuple[Bar, ...]
    sentence: str
    late: bool
    sure: str


def picture(record: Record, case: Case) -> Picture | None:
    """The picture of the first margin of a record; None where it has none."""
    if not record.margins:
        return None
    margin = record.margins[0]
    due, ready, low, high = (as_time(end, case) for end in (margin.due, margin.ready, margin.low, margin.high))
    longest = max((time for time in (due, ready, low, high) if time is not None), default=0.0)
    unit = unit_of(margin)
    scale = LONGEST * WIDTH / longest if longest > 0 else 0.0
    ends = tuple(None if end is None else scale * max(end, 0.0) for end in (low, high))
    bars = (
        Bar("there is", _amount(margin.due, due, unit), scale * max(due or 0.0, 0.0)),
        Bar("needed", _amount(margin.ready, ready, unit), scale * max(ready or 0.0, 0.0), *ends),
    )
    sure = "" if margin.chance is None else f"In time with a chance of {number(100 * margin.chance)} %."
    return Picture(bars, _sentence(margin, due, ready, record), _late(due, ready), sure)


def _sentence(margin: Margin, due: float | None, ready: float | None, record: Record) -> str:
    until, needed = record.reads
    unit = unit_of(margin)
    parts = f"{_amount(margin.due, due, unit)} {until}, {_amount(margin.ready, ready, unit)} {needed}"
    if due is None or ready is None:
        return f"{parts}."
    apart = f"{number(abs(due - ready))} {unit}"
    return f"{apart} {'too few' if ready > due else 'to spare'}: {parts}."


def _late(due: float | None, ready: float | None) -> bool:
    """Whether there is less time than is needed; what is not within the horizon is late."""
    return ready is None or (due is not None and ready > due)


def _amount(instant: float | date | None, time: float | None, unit: str) -> str:
    if time is None:
        return "beyond the horizon"
    day = f" ({month(instant)})" if isinstance(instant, date) else ""
    return f"{number(time)} {unit}{day}"
