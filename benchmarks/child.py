"""What is measured, each in a process of its own: `python -m benchmarks.child NAME ...` reports as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import highspy

    from sinews.clocks.years.scope import Scope
    from sinews.model.program import Program

Report = dict[str, Any]


@contextmanager
def clocked(report: Report, name: str) -> Iterator[None]:
    """Note the seconds of a phase in the report."""
    start = time.perf_counter()
    yield
    report[name] = time.perf_counter() - start


def default_scope() -> Scope:
    """The scope of the default question on the packaged case."""
    from sinews.clocks.years.scope import Question, Scope
    from sinews.data.case import Case, embedded

    return Scope.of(Case.read(embedded("nato-europe")), Question())


def export(path: str) -> Report:
    """Write the default program as MPS."""
    from sinews.clocks.years.program import build
    from sinews.model.solver.choice import write_program

    program = build(default_scope())
    write_program(program, Path(path))
    return _size(program)


def direct(*_: str) -> Report:
    """Read, build and solve once, as the years clock does."""
    report: Report = {}
    with clocked(report, "read"):
        scope = default_scope()
    return report | _build_and_solve(scope)


def _build_and_solve(scope: Scope) -> Report:
    from sinews.clocks.years.program import build
    from sinews.model.solver.highs import HIGHS_OPTIONS, load_highs

    report: Report = {}
    with clocked(report, "build"):
        program = build(scope)
    with clocked(report, "load"):
        highs = load_highs(program, HIGHS_OPTIONS)
    with clocked(report, "solve"):
        highs.run()
    return report | _size(program) | _end(highs)


def _size(program: Program) -> Report:
    rows, columns = program.matrix.shape
    return {"rows": rows, "columns": columns, "nonzeros": program.matrix.nnz}


def _end(highs: highspy.Highs) -> Report:
    status = highs.modelStatusToString(highs.getModelStatus())
    return {"objective": float(highs.getInfo().objective_function_value), "status": status}


def bare(path: str, options: str) -> Report:
    """HiGHS alone on an exported program; `options` is a JSON object."""
    import highspy

    report: Report = {}
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    for name, value in json.loads(options).items():
        highs.setOptionValue(name, value)
    with clocked(report, "read"):
        highs.readModel(path)
    with clocked(report, "solve"):
        highs.run()
    return report | _end(highs)


def linopy(*_: str) -> Report:
    """The same program as arrays through linopy: its model, its hand-over to HiGHS, HiGHS with the same options."""
    from sinews.clocks.years.program import build
    from sinews.model.solver.by_linopy import linopy_model
    from sinews.model.solver.highs import HIGHS_OPTIONS

    report: Report = {}
    with clocked(report, "read"):
        scope = default_scope()
    with clocked(report, "arrays"):
        program = build(scope)
    with clocked(report, "build"):
        model = linopy_model(program)
    with clocked(report, "solve"):
        model.solve(solver_name="highs", io_api="direct", progress=False, log_to_console=False, **HIGHS_OPTIONS)
    return report | _size(program) | {"objective": float(model.objective.value), "status": model.termination_condition}


def pypsa(*_: str) -> Report:
    """A plan of the same places, items, lines, money and ticks, written and solved with PyPSA."""
    from benchmarks.network import solve

    report: Report = {}
    with clocked(report, "read"):
        scope = default_scope()
    return report | solve(scope)


def growth(allies: str, items: str, months: str) -> Report:
    """Build and solve a synthetic case."""
    from benchmarks.synthetic import synthetic
    from sinews.clocks.years.scope import Question, Scope

    case = synthetic(int(allies), int(items), int(months))
    return _build_and_solve(Scope.of(case, Question()))


def one_load(way: str, links: str) -> Report:
    """What has arrived by each tick on made-up roads, found in one of the ways of benchmarks/one_load.py."""
    from benchmarks.one_load import WAYS
    from benchmarks.roads import Roads

    roads = Roads.made_up(int(links))
    report: Report = {"need": roads.need}
    answer = WAYS[way](roads)
    with clocked(report, "answer"):
        arrived, about = answer()
    return report | about | {"arrived": arrived}


def moving(links: str) -> Report:
    """Plan movements on a made-up network."""
    from benchmarks.made_up_network import made_up_network
    from sinews.clocks.days.closure import arrived, closures
    from sinews.clocks.days.flows import used
    from sinews.clocks.days.plan import plan
    from sinews.clocks.days.scope import Moves

    report: Report = {}
    with clocked(report, "case"):
        case = made_up_network(int(links))
    with clocked(report, "plan"):
        made = plan(Moves.of(case))
    days = [one.day for one in closures(made.scope, arrived(made.solved)) if one.area is None]
    return report | _size(made.program) | {
        "nodes": case.table("nodes").height,
        "formations": case.table("formations").height,
        "routes": len(used(made)),
        "better": made.found.better,
        "closure": ", ".join("none" if day is None else f"{day:.1f}" for day in days),
    }  # fmt: skip


MEASURED: dict[str, Callable[..., Report]] = {
    function.__name__: function for function in (export, direct, bare, linopy, pypsa, growth, one_load, moving)
}

if __name__ == "__main__":
    print(json.dumps(MEASURED[sys.argv[1]](*sys.argv[2:])))
