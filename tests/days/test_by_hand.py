"""Networks solved by hand: series, parallel, gauge change, returning wagons, borders, prepositioned equipment."""

from __future__ import annotations

import numpy as np
import pytest

from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.closure import arrived
from sinews.clocks.days.plan import plan
from sinews.clocks.days.scope import Movement, Moves
from sinews.data.case import Case
from tests.days.network import Sketch, railway, road


def levels(case: Case, question: Movement | None = None, row: int = 0) -> np.ndarray:
    """What is there at the end of each tick."""
    return arrived(plan(Moves.of(case, question)).solved)[row]


def answered(case: Case) -> DaysAnswer:
    return days.run(case)


def test_links_in_series_pass_what_the_narrowest_lets_through() -> None:
    """Two links of a day; the second takes 2 convoys of 10 a day, so 10 in 12 hours, from day 2 on: 100 take 5 days.

    Convoys arrive evenly, so 95 have arrived 9.5 ticks after day 2: on day 6.75.
    """
    sketch = road("A", "B", "C", capacity=4)
    sketch.rows["links"][1]["capacity"] = 2
    there = levels(sketch.case())
    assert there[:14] == pytest.approx([0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    assert answered(sketch.case()).whole[0].day == pytest.approx(6.75)


def test_parallel_links_add_up() -> None:
    """Straight on, 2 convoys of 10 a day for a day; by the detour, 2 more, for two days: 20 a day, later 40."""
    sketch = road("A", "C", capacity=2).node("B").link("A", "B", capacity=2).link("B", "C", capacity=2)
    there = levels(sketch.case())
    assert there[:7] == pytest.approx([0, 0, 10, 20, 40, 60, 80])
    assert there[7] == pytest.approx(100)


def test_civil_traffic_keeps_its_share() -> None:
    """Of 4 convoys a day civil traffic keeps 75 per cent: one is left, 10 a day from day 1 on, 100 on day 11."""
    there = levels(road("A", "B", capacity=4, civil_share=75).case())
    assert there[1] == pytest.approx(0)
    assert there[3] == pytest.approx(10)
    assert there[21] == pytest.approx(100)


def test_both_directions_share_a_link() -> None:
    """A to the east and B to the west need the same link, 2 convoys of 10 a day: 200 vehicles take 10 days, not 5."""
    sketch = road("A", "B", capacity=2)
    sketch.add("areas", area="west")
    sketch.rows["nodes"][0]["area"] = "west"
    sketch.rows["formations"][0]["area"] = "flank"
    sketch.force("second", "B", area="west", wheeled=100)
    sketch.add("arrivals", tier="one", area="west", load="wheeled", quantity=100)
    there = arrived(plan(Moves.of(sketch.case())).solved).sum(axis=0)
    assert there[11] == pytest.approx(100)
    assert there[20] == pytest.approx(190)
    assert there[21] == pytest.approx(200)


def test_gauge_change_takes_its_time_and_its_throughput() -> None:
    """A day by each gauge and 6 + 6 hours between: 2.5 days. At B one trip of 10 a day is set down from the first."""
    sketch = railway("A", "B", "C", gauges=(1435, 1520))
    for row in sketch.rows["transfers"]:
        if row["node"] == "B":
            row["time"] = 6
            row["throughput"] = 1 if row["carrier"] == "train_1435" else 50
    there = levels(sketch.case())
    assert there[4] == pytest.approx(0)
    assert there[5] == pytest.approx(5)
    assert there[24] == pytest.approx(100)


def test_wagons_come_back_before_they_go_again() -> None:
    """60 wagons are two trains of 10 each; out and home are 2 + 2 days: 20 more every four days."""
    there = levels(railway("A", "B", "C", quantity=60).case())
    steps = {4: 20, 11: 20, 12: 40, 20: 60, 28: 80, 36: 100}
    assert [there[tick] for tick in steps] == pytest.approx(list(steps.values()))


def test_wagons_from_elsewhere_are_sent_ahead() -> None:
    """The pool is at C: wagons need two days to A, so the first trains arrive on day 4 instead of day 2."""
    there = levels(railway("A", "B", "C", quantity=60, home="C").case())
    assert there[7] == pytest.approx(0)
    assert there[8] == pytest.approx(20)


def test_empty_wagons_take_up_the_link_on_their_way_back() -> None:
    """2 trains a day in both directions: one loaded, one empty; 10 a day, from day 1 on."""
    there = levels(railway("A", "B", capacity=2, quantity=1000).case())
    assert there[2] == pytest.approx(5)
    assert there[21] == pytest.approx(100)


def test_nobody_crosses_a_border_before_it_is_permitted() -> None:
    """A day to the border; permission on day 3, so departure on day 2; 12 hours at the border: day 4.5."""
    sketch = road("A", "B", "C")
    sketch.rows["nodes"][2]["place"] = "POL"
    for one, other in (("DEU", "POL"), ("POL", "DEU")):
        sketch.add("borders", from_place=one, to_place=other, notice=3, delay=12)
    there = levels(sketch.case())
    assert there[8] == pytest.approx(0)
    assert there[9] == pytest.approx(100)


def test_notice_counts_from_the_order_to_move() -> None:
    """Ready on day 4, a day on the road: day 5."""
    sketch = road("A", "B")
    sketch.rows["formations"][0]["notice"] = 4
    there = levels(sketch.case())
    assert there[9] == pytest.approx(0)
    assert there[10] == pytest.approx(100)


def test_prepositioned_equipment_waits_while_people_fly() -> None:
    """Half of the vehicles wait at B, a day from C, issued on day 2: they arrive on day 3, the rest on day 2."""
    sketch = road("A", "B", "C")
    sketch.add("prepositioned", formation="first", load="wheeled", node="B", quantity=50, issue_time=2)
    there = levels(sketch.case())
    assert there[3] == pytest.approx(0)
    assert there[4] == pytest.approx(50)
    assert there[6] == pytest.approx(100)


def test_what_is_there_has_arrived() -> None:
    """A formation that stands in the area needs no way: all is there when it is ready."""
    sketch = road("A", "B")
    sketch.rows["formations"][0]["home"] = "B"
    assert levels(sketch.case())[0] == pytest.approx(100)


def test_bridges_that_do_not_bear_a_load_are_gone_around() -> None:
    """The short road bears 60 t, vehicles weigh 70 t: they take the long one, two days instead of one."""
    sketch = road("A", "C", load_class=60).node("B").link("A", "B").link("B", "C")
    sketch.rows["carriage"][0]["mass"] = 70
    there = levels(sketch.case())
    assert there[3] == pytest.approx(0)
    assert there[4] == pytest.approx(100)


def test_a_link_that_opens_later_is_not_there_yet() -> None:
    """The short road opens in 2028: two days by the long one before, one day from then on."""
    from datetime import date

    sketch = road("A", "C", opens="2028-01").node("B").link("A", "B").link("B", "C")
    case = sketch.case()
    assert levels(case)[3] == pytest.approx(0)
    assert levels(case, Movement(on=date(2028, 1, 1)))[2] == pytest.approx(100)


def test_what_cannot_come_is_missing_and_late() -> None:
    """100 of 200 exist: the tier never closes, half of the need is late from day 10 to day 60: 25 days in the mean."""
    sketch = road("A", "B")
    sketch.rows["arrivals"][0]["quantity"] = 200
    answer = answered(sketch.case())
    assert answer.whole[0].day is None
    assert answer.late == pytest.approx(25)


def test_a_route_avoids_a_corridor_that_is_out() -> None:
    """Without the straight road the detour of two days is left, and the answer says what that costs."""
    sketch = road("A", "C").node("B").link("A", "B").link("B", "C")
    sketch.add("corridors", corridor="straight").add("corridor_links", corridor="straight", link="A-C-road")
    answer = days.run(sketch.case(), extras=["corridors"])
    assert answer.whole[0].day == pytest.approx(1.475)
    assert answer.corridors[0].closures[0].day == pytest.approx(2.475)


def test_bottleneck_is_the_narrow_link_and_the_minimum_cut_agrees() -> None:
    """B to C takes 1 convoy a day and A to B 4: the second holds the plan up, and is the minimum cut, 10 a day."""
    sketch = road("A", "B", "C", capacity=4)
    sketch.rows["links"][1]["capacity"] = 1
    answer = answered(sketch.case())
    assert [found.subject for found in answer.why] == ["B-C-road"]
    assert answer.cuts[0].links == ("B-C-road",)
    assert answer.cuts[0].per_day == pytest.approx(10)


def test_two_links_that_bind_alike_are_no_finding_one_by_one() -> None:
    """In series with the same capacity, relief of one alone earns nothing, whatever its price says."""
    assert answered(road("A", "B", "C", capacity=1).case()).why == ()


def test_heavier_tiers_come_first() -> None:
    """One convoy a day, two tiers due at once, the second of three times the weight per vehicle in another area."""
    sketch = Sketch().node("A").goal("B", "one").goal("C", "two")
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load="wheeled").add("carriage", load="wheeled", carrier="convoy")
    sketch.link("A", "M", capacity=1).node("M").link("M", "B").link("M", "C").force("first", "A", wheeled=40)
    sketch.add("tiers", tier="low", day=0, weight=1).add("tiers", tier="high", day=0, weight=3)
    sketch.add("arrivals", tier="low", area="one", load="wheeled", quantity=20)
    sketch.add("arrivals", tier="high", area="two", load="wheeled", quantity=20)
    there = arrived(plan(Moves.of(sketch.case())).solved)
    assert there[1][7] == pytest.approx(20)
    assert there[0][7] == pytest.approx(0, abs=1e-4)
