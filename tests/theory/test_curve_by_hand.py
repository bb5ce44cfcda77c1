"""The money curve, solved by hand: what a share of output buys, and where more of it buys nothing."""

from __future__ import annotations

from datetime import date

import pytest

from sinews.answers.means import Means
from sinews.clocks.years.curve import READINGS, SHARES, Point, PointOf, at_share, bend, curve, remembered
from sinews.clocks.years.options import Question
from sinews.clocks.years.page import curve as page
from sinews.clocks.years.scope import Scope
from tests.model import Tiny, exact

#: By name.
READING = {reading.name: reading for reading in READINGS}


def rich(known: int = 0, months: int = 72) -> Tiny:
    """Output of 12,000 million a year, 3 % of it for defence: 30 a month, half of which stands, and 5 go to ships."""
    tiny = Tiny(months, known=known).ally("POL", 1000).item("shell").line("works", "POL", "shell", 10)
    tiny.tables["paths"][0] |= exact(share=3)
    tiny.claims("POL", 50, 0.5).add("history", exact(share=3), place="POL", year="2026")
    return tiny.need("POL", "shell", 1000).test(months - 1).parameters(standing_part=40)


def scope(tiny: Tiny) -> Scope:
    return Scope.of(tiny.case(), Question())


def budget(reading: str, share: float) -> list[float]:
    """The budget of a month in each of the first five years."""
    return at_share(scope(rich()), READING[reading], share).budget[0, [0, 12, 24, 36, 48]].tolist()


def test_a_share_is_reached_evenly_in_three_years_and_then_held() -> None:
    """From 3 % in 2026 to 2.4 % in 2029; at least at it, an ally keeps its 3 %."""
    assert budget("every", 2.4) == pytest.approx([30, 28, 26, 24, 24])
    assert budget("at_least", 2.4) == pytest.approx([30] * 5)
    assert budget("at_least", 3.6) == pytest.approx([30, 32, 34, 36, 36])


def test_ticks_reach_to_the_day_of_knowledge_and_then_are_half_years_and_years() -> None:
    found = at_share(scope(rich(known=10, months=94)), READING["every"], 3).calendar
    assert found.length.tolist() == [10, *[6] * 10, 12, 12]


@pytest.mark.parametrize(
    ("reading", "bought"),
    [
        ("every", 24 * 0 + 10 * 12 + 8 * 12 + 6 * 12 + 4 * 36),  # 30 - 15 - 5 = 10, then 2 less each year down to 4
        ("at_least", 10 * 72),
        ("moving", 10 * 12 + 8.8 * 12 + 7.6 * 12 + 6.4 * 36),  # of 2 less each year 0.8 are saved on what stands
        ("without_domains", 10 * 72),  # 15 a month and less would buy more than the ten that are made
    ],
)
def test_each_reading_buys_what_it_leaves(reading: str, bought: float) -> None:
    """2.4 % of output: 24 a month from 2029 on, of which 15 stand; of 1,000 the rest is missing at the end."""
    point = PointOf(scope(rich()), READING[reading], 2.4, "highs")()
    lines = {"without_domains": 10 * 12 + 10 * 12 + 10 * 12 + 9 * 36}.get(reading, bought)
    assert point.points == pytest.approx(100 * (1 - lines / 1000), abs=1e-3)
    assert point.instant is None


def test_a_curve_bends_where_half_a_point_more_earns_under_a_tenth() -> None:
    """8 points from 2 to 2.5 %; 3 and 0.9 for the next, then 0.7: the first below 0.8 begins at 3.5."""
    at = dict(zip(SHARES, (60, 50, 42, 39, 38.1, 37.4, 37.4, 37.4), strict=True))
    points = [Point("every", share, value, 30.0 if share > 3 else None) for share, value in at.items()]
    assert bend(points, "every") == 3.5
    assert bend(points, "moving") is None
    assert bend([Point("every", share, 1.0, None) for share in SHARES], "every") is None
    assert "it bends at 3.5 %" in page.sentences(points)[0]
    assert "3.5 %" in page.ready_from(points)


def test_who_lacks_most_more_at_two_per_cent_is_named() -> None:
    """At 2 % 20 a month stand 15 and 5 go to ships: Poland buys nothing at last. Who has no forces is not named."""
    found = scope(rich())
    points = [PointOf(found, READING["every"], share, "highs")() for share in (2.0, 3.5)]
    assert [point.by_ally["POL"] for point in points] == pytest.approx([point.points for point in points])
    more = points[0].points - points[1].points
    assert f"lacks most more in POL {more:.0f} (points)" in page.by_ally(found, points)
    assert page.allies(found, points)["country"].to_list() == ["POL", "POL"]
    assert page.by_ally(found, points[:1]) == ""


def test_what_is_remembered_is_not_worked_out_again() -> None:
    """Points of a first curve, written and read as memory has them, are those of the second."""
    means, found = Means(), scope(rich(months=24))
    first = curve(found, means, "highs")
    assert [(point.reading, point.share) for point in first] == [(name, share) for name in READING for share in SHARES]
    means.memory.keep("curve every 2", {"reading": "every", "share": 2.0, "points": 7.0, "instant": 3.5, "by_ally": {}})
    assert remembered(Means().memory) == ()
    assert remembered(means.memory)[1:3] == (Point("every", 2.0, 7.0, 3.5), first[2])
    second = curve(found, means, "highs")
    assert second[1] == Point("every", 2.0, 7.0, 3.5)
    assert second[2:] == first[2:]
    assert page.rows(found, second)["ready"][1] == date(2026, 4, 1)
