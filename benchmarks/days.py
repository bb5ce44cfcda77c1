"""The days clock: against flows on the time-expanded graph, and how it grows with the network."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

import numpy as np

from benchmarks.measure import CHILD, SINEWS, Measured, Results, measure_all, within
from benchmarks.page import made, table
from benchmarks.roads import HOURS, TICKS, UNITS

TITLE = "The days clock"
#: Links of the whole networks, and seconds after which the plan of one is given up.
NETWORKS, LIMIT = (250, 1000, 5000), 900
#: Ways to answer for one load, by name in benchmarks/one_load.py.
WAYS = {
    "sinews": "sinews",
    "ortools": "OR-tools, maximum flow by tick",
    "ortools_once": "OR-tools, one flow of least cost",
    "networkx": "networkx, maximum flow by tick",
    "networkx_once": "networkx, one flow of least cost",
}
#: Which ways on how many roads: on the largest, one flow takes networkx minutes, and there are some fifty ticks.
ROADS = {100: tuple(WAYS), 250: tuple(WAYS), 1000: ("sinews", "ortools", "ortools_once")}
ASKED = [*SINEWS, "days", "nato-europe", "--no-save"]
QUESTIONS = {
    "`sinews days nato-europe`: routes and limits as remembered": [],
    "the same with `--fresh`: routes found, and limits measured again": ["--fresh"],
}
#: Part of the need by which answers may differ and be called the same.
SAME = 1e-6

Growth = Mapping[str, Measured | None]


def measured(repeats: int) -> list[str]:
    """Measure everything; the paragraphs of the part."""
    ways = {_key(links, way): [*CHILD, "one_load", way, str(links)] for links, way in _asked()}
    found = measure_all(ways, repeats)
    case = within({what: [*ASKED, *options] for what, options in QUESTIONS.items()}, LIMIT)
    growth = within({f"{links:,} links": [*CHILD, "moving", str(links)] for links in NETWORKS}, LIMIT)
    others = f"HiGHS {version('highspy')}, networkx {version('networkx')}, OR-tools {version('ortools')}"
    return [made(repeats, others), *_case(case), *_one_load(found), *_growth(growth)]


def _asked() -> list[tuple[int, str]]:
    return [(links, way) for links, ways in ROADS.items() for way in ways]


def _key(links: int, way: str) -> str:
    return f"{links} roads, {way}"


def _case(case: Growth) -> list[str]:
    done = _done(case)
    first = next(iter(done.values()))
    rows = [
        [what, f"{one.seconds:.2f}", f"{one.seconds / first.seconds:.2f}", f"{one.memory:.0f}"]
        for what, one in done.items()
    ]
    head = ["what (one round)", "seconds", "to the first", "peak memory, MiB"]
    return ["### The packaged case", table(head, rows), *_given_up(case)]


def _one_load(found: Results) -> list[str]:
    about = (
        f"Made-up roads (benchmarks/roads.py), {TICKS} ticks of {HOURS} hours: what has arrived by each of them. Flows "
        f"of OR-tools and of networkx are in whole numbers, {UNITS:,} to a vehicle; capacities are multiples of that. "
        "*Answer* is the time from the network in arrays to the arrivals, graph or program and all, without Python's "
        "start, imports and, for sinews, the check of the case. *Difference*: the largest from the maximum flow by "
        "OR-tools at any tick, as a part of the need."
    )
    head = ["roads", "by", "answer, s", "to sinews", "seconds in all", "peak memory, MiB", "to sinews", "difference"]
    rows = [_row(found, links, way) for links, way in _asked()]
    sizes = "; ".join(_sizes(found, links) for links in ROADS)
    apart = [f"{WAYS[way]} on {links:,} roads" for links, way in _asked() if _difference(found, links, way) > SAME]
    same = f"All agree to {SAME:g}." if not apart else f"Apart by more than {SAME:g}: {', '.join(apart)}."
    return ["### One load, one area", about, table(head, rows), f"{same} Sizes: {sizes}."]


def _row(found: Results, links: int, way: str) -> list[str]:
    one, sinews = found[_key(links, way)], found[_key(links, "sinews")]
    return [
        f"{links:,}", WAYS[way], f"{one.report['answer']:.2f}",
        f"{one.report['answer'] / sinews.report['answer']:.2f}", f"{one.seconds:.2f}", f"{one.memory:.0f}",
        f"{one.memory / sinews.answers.memory:.2f}", f"{_difference(found, links, way):.0e}",
    ]  # fmt: skip


def _difference(found: Results, links: int, way: str) -> float:
    """Largest difference of arrivals from the maximum flow, as a part of the need."""
    right = found[_key(links, "ortools")].report
    return float(np.abs(np.subtract(found[_key(links, way)].report["arrived"], right["arrived"])).max() / right["need"])


def _sizes(found: Results, links: int) -> str:
    graph, plan = found[_key(links, "ortools")].report, found[_key(links, "sinews")].report
    return (
        f"{links:,} roads have {graph['arcs']:,} arcs in the graph, and {plan['routes']:,} routes, {plan['rows']:,} "
        f"rows and {plan['columns']:,} columns in the plan, whose prices recommend {plan['better']} further routes"
    )


def _growth(growth: Growth) -> list[str]:
    done = _done(growth)
    first = next(iter(done.values()))
    head = ["network", "nodes", "routes", "rows", "columns", "non-zeros", "plan, s", "to the first", "peak memory, MiB",
            "to the first", "tiers close on day"]  # fmt: skip
    rows = [_grown(what, one, first) for what, one in done.items()]
    about = (
        "Made-up networks (benchmarks/made_up_network.py) with the forces, areas, tiers and pools of one size: "
        f"{first.report['formations']} formations with three loads, seven areas, three tiers. One round; *plan* is "
        "without Python's start and the check of the case; routes are those that the plan uses."
    )
    return ["### Growth", about, table(head, rows), *_given_up(growth)]


def _done(measured: Growth) -> dict[str, Measured]:
    return {what: one for what, one in measured.items() if one is not None}


def _given_up(measured: Growth) -> list[str]:
    late = [what for what, one in measured.items() if one is None]
    return [f"Given up after {LIMIT // 60} minutes: {'; '.join(late)}."] if late else []


def _grown(what: str, one: Measured, first: Measured) -> list[str]:
    counts = [f"{one.report[name]:,}" for name in ("nodes", "routes", "rows", "columns", "nonzeros")]
    plan, memory = one.report["plan"], one.memory
    to_first = f"{plan / first.report['plan']:.2f}", f"{memory / first.memory:.2f}"
    return [what, *counts, f"{plan:.1f}", to_first[0], f"{memory:.0f}", to_first[1], one.report["closure"]]
