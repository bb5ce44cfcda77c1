"""What a case says about itself: its name, its horizon, its prices, and the day on which it was known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sinews.data.described import finding, shown
from sinews.errors import Finding, did_you_mean

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = range(1900, 2101)
_DATES = ("start", "end", "monthly_until", "as_of")
_TEXTS = ("name", "title")
_SETTINGS = (*_DATES, "price_year", *_TEXTS)


@dataclass(frozen=True)
class Settings:
    """What a case says about itself.

    Attributes
    ----------
    name, title: of the case.
    start, end: first day of the first and of the last month of the horizon.
    monthly_until: ticks are months up to this month, quarters after it.
    price_year: year of the constant prices.
    as_of: nothing in the case became known after this day.
    """

    name: str
    title: str
    start: date
    end: date
    monthly_until: date
    price_year: int
    as_of: date


def settings_of(content: Mapping[str, Any]) -> tuple[Settings | None, list[Finding]]:
    """The settings in a description, and what is wrong with them; no settings if one is missing or wrong."""
    stated = content.get("sinews")
    if not isinstance(stated, dict):
        expected = "an object with start, end, monthly_until, price_year, as_of"
        return None, [finding("sinews", "no settings", expected, "Add the property `sinews` to the description.")]
    strange = [*_unknown(stated), *_misplaced(content, stated)]
    findings: list[Finding] = []
    texts = {key: _text(key, stated.get(key, content.get(key)), findings) for key in _TEXTS}
    dates = {key: _date(key, stated.get(key), findings) for key in _DATES}
    year = _price_year(stated.get("price_year"), findings)
    if findings:
        return None, strange + findings
    start, end, monthly, as_of = (dates[key] or date.min for key in _DATES)
    settings = Settings(texts["name"], texts["title"], start, end, monthly, year, as_of)
    return settings, strange + _order(settings)


def _unknown(stated: Mapping[str, object]) -> list[Finding]:
    return [
        finding(
            f"sinews.{key}",
            "an unknown setting",
            f"one of {', '.join(_SETTINGS)}",
            f"Rename it or take it out.{did_you_mean(key, _SETTINGS)}",
        )
        for key in stated
        if key not in _SETTINGS
    ]


def _misplaced(content: Mapping[str, object], stated: Mapping[str, object]) -> list[Finding]:
    """Settings beside the property `sinews`, and names that are said in both places and differ."""
    outside = [key for key in (*_DATES, "price_year") if key in content]
    twice = [key for key in _TEXTS if key in stated and key in content and stated[key] != content[key]]
    return [
        *(finding(key, "a setting outside of sinews", f"sinews.{key}", "Put it into `sinews`.") for key in outside),
        *(
            finding(
                f"sinews.{key}",
                f"{shown(stated[key])}, and {shown(content[key])} as {key} of the package",
                f"one {key}",
                "Take one of the two out.",
            )
            for key in twice
        ),
    ]


def _order(settings: Settings) -> list[Finding]:
    pairs = (("start", "end", settings.end), ("start", "monthly_until", settings.monthly_until))
    return [
        finding(
            f"sinews.{first}",
            f"{settings.start:%Y-%m}, after {second} {day:%Y-%m}",
            f"a month not after {second}",
            f"Put {first} before {second}.",
        )
        for first, second, day in pairs
        if settings.start > day
    ]


def _text(key: str, value: object, findings: list[Finding]) -> str:
    if isinstance(value, str) and value.strip():
        return value
    findings.append(finding(key, shown(value), "text", f"State the {key} of the case."))
    return ""


def _price_year(value: object, findings: list[Finding]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1950 <= value <= 2100:
        return value
    remedy = "State the year of the constant prices, as a number."
    findings.append(finding("sinews.price_year", shown(value), "a year from 1950 to 2100", remedy))
    return 0


def _date(key: str, value: object, findings: list[Finding]) -> date | None:
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            moment = date(year or 1, month or (12 if key == "end" else 1), day or 1)
            if moment.year in _YEARS:
                return moment if key == "as_of" else moment.replace(day=1)
    except ValueError:
        pass
    expected = "a month, YYYY-MM, from 1900 to 2100"
    findings.append(finding(f"sinews.{key}", shown(value), expected, 'Write the month as in "2026-01".'))
    return None
