"""Laws: what holds for every case. Random small cases, drawn by hypothesis; the same draws before and after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.answers.means import Means
from sinews.answers.work import threads
from sinews.clocks.minutes.answer import answered
from sinews.clocks.minutes.form import outcomes
from sinews.clocks.minutes.limits import LIMITS, pairs
from sinews.clocks.minutes.readings import of_class
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.trials import arrivals, safe
from sinews.clocks.minutes.why import stepped
from sinews.data.grounds import figures
from sinews.model.streams import Streams
from tests.minutes.towns import Sketch, town

few = settings(max_examples=4, deadline=None)

minutes = st.floats(0, 8)
shares = st.floats(5, 95)


def noisy(time: float = 3.0, share: float = 60.0) -> Sketch:
    """Two channels, a night, two cities; every time with a range."""
    spread = (time, time / 2, 2 * time + 1)
    sketch = town().set("arrival_classes", speed=(3600, 3000, 4200), detect=(1, 0.5, 2))
    sketch.set("launch_areas", extent=(50, 0, 100)).link("decide", time=spread).link("alert", time=(1, 0.5, 2))
    sketch.set("channel_coverage", share=share, delay=(0.5, 0.1, 3)).add("warning_channels", channel="siren", wakes=50)
    sketch.add("channel_coverage", channel="siren", share=share / 2, delay=(0.2, 0.1, 0.3))
    sketch.shelter("shelter", places=share, time=(2, 1, 6)).shelter("cover", places=80, time=(0.5, 0.2, 2))
    sketch.set("day_parts", start=7, notice=(0.5, 0.1, 2)).set("warning_response", acts=70)
    sketch.add("day_parts", part="night", start=22, asleep=90, rise=(2, 1, 5))
    return sketch.add("cities", city="farther", latitude=7.5, population=2e6)


def scope(sketch: Sketch, **words: object) -> Cities:
    return sketch.scope(trials=300, **words)


def in_time(known: Cities) -> float:
    with threads(1) as crew:
        return safe(known, crew)


@few
@given(minutes, shares)
def test_no_step_of_any_limit_ever_hurts(time: float, share: float) -> None:
    """A faster link, more who are reached, wake, go or have a place: nobody is worse off, as the draws are the same."""
    known = scope(noisy(time, share))
    now = in_time(known)
    for limit, subject in pairs(known):
        assert in_time(stepped(known, limit.lever(known, subject))) >= now - 1e-9, limit.name


@few
@given(minutes, shares)
def test_shares_sum_to_one(time: float, share: float) -> None:
    """In shelter, under cover, warned and neither, not warned: all trials, each once. Who is safe has been warned."""
    known = scope(noisy(time, share))
    with threads(1) as crew:
        [found] = arrivals(known, crew).values()
    safe = found.sheltered + found.covered
    assert (safe <= found.warned).all()
    late = np.isfinite(found.available[:, 0]) * 300 - found.warned.sum(axis=1)
    assert (late >= 0).all()
    assert (safe + (found.warned - safe)).sum(axis=1) + late == pytest.approx(np.full(len(late), 300.0))
    assert (found.needed[:, 1] <= found.needed[:, 0]).all()
    assert (found.needed[:, 0] <= found.needed[:, 2]).all()


@few
@given(minutes)
def test_a_later_arrival_never_hurts(time: float) -> None:
    """The same city farther away has as many in time, or more."""
    near, far = (in_time(scope(noisy(time).set("cities", latitude=degrees))) for degrees in (5.0, 6.0))
    assert far >= near - 1e-9


@few
@given(minutes, minutes, minutes, minutes)
def test_without_noise_it_is_the_closed_form(detect: float, decide: float, alert: float, walk: float) -> None:
    """All times fixed: everybody is in shelter if the sum is within the ten minutes, and nobody if not."""
    sketch = town().set("arrival_classes", detect=detect).link("decide", time=decide).link("alert", time=alert)
    known = scope(sketch.shelter("shelter", time=walk).shelter("cover", places=0))
    with threads(1) as crew:
        [found] = arrivals(known, crew).values()
    need = detect + decide + alert + walk
    assert found.needed[0, 0] == pytest.approx(need)
    assert found.sheltered.sum() == (300 if need <= found.available[0, 0] else 0)


def test_the_number_of_workers_changes_no_byte() -> None:
    tables = []
    for workers in (1, 2, 5):
        answer = answered(scope(noisy()), Means(workers=workers))
        tables.append(
            (outcomes(answer), answer.safe, [(one.limit.name, one.subject, one.earned) for one in answer.why])
        )
    assert tables[0][0].equals(tables[1][0])
    assert tables[1][0].equals(tables[2][0])
    assert tables[0][1:] == tables[1][1:] == tables[2][1:]


def test_a_change_of_one_row_leaves_all_other_draws_alone() -> None:
    """Another city, another channel of another state, another class: the first city's numbers stay to the last bit."""
    before = outcomes(answered(scope(noisy()), Means())).filter(pl.col("place") == "town")
    sketch = noisy().add("cities", city="abroad", place="POL", latitude=3)
    sketch.add("channel_coverage", place="POL", delay=(1, 0, 2)).add("launch_areas", launch_area="afar", latitude=80)
    sketch.add("launch_classes", launch_area="afar")
    sketch.add("arrival_classes", arrival_class="aaa", kind="other", speed=(900, 800, 999))
    sketch.add("launch_classes", arrival_class="aaa")
    after = outcomes(answered(scope(sketch), Means()))
    assert before.equals(after.filter(pl.col("place") == "town", pl.col("subject") == "missile"))


def test_more_trials_go_on_where_fewer_ended() -> None:
    few, many = Streams(1, 100), Streams(1, 1000)
    name = ("table", "row", "column")
    assert (many.uniform(*name)[:100] == few.uniform(*name)).all()
    draws = many.uniform(*name)
    assert ((draws >= 0) & (draws < 1)).all()


def test_each_part_of_the_name_makes_another_stream() -> None:
    """Twenty streams of 4,000 draws: means within five standard errors of a half, no two alike, none correlated."""
    names = [(1, "a", "b", "c"), (2, "a", "b", "c"), (1, "ab", "", "c"), (1, "a", "bc", ""), (1, "", "ab", "c")]
    names += [(1, "a", f"{row}", "c") for row in range(15)]
    drawn = np.array([Streams(seed, 4000).uniform(*name) for seed, *name in names])
    assert np.abs(drawn.mean(axis=1) - 0.5).max() < 5 / np.sqrt(12 * 4000)
    apart = np.corrcoef(drawn) - np.eye(len(names))
    assert np.abs(apart).max() < 5 / np.sqrt(4000)


def test_draws_are_those_of_all_versions() -> None:
    """The first draws of a stream, as they were when it was first written: runs of other days have to be alike."""
    assert Streams(1, 3).uniform("table", "row", "column").tolist() == FIRST


FIRST = [0.8728467363820407, 0.9919753459999189, 0.8694037855949934]


def test_the_seed_changes_draws_and_little_else() -> None:
    """Another seed: other numbers, apart by no more than five standard errors of a share of 1,000 trials."""
    one, other = (in_time(noisy().scope(trials=1000, seed=seed)) for seed in (1, 2))
    assert one != other
    assert abs(one - other) < 5 * 3000 * np.sqrt(2 * 0.25 / 1000)


def test_every_limit_has_words_and_rows_that_it_stands_on() -> None:
    known = scope(noisy())
    every = figures(known.case)
    assert {limit for limit, _ in pairs(known)} == set(LIMITS)
    for limit, subject in pairs(known):
        assert limit.rows(known, every, subject).height, limit.name
        assert "{" not in limit.about.format(arrival="a", channel="b", kind="c")


def test_a_city_alone_is_as_it_is_among_others() -> None:
    together, alone = (answered(scope(noisy(), city=city), Means()) for city in (None, "farther"))
    [one] = of_class(alone, "missile")
    [same] = [city for city in of_class(together, "missile") if city.city == "farther"]
    assert replace(one, number=same.number) == same
