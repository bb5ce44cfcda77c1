"""Months between dates."""

from __future__ import annotations

from datetime import date


def months_between(start: date, end: date) -> int:
    """Whole months from the month of `start` to the month of `end`."""
    return (end.year - start.year) * 12 + end.month - start.month


def month_after(start: date, months: int) -> date:
    """First day of the month that lies `months` after `start`."""
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
