"""What the benchmarks measure on: made-up networks, roads as a case and as a graph, and the file of results."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from benchmarks.effort import bisected
from benchmarks.made_up_network import made_up_network
from benchmarks.one_load import networkx, networkx_once, sinews
from benchmarks.page import write
from benchmarks.roads import TICKS, Roads
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.program import build
from sinews.model.solver.highs import HighsSession
from tests.laws.cases import base, multiplied, scope


def test_a_made_up_network_is_the_same_twice_and_another_with_another_seed() -> None:
    first, again, other = made_up_network(250), made_up_network(250), made_up_network(250, seed=2)
    assert first == again
    assert first != other


@pytest.mark.parametrize("links", [250, 400])
def test_a_made_up_network_has_the_shape_of_the_packaged_case(links: int) -> None:
    case = made_up_network(links)
    assert case.table("links").height == pytest.approx(links, rel=0.1)
    assert set(case.table("links")["mode"]) == {"air", "rail", "road", "sea"}
    assert case.table("links")["gauge"].n_unique() == 3  # two and blank
    assert case.table("arrivals").select("area", "tier", "load").n_unique() == 7 * 3 * 3
    assert case.table("formations").height == 20 * 7
    assert case.table("pools")["carrier"].n_unique() == 5


def test_largest_flows_by_tick_are_those_of_the_flow_of_least_cost() -> None:
    """Two formulations and two methods of networkx agree to the last part of a vehicle, so the graph is sound."""
    roads = Roads.made_up(40)
    by_tick, sizes = networkx(roads)()
    at_once, same = networkx_once(roads)()
    assert by_tick == at_once
    assert sizes == same
    assert 0 < by_tick[-1] <= roads.need
    assert len(by_tick) == TICKS


@pytest.mark.parametrize("links", [60, 120])
def test_the_plan_is_the_largest_flow_by_every_tick(links: int) -> None:
    roads = Roads.made_up(links)
    planned, _ = sinews(roads)()
    largest, _ = networkx_once(roads)()
    assert planned == pytest.approx(largest, abs=1e-6 * roads.need)


def test_nothing_arrives_before_the_shortest_way_allows() -> None:
    roads = Roads.made_up(40)
    graph = nx.Graph()
    for (one, other), lag in zip(roads.ends.tolist(), roads.lag.tolist(), strict=True):
        graph.add_edge(one, other, lag=lag)
    far = nx.multi_source_dijkstra_path_length(graph, set(roads.homes), weight="lag")
    arrived, _ = networkx(roads)()
    first = next(tick for tick, amount in enumerate(arrived) if amount > 0)
    assert first == min(far[goal] for goal in roads.goals)


def test_the_file_of_results_keeps_the_part_that_is_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    write({"One": ["a", "### Growth", "b"], "Two": ["c"]}, path)
    write({"Two": ["d"]}, path)
    text = path.read_text(encoding="utf-8")
    assert "## One\n\na\n\n### Growth\n\nb\n\n## Two\n\nd\n" in text
    assert "c\n" not in text


@pytest.mark.parametrize("expected", [None, 3, 12])
def test_the_way_in_which_dates_were_found_before_finds_the_same(expected: int | None) -> None:
    program = build(scope(multiplied(base(), "scales", "per_force", 0.25)))
    old, new = (search(program, HighsSession(program), 0.95, expected) for search in (bisected, earliest))
    assert old.tick == new.tick
    assert old.instant == pytest.approx(new.instant, abs=1e-6)
    assert old.missing == pytest.approx(new.missing, abs=1e-6)
