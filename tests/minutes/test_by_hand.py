"""Answers that can be worked out by hand. One city, ten minutes of flight, unless a test says otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from sinews.clocks.minutes import MINUTES
from sinews.clocks.minutes.answer import MinutesAnswer, run
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.limits import PLACES
from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.readings import by_part, median, of_class, overall, worst
from sinews.clocks.minutes.spread import Spread
from sinews.data.grounds import figures
from sinews.errors import UsageError
from tests.minutes.towns import DEGREE, Sketch, town


def answer(sketch: Sketch, **words: object) -> MinutesAnswer:
    return run(sketch.case(), Alarm.of(words))


def shares(found: MinutesAnswer) -> tuple[float, float, float]:
    """Percent who are warned, in shelter and under cover in time."""
    parts = overall(found.scope, found.headline)
    return parts["warned"], parts["sheltered"], parts["covered"]


def test_a_chain_without_noise_is_a_sum() -> None:
    """600 km at 3,600 km an hour are 10 minutes.

    Detected after 1, decided after 2, sent after 1, received after 0.5, noticed after 0.5, reached after 4: 9 minutes.
    One to spare, so all are warned and all are in shelter.
    """
    sketch = town().set("arrival_classes", detect=1).link("decide", time=2).link("alert", time=1)
    sketch.set("channel_coverage", delay=0.5).set("day_parts", notice=0.5).shelter("shelter", time=4)
    found = answer(sketch)
    [one] = of_class(found, "missile")
    assert (one.available, one.needed, one.spare, one.chance) == pytest.approx((10, 9, 1, 1))
    assert shares(found) == pytest.approx((100, 100, 0))


def test_who_cannot_reach_a_shelter_takes_cover() -> None:
    """6 minutes to shelter after a decision of 5 are 11: too late. 4 to cover are 9: in time.

    With cover counted at a half, 500 of 1,000 thousand people are in time.
    """
    sketch = town().link("decide", time=5).shelter("shelter", time=6).shelter("cover", time=4)
    found = answer(sketch)
    assert shares(found) == pytest.approx((100, 0, 100))
    assert found.safe == pytest.approx((500, 500, 500))
    [one] = of_class(found, "missile")
    assert one.spare == pytest.approx(-1)


def test_a_minute_less_is_worth_all_who_missed_by_half_a_minute() -> None:
    """The way to shelter ends half a minute late: 10.5 for 10. A minute less in any link saves the other half.

    Detection, decision and sending take a minute at least, so each earns 500 thousand (from cover to shelter), and so
    does a minute less on the way. What takes no time, and shares that are whole already, earn nothing.
    """
    sketch = town().set("arrival_classes", detect=2).link("decide", time=3).link("alert", time=2)
    found = answer(sketch.shelter("shelter", time=3.5).shelter("cover", time=0))
    earned = {(one.limit.name, one.subject): one.earned for one in found.why}
    assert earned == pytest.approx(
        {("detect", "missile"): 500, ("decide", "all"): 500, ("alert", "all"): 500, ("reach", "shelter"): 500}
    )
    assert {one.expected for one in found.why} == {500}


def test_channels_reach_people_independently() -> None:
    """Two channels reach 60 and 50 %: 1 - 0.4 x 0.5 = 80 %.

    With 20,000 trials the standard error of a share is sqrt(0.8 x 0.2 / 20,000) = 0.28 points; five of them are 1.4.
    """
    sketch = town().set("channel_coverage", share=60).add("warning_channels", channel="siren")
    sketch.add("channel_coverage", channel="siren", share=50)
    warned, _, _ = shares(answer(sketch, trials=20_000))
    assert warned == pytest.approx(80, abs=1.4)


def test_the_first_channel_counts() -> None:
    """A text message after 30 minutes does not harm those whom the siren reaches at once: all have 10 to spare."""
    sketch = town().set("channel_coverage", delay=30).add("warning_channels", channel="siren")
    sketch.add("channel_coverage", channel="siren", share=100, delay=0)
    [one] = of_class(answer(sketch), "missile")
    assert one.spare == pytest.approx(10)


def test_sleepers_are_woken_or_not() -> None:
    """By night all sleep and half of them are woken; they need 9 minutes to get up, and are warned with one to spare.

    By day all are warned. The night lasts from 20 to 8, so half of the launches fall into it: 75 % are warned in all.
    At hour 23 it is night, at noon day.
    """
    sketch = town().set("warning_channels", wakes=50).set("day_parts", start=8)
    sketch.add("day_parts", part="night", start=20, asleep=100, rise=9)
    found = answer(sketch, trials=20_000)
    parts = {row["part"]: row["warned"] for row in by_part(found, "missile").iter_rows(named=True)}
    assert parts["day"] == 100
    assert parts["night"] == pytest.approx(50, abs=2.5)
    assert shares(found)[0] == pytest.approx(75, abs=1.6)
    assert by_part(answer(sketch, hour=23.0), "missile")["part"].to_list() == ["night"]
    assert by_part(answer(sketch, hour=3.0), "missile")["part"].to_list() == ["night"]
    assert shares(answer(sketch, hour=12.0))[0] == 100


def test_places_and_those_who_go() -> None:
    """Half go, and shelters hold a fifth of the people: a tenth are in shelter, four tenths under cover."""
    sketch = town().set("warning_response", acts=50).shelter("shelter", places=20)
    _, sheltered, covered = shares(answer(sketch, trials=20_000))
    assert sheltered == pytest.approx(10, abs=1.1)
    assert covered == pytest.approx(40, abs=1.8)


def test_a_city_may_have_places_of_its_own() -> None:
    """The state has no shelter, the city has one for everybody."""
    sketch = town().shelter("shelter", places=0).set("cities", places=100)
    assert shares(answer(sketch)) == pytest.approx((100, 100, 0))


def test_a_tenth_more_places_is_a_tenth_more_of_a_citys_own() -> None:
    """Half the people have a place, the city's own: a tenth more are a twentieth of them, 50 of 1,000 thousand."""
    found = answer(town().shelter("shelter", places=0).shelter("cover", places=0).set("cities", places=50), trials=4000)
    [places] = [one for one in found.why if one.limit == PLACES]
    assert places.subject == "shelter"
    assert places.earned == pytest.approx(50, abs=12)
    assert "cities" in set(places.limit.rows(found.scope, figures(found.scope.case), "shelter")["table"])


def test_links_that_nobody_has_timed_may_be_slow_or_quick_at_every_launch() -> None:
    """Deciding takes 5 to 15 minutes, 10 most likely, of ten minutes of flight: half are in time, or none, or all."""
    found = answer(town().link("decide", time=(10, 5, 15)), trials=4000)
    assert found.safe == pytest.approx((500, 0, 1000), abs=30)


def test_a_class_that_does_not_come_so_far_is_said() -> None:
    sketch = town().add("arrival_classes", arrival_class="rocket", kind="other", reach=250)
    sketch.add("launch_classes", arrival_class="rocket")
    case = sketch.case()
    with pytest.raises(UsageError, match="rocket does not come as far as town; classes that do: missile"):
        MINUTES.scope(case, Alarm.of({"city": "town", "arrival": "rocket"}))
    assert MINUTES.scope(case, Alarm.of({"arrival": "rocket"})).headline == "rocket"


def test_the_nearest_area_within_reach_counts() -> None:
    """From 600 km in 10 minutes, or from an area 1,200 km away that reaches 900 km: 300 km, so 5 minutes.

    With a reach of 250 km it does not come from either: there is no margin.
    """
    sketch = town().add("launch_areas", launch_area="west", latitude=1800 * DEGREE, extent=900)
    sketch.add("launch_classes", launch_area="west")
    flights = Flights(sketch.scope(), "missile")
    assert flights.likely(0) == pytest.approx((5, 5, 5))
    assert flights.origins[0] is not None
    assert flights.origins[0].area == "west"
    sketch.add("arrival_classes", arrival_class="rocket", kind="other", reach=250)
    sketch.add("launch_classes", arrival_class="rocket")
    found = answer(sketch)
    assert of_class(found, "rocket") == ()
    assert not found.arrivals["rocket"].within.any()


def test_way_and_least_time() -> None:
    """A way of 1.5 times the distance takes 15 minutes; what takes 20 at least takes 20."""
    sketch = town().set("arrival_classes", way=1.5)
    assert Flights(sketch.scope(), "missile").likely(0) == pytest.approx((15, 15, 15))
    minutes = Flights(sketch.set("arrival_classes", least=20).scope(), "missile").minutes(0)
    assert minutes is not None
    assert set(minutes) == {20.0}


def test_the_median_is_that_of_the_people() -> None:
    """Cities with 5, 10 and 20 minutes have 1, 1 and 3 million people: half of five are passed in the third."""
    sketch = town().set("cities", latitude=300 * DEGREE)
    sketch.add("cities", city="middle", latitude=600 * DEGREE)
    sketch.add("cities", city="large", latitude=1200 * DEGREE, population=3e6)
    found = answer(sketch)
    cities = of_class(found, "missile")
    assert worst(cities).city == "town"
    assert median(found.scope, cities).city == "large"
    assert [one.spare for one in cities] == pytest.approx([20, 10, 5])


def test_quantiles_of_a_triangle() -> None:
    """From 2 to 10 with the peak at 4: F(3) = 1 / (8 x 2) = 1/16, F(4) = 1/4, F(6) = 1 - 16 / (8 x 6) = 2/3."""
    even = np.array([0, 1 / 16, 1 / 4, 2 / 3, 1])
    assert Spread(2, 4, 10).at(even) == pytest.approx([2, 3, 4, 6, 10])


def test_what_has_no_range_is_what_it_is() -> None:
    assert set(Spread(3, 3, 3).at(np.array([0.0, 0.5, 0.99]))) == {3.0}
