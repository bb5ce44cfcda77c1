"""Replays: small cases of movements that took place, solved, and the page that states their errors."""

from __future__ import annotations

import math

import pytest

from sinews.data.case import Case
from tests.support import packaged_case
from tools.derivation.figures import Book
from tools.validation.movement_checks import checks
from tools.validation.movements import Replay, replays
from tools.validation.replay_page import PAGE, Replayed, page, reasons, run, table
from tools.validation.replays import GOAL, case_of


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@pytest.fixture(scope="module")
def results(packaged: Case) -> dict[str, Replayed]:
    return {result.replay.code: result for result in run(packaged, Book.read())}


def replay(code: str) -> Replay:
    return next(replay for replay in replays(Book.read()) if replay.code == code)


def number(case: Case, table: str, column: str, **row: str) -> float:
    frame = case.table(table)
    for name, value in row.items():
        frame = frame.filter(frame[name] == value)
    return float(frame[column].item())


def test_every_movement_arrives(results: dict[str, Replayed]) -> None:
    assert len(results) >= 9
    assert all(math.isfinite(result.days) for result in results.values())


def test_a_train_takes_its_way_its_handling_and_its_borders(packaged: Case, results: dict[str, Replayed]) -> None:
    """One train: loading + length / speed + two stops (Germany-Poland, Poland-Lithuania) + unloading, in whole ticks.

    With 1,406 km at 290 / 24 km/h, twice six hours of handling and two stops of 1.5 hours: 131.4 hours, rounded up to
    ticks of three hours 132, and up to two ticks more where parts of the journey are rounded apart.
    """
    case = case_of(packaged, replay("train_to_lithuania_2020"))
    links = case.table("links")
    way = float((links["length"] / links["speed"]).sum())
    handling = number(case, "transfers", "time", node="WEI", carrier="heavy_train") + number(
        case, "transfers", "time", node="KAU", carrier="heavy_train"
    )
    stops = 2 * number(case, "borders", "delay", from_place="DEU", to_place="POL")
    hours = way + handling + stops
    least = math.ceil(hours / 3) * 3
    assert least <= 24 * results["train_to_lithuania_2020"].days <= least + 12


def test_ships_return_before_they_sail_again(packaged: Case, results: dict[str, Replayed]) -> None:
    """Five ships, n loads: the last sails after ceil(n / 5) - 1 round trips, each of two crossings with handling."""
    case = case_of(packaged, replay("defender_2020"))
    crossing = number(case, "links", "length", link="L293") / number(case, "links", "speed", link="L293")
    handling = number(case, "transfers", "time", node="BRV", carrier="american_ship")
    per_ship = number(case, "carriage", "per_trip", load="wheeled", carrier="american_ship")
    loads = replay("defender_2020").loads["wheeled"].value / per_ship
    rounds = loads / 5
    least = (rounds - 1) * (2 * crossing + 2 * handling) / 24
    most = math.ceil(rounds) * (2 * (crossing + handling) + 48) / 24
    assert least <= results["defender_2020"].days <= most


def test_a_replay_is_the_case_with_other_people(packaged: Case) -> None:
    case = case_of(packaged, replay("convoy_greece_romania_2025"))
    speed = {"table": "links", "column": "speed", "link": "L277"}
    assert number(case, **speed) == number(packaged, **speed)
    assert set(case.table("nodes")["node"]) == {"ALX", "SVI", "PLO", "STZ", "RUS", "BUH", "BRS"}
    assert case.table("areas")["area"].to_list() == [GOAL]
    assert case.table("borders")["notice"].max() == 0
    assert case.table("pools").is_empty()


@pytest.mark.parametrize(("days", "error", "percent"), [(1.0, -1.0, -50.0), (2.5, 0.0, 0.0), (4.5, 1.5, 50.0)])
def test_error_is_the_distance_to_what_was_observed(days: float, error: float, percent: float) -> None:
    """The convoy of 2025 took two to three days."""
    result = Replayed(replay("convoy_greece_romania_2025"), days)
    assert (result.error, result.percent) == pytest.approx((error, percent))


def test_movements_without_pacing_are_within_a_day_and_a_half(results: dict[str, Replayed]) -> None:
    paced = {"freight_across_romania_2021", "columns_from_bremerhaven_2017", "defender_2020", "brigade_by_rail_2017"}
    assert all(abs(result.error) <= 1.5 for code, result in results.items() if code not in paced)


def test_the_page_states_what_is_computed(packaged: Case, results: dict[str, Replayed]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text, results.values(), checks(packaged, Book.read())) == text, (
        "run python -m tools.validation.replay_page"
    )


def test_every_movement_says_why_it_is_off(results: dict[str, Replayed]) -> None:
    text = reasons(results.values())
    assert all(result.replay.why in text and result.replay.observed.basis[0] in text for result in results.values())
    assert table(results.values()).count("(calibrated)") == 2


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="replays"):
        page("nothing here <!-- /replays -->", (), ())


def test_derived_figures_are_near_published_ones(packaged: Case) -> None:
    assert all(abs(check.percent) <= 20 for check in checks(packaged, Book.read()))
