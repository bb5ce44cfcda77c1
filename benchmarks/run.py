"""Measure sinews against bare solvers and other modelling layers, and write benchmarks/RESULTS.md.

    python3 start.py bench [REPEATS]

All ratios are of one run on one machine; every number is the median of REPEATS rounds (3).
"""

from __future__ import annotations

import json
import os
import platform
import sys
import sysconfig
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import REPEATS, Measured, measure_all, once
from sinews.solver import HIGHS_OPTIONS

RESULTS = Path(__file__).with_name("RESULTS.md")
CHILD = [sys.executable, "-m", "benchmarks.child"]
SINEWS = str(Path(sysconfig.get_path("scripts")) / "sinews")
ASKED = [SINEWS, "years", "nato-europe", "--no-save"]

#: Start of the growth: allies, needed items, months; each is doubled twice.
BASE = (8, 6, 48)
SIZES = [BASE] + [tuple(n * (2**k if at == axis else 1) for at, n in enumerate(BASE)) for axis in range(3) for k in (1, 2)]

Results = Mapping[str, Measured]


def main(repeats: int = REPEATS) -> None:
    """Measure everything and write the results."""
    with TemporaryDirectory() as folder:
        exported = str(Path(folder) / "program.mps")
        once([*CHILD, "export", exported])
        found = measure_all(commands(exported), repeats)
    growth = measure_all({f"{a} allies, {i} items, {m} months": [*CHILD, "growth", *map(str, (a, i, m))]
                          for a, i, m in SIZES}, repeats)  # fmt: skip
    RESULTS.write_text("\n\n".join(page(found, growth, repeats)) + "\n", encoding="utf-8")


def commands(exported: str) -> dict[str, list[str]]:
    """What is measured on the packaged case."""
    return {
        "sinews years": ASKED,
        "sinews years --monthly": [*ASKED, "--monthly"],
        "sinews --help": [SINEWS, "--help"],
        "import sinews": [sys.executable, "-c", "import sinews"],
        "one solve": [*CHILD, "direct"],
        "bare, same options": [*CHILD, "bare", exported, json.dumps(dict(HIGHS_OPTIONS))],
        "bare, default options": [*CHILD, "bare", exported, "{}"],
        "linopy": [*CHILD, "linopy"],
        "PyPSA": [*CHILD, "pypsa"],
    }


def page(found: Results, growth: Results, repeats: int) -> list[str]:
    """The parts of RESULTS.md."""
    return [
        "# Benchmarks",
        f"Made by `python3 start.py bench`, medians of {repeats} rounds on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, HiGHS {version('highspy')}, linopy {version('linopy')}, PyPSA {version('pypsa')}. "
        "Seconds are wall time with Python's start; ratios compare rows of one run.",
        *_case(found),
        *_phases(found),
        *_growth(growth),
    ]


def _case(found: Results) -> list[str]:
    ask, one = found["sinews years"].seconds, found["one solve"].seconds
    rows = [
        ["`sinews years nato-europe`: read, check, build, solve, deadline search, confirmed findings", "sinews years"],
        ["the same with `--monthly`", "sinews years --monthly"],
        ["one solve: read, check, build, solve", "one solve"],
        ["bare HiGHS on the exported program, same options (reads MPS, solves once)", "bare, same options"],
        ["bare HiGHS on the exported program, default options", "bare, default options"],
        ["one solve through linopy (the same arrays in its model, same options)", "linopy"],
        ["one solve of a plan of like size in PyPSA, simpler (benchmarks/network.py says how), same options", "PyPSA"],
        ["`sinews --help`", "sinews --help"],
        ["`import sinews`", "import sinews"],
    ]
    cells = [[what, f"{found[key].seconds:.2f}", f"{found[key].seconds / one:.2f}", f"{found[key].seconds / ask:.2f}",
              f"{found[key].memory:.0f}"] for what, key in rows]  # fmt: skip
    head = ["what", "seconds", "to one solve", "to `sinews years`", "peak memory, MiB"]
    objectives = {key: one.report["objective"] for key, one in found.items() if "objective" in one.report}
    same = ", ".join(f"{key} {value:.9f}" for key, value in sorted(objectives.items()))
    return ["## The packaged case", _table(head, cells), f"Objective found by each: {same}."]


def _phases(found: Results) -> list[str]:
    one, other = found["one solve"].report, found["linopy"].report
    direct, through = one["build"] + one["load"], other["arrays"] + other["build"]
    rest = one["read"] + one["solve"]
    pypsa = found["PyPSA"].report
    cells = [
        ["read and check the case", f"{one['read']:.2f}", f"{other['read']:.2f}", f"{pypsa['read']:.2f}"],
        ["build the program", f"{direct:.2f}", f"{through:.2f}", f"{pypsa['build']:.2f}"],
        ["solve", f"{one['solve']:.2f}", f"{other['solve']:.2f}", f"{pypsa['solve']:.2f}"],
        ["share of building", *(f"{100 * part:.0f} %" for part in (
            direct / (direct + rest), through / (through + other["read"] + other["solve"]),
            pypsa["build"] / (pypsa["build"] + pypsa["read"] + pypsa["solve"])))],
    ]  # fmt: skip
    return [
        "## Phases of one solve",
        _table(["phase, seconds", "sinews", "linopy", "PyPSA"], cells),
        f"The program has {one['rows']:,} rows, {one['columns']:,} columns and {one['nonzeros']:,} non-zeros; PyPSA's has "
        f"{pypsa['rows']:,} rows (bounds are rows there) and {pypsa['columns']:,} columns. In the column of linopy the "
        "matrix comes ready from sinews's ledger and is only handed over; PyPSA writes its own with linopy's expressions.",
    ]  # fmt: skip


def _growth(growth: Results) -> list[str]:
    cells = [
        [what, f"{one.report['rows']:,}", f"{one.report['nonzeros']:,}",
         f"{one.report['build'] + one.report['load']:.2f}", f"{one.report['solve']:.2f}", f"{one.memory:.0f}"]
        for what, one in growth.items()
    ]  # fmt: skip
    head = ["synthetic case", "rows", "non-zeros", "build, s", "solve, s", "peak memory, MiB"]
    about = "Made-up cases with monthly ticks (benchmarks/synthetic.py): what doubles when one size doubles."
    return ["## Growth", about, _table(head, cells)]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS)
