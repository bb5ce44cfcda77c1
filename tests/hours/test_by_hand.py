"""Answers that can be worked out by hand. One million people, all of them hit, unless a test says otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from sinews.clocks.hours.answer import HoursAnswer, run
from sinews.clocks.hours.lack import Lack, in_ticks
from sinews.clocks.hours.readings import advice, median, soonest, vulnerable, worst
from sinews.clocks.hours.relief import people_hours, relieved
from tests.hours.homes import Sketch, dark


def share(sketch: Sketch, *hours: float) -> list[float]:
    """Part of those hit who go without the first need at some hours."""
    return [float(one) for one in Lack(sketch.scope()).along(np.array(hours))[0, 0]]


def own(sketch: Sketch) -> float:
    """Million people-hours without, before relief."""
    scope = sketch.scope()
    return float(people_hours(scope, in_ticks(scope)).sum())


def first(sketch: Sketch, percent: float) -> float:
    return float(Lack(sketch.scope()).first(percent / 100)[0, 0])


def answer(sketch: Sketch) -> HoursAnswer:
    return run(sketch.case())


def test_stores_that_run_out_evenly() -> None:
    """Stores fall from 100 % at hour 0 to 28 % at hour 72, so a hundredth of the people runs out every hour.

    At hour t t % go without. 1, 10 and 25 % go without at hours 1, 10 and 25. People-hours: the triangle 72 x 0.72 /
    2 = 25.92.
    """
    sketch = dark()
    assert share(sketch, 0, 10, 36, 72) == pytest.approx([0, 0.10, 0.36, 0.72])
    assert [first(sketch, percent) for percent in (1, 10, 25)] == pytest.approx([1, 10, 25])
    assert own(sketch) == pytest.approx(25.92)


def test_reserves_put_it_off() -> None:
    """Tanks hold for 12 hours.

    At hour t (t - 12) % go without, so 10 % at hour 22. People-hours: 60 x 0.60 / 2 = 18.
    """
    sketch = dark(hold=12)
    assert share(sketch, 12, 22, 72) == pytest.approx([0, 0.10, 0.60])
    assert first(sketch, 10) == pytest.approx(22)
    assert own(sketch) == pytest.approx(18)


def test_a_part_that_does_not_depend_never_goes_without() -> None:
    """Half of the people have their own spring.

    At hour t t/2 % go without, 10 % at hour 20; people-hours 12.96.
    """
    sketch = dark(share=50)
    assert first(sketch, 10) == pytest.approx(20)
    assert own(sketch) == pytest.approx(12.96)


def test_those_who_have_nothing_go_without_at_once() -> None:
    """30 % have a radio that lasts, 70 % have none.

    When masts die after 4 hours 70 % are without, at once and for good. 1 and 25 % are passed at hour 4. People-
    hours: 0.7 x 68 = 47.6.
    """
    sketch = dark(stores=((0, 30),), hold=4)
    assert share(sketch, 3.9, 4, 72) == pytest.approx([0, 0.7, 0.7])
    assert [first(sketch, percent) for percent in (1, 25)] == pytest.approx([4, 4])
    assert own(sketch) == pytest.approx(47.6)


def test_service_that_comes_back() -> None:
    """Power is out until hour 20 and back for all at hour 40, evenly.

    At hour t without restoring t % would lack; a part (40 - t) / 20 of them are still out. At hour 30: 30 % x 1/2 =
    15 %. People-hours: up to hour 20 the triangle 20 x 0.2 / 2 = 2; after it the integral of t (40 - t) / 2000 from
    20 to 40, (20 t^2 - t^3 / 3) / 2000 = 16/3 - 8/3 = 8/3. 25 % never go without.
    """
    sketch = dark(back=((0, 100), (20, 100), (40, 0)))
    assert share(sketch, 20, 30, 40) == pytest.approx([0.20, 0.15, 0])
    assert first(sketch, 25) == np.inf
    assert own(sketch) == pytest.approx(2 + 8 / 3, rel=1e-4)


def test_a_season_in_which_half_feel_it_and_later() -> None:
    """In autumn half of the homes need heat, and a house holds its warmth for 12 hours.

    (t - 12) / 2 % go without; 10 % at hour 32. In winter, without a row, all feel it at once: hour 10.
    """
    sketch = dark().add("seasons", season="autumn", need="water", share=50, hold=12)
    assert first(sketch, 10) == pytest.approx(10)
    sketch.rows["outages"][0]["season"] = "autumn"
    assert first(sketch, 10) == pytest.approx(32)


def test_of_two_lost_services_the_one_that_hits_more_counts() -> None:
    """Mains water is lost for all at hour 10; power stops the pumps of 40 % at hour 0.

    Up to hour 50/3 more lack by power (0.4 t % against t - 10 %), then by the mains: at hour 12 4.8 %, at hour 40 30
    %.
    """
    sketch = dark(share=40).add("services", service="water").add("dependence", service="water")
    sketch.back((10, 100), service="water")
    assert share(sketch, 12, 40) == pytest.approx([0.048, 0.30])


def test_points_that_open_bit_by_bit() -> None:
    """Relief for 100,000 people (10 points for 10,000), the first at hour 24, all at hour 48.

    Without relief t % go without, always more than relief can supply: it gives all that is open. Supplied people-
    hours: the ramp 24 x 0.1 / 2 = 1.2 and then 24 x 0.1 = 2.4, so 25.92 - 3.6 = 22.32 stay.
    """
    sketch = dark().add("relief", points=10, per_point=10_000, first=24, ramp=24).add("relief_means")
    made = relieved(sketch.scope())
    assert made.given.sum() * 3 / 1e6 == pytest.approx(3.6)
    assert made.weighed == pytest.approx(22.32)


def test_a_depot_that_is_used_up() -> None:
    """A depot of 50,000 daily supplies: 1.2 million people-hours can be supplied, whenever it is done."""
    sketch = dark().add("relief", stock=50_000, points=100, per_point=10_000).add("relief_means")
    assert relieved(sketch.scope()).weighed == pytest.approx(25.92 - 1.2)


def test_trucks_staff_and_fuel_that_bind() -> None:
    """One truck carries 1,000 daily supplies on a round trip of 3 hours.

    In a tick it makes one trip, 1,000 supplies, for 8,000 people for 3 hours. In the first 0.8 hours fewer lack; but
    for the first tick (mean 1.5 % of a million are 15,000) it is always 8,000: 24 ticks x 8,000 x 3 = 0.576. Staff: 5
    at work, 1 for 1,000 people: 5,000 people, 0.36. Fuel: 10 litres, 1 a trip: 10 trips, 240,000 people-hours, 0.24.
    """
    few = {"trucks": {"trucks": 1, "round_trip": 3}, "staff": {"staff": 5}, "fuel": {"fuel": 10}}
    earned = {"trucks": 0.576, "staff": 0.36, "fuel": 0.24}
    for name, means in few.items():
        sketch = dark().add("relief", per_truck=1000, points=1000).add("relief_means", **means)
        assert relieved(sketch.scope()).weighed == pytest.approx(25.92 - earned[name]), name


def test_relief_goes_where_it_counts_most() -> None:
    """Water and food alike, food with a quarter of the weight, one helper for 1,000 people of either.

    Water gets all five helpers. Weighed: 25.92 + 25.92 / 4 - 0.36.
    """
    sketch = dark().need("food", kind="other", weight=0.25).add("dependence", need="food").stores((72, 28), need="food")
    sketch.add("relief").add("relief", need="food").add("relief_means", staff=5)
    made = relieved(sketch.scope())
    assert made.weighed == pytest.approx(25.92 * 1.25 - 0.36)
    assert made.given[0, 1].max() == pytest.approx(0)


def test_the_ends_of_ranges() -> None:
    """Stores at hour 72 of 28 [20 to 64] %.

    A part of 0.8 / 72 to 0.36 / 72 an hour runs out; 10 % at hours 9 to 20.
    """
    sketch = dark()
    sketch.rows["stores"][0]["lasting"] = (28, 20, 64)
    found = answer(sketch)
    assert (found.early[0, 0], found.late[0, 0]) == pytest.approx((9, 20))


def test_median_and_worst_ally() -> None:
    """Poland runs out twice as fast (10 % at hour 5). Of 1.0 and 1.0 million people half live in Poland or sooner.

    It is the median as well; with half a million people in Poland Germany is.
    """
    sketch = dark().add("outage_areas", place="POL").add("dependence", place="POL")
    sketch.stores((36, 28), place="POL")
    found = answer(sketch)
    assert [one.hour for one in soonest(found)] == pytest.approx([10, 5])
    assert (worst(soonest(found)).ally, median(found.homes, soonest(found)).ally) == ("POL", "POL")
    sketch.people["POL"] = 5e5
    found = answer(sketch)
    assert median(found.homes, soonest(found)).ally == "DEU"


def test_advice_that_bridges_an_outage() -> None:
    """Power is back evenly from hour 0 to hour 100.

    1 % are out at hour 99. Advice of 72 hours is not enough, 168 is; after 3 days 28 % are still out.
    """
    sketch = dark(back=((0, 100), (100, 0))).add("advice")
    told = advice(sketch.scope()).row(0, named=True)
    assert told["over_after_hours"] == pytest.approx(99, abs=0.05)
    assert told["out_after_3_days_percent"] == pytest.approx(28)
    assert (told["enough"], told["not_enough"]) == ("", "DEU")
    sketch.rows["advice"][0]["hours"] = 168
    assert advice(sketch.scope()).row(0, named=True)["enough"] == "DEU"


def test_the_vulnerable_are_as_well_off_as_others() -> None:
    """Ten per cent of a million; in the last tick, from hour 69 to 72, 70.5 % go without on average."""
    sketch = dark().add("vulnerable", share=10)
    row = vulnerable(answer(sketch)).row(0, named=True)
    assert (row["hit"], row["without"]) == pytest.approx((1e5, 70_500))
