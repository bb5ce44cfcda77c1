"""Cells of a remembered row, read strictly: a number is a number, and nothing else stands in for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any


def number(row: Mapping[str, Any], name: str) -> float:
    """A finite number; TypeError or ValueError for anything else."""
    value = row[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(name)
    if not math.isfinite(value):
        raise ValueError(name)
    return float(value)


def number_or_none(row: Mapping[str, Any], name: str) -> float | None:
    """A finite number, or nothing; errors as `number`."""
    return None if row[name] is None else number(row, name)


def text(row: Mapping[str, Any], name: str) -> str:
    """Text; TypeError for anything else."""
    value = row[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def parts(value: object) -> list[Any]:
    """A list, and not what merely can be gone through; TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError(type(value).__name__)
    return value


def day_or_none(row: Mapping[str, Any], name: str) -> date | None:
    """A day, or nothing; TypeError or ValueError for anything else."""
    return None if row[name] is None else date.fromisoformat(text(row, name))
