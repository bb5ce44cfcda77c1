"""The years clock: sinews against bare solvers and other modelling layers, and how it grows."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import CHILD, SINEWS, Results, measure_all, once
from benchmarks.page import made, table
from sinews.model.solver.highs import HIGHS_OPTIONS

TITLE = "The years clock"
ASKED = [*SINEWS, "years", "nato-europe", "--no-save"]
FRESH, MONTHLY, BRIEF = "sinews years --fresh", "sinews years --monthly", "sinews brief"

#: Start of the growth: allies, needed items, months; each is doubled twice.
BASE = (6, 4, 36)
SIZES = [BASE] + [
    tuple(n * (2**k if at == axis else 1) for at, n in enumerate(BASE)) for axis in range(3) for k in (1, 2)
]


def measured(repeats: int) -> list[str]:
    """Measure everything; the paragraphs of the part."""
    with TemporaryDirectory() as folder:
        exported = str(Path(folder) / "program.mps")
        once([*CHILD, "export", exported])
        found = measure_all(commands(exported), repeats)
        long = {FRESH: [*ASKED, "--fresh"], MONTHLY: [*ASKED, "--monthly"]}
        report = ["--report", str(Path(folder) / "report.html")]
        long |= {BRIEF: [*SINEWS, "brief", "--no-save", *report]}
        found |= measure_all(long, 1)
    sizes = {f"{a} allies, {i} items, {m} months": growing(a, i, m) for a, i, m in SIZES}
    growth = measure_all(sizes, repeats)
    others = f"HiGHS {version('highspy')}, linopy {version('linopy')}, PyPSA {version('pypsa')}"
    return [made(repeats, others), *_case(found), *_phases(found), *_growth(growth)]


def growing(allies: int, items: int, months: int) -> list[str]:
    """Build and solve a synthetic case of this size."""
    return [*CHILD, "growth", str(allies), str(items), str(months)]


def commands(exported: str) -> dict[str, list[str]]:
    """What is measured on the packaged case."""
    return {
        "sinews years": ASKED,
        "sinews --help": [*SINEWS, "--help"],
        "import sinews": [sys.executable, "-c", "import sinews"],
        "one solve": [*CHILD, "direct"],
        "bare, same options": [*CHILD, "bare", exported, json.dumps(dict(HIGHS_OPTIONS))],
        "bare, default options": [*CHILD, "bare", exported, "{}"],
        "linopy": [*CHILD, "linopy"],
        "PyPSA": [*CHILD, "pypsa"],
    }


def _case(found: Results) -> list[str]:
    ask, one = found["sinews years"].seconds, found["one solve"].seconds
    rows = [
        [
            "`sinews years nato-europe`: read, check, build, solve, deadline search; findings as remembered",
            "sinews years",
        ],
        ["the same with `--fresh`: all findings measured by solving again (one round)", FRESH],
        ["the same with `--monthly`, findings measured on the case's own ticks (one round)", MONTHLY],
        [
            "`sinews brief nato-europe`: the first, with ladder, levers, statements and the report (one round)",
            BRIEF,
        ],
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
    return ["### The packaged case", table(head, cells), f"Objective found by each: {same}."]


def _phases(found: Results) -> list[str]:
    sinews, linopy, pypsa = (found[key].report for key in ("one solve", "linopy", "PyPSA"))
    building = [sinews["build"] + sinews["load"], linopy["arrays"] + linopy["build"], pypsa["build"]]
    read, solve = ([one[phase] for one in (sinews, linopy, pypsa)] for phase in ("read", "solve"))
    shares = [100 * build / (build + sum(rests)) for build, *rests in zip(building, read, solve, strict=True)]
    named = {"read and check the case": read, "build the program": building, "solve": solve}
    cells = [[name, *(f"{seconds:.2f}" for seconds in phase)] for name, phase in named.items()]
    cells.append(["share of building", *(f"{share:.0f} %" for share in shares)])
    about = (
        f"The program has {sinews['rows']:,} rows, {sinews['columns']:,} columns and {sinews['nonzeros']:,} non-zeros; "
        f"PyPSA's has {pypsa['rows']:,} rows (bounds are rows there) and {pypsa['columns']:,} columns. For linopy the "
        "matrix comes ready from sinews's ledger and is only handed over; PyPSA writes its own, with linopy's "
        "expressions."
    )
    return ["### Phases of one solve", table(["phase, seconds", "sinews", "linopy", "PyPSA"], cells), about]


def _growth(growth: Results) -> list[str]:
    cells = [
        [what, f"{one.report['rows']:,}", f"{one.report['nonzeros']:,}",
         f"{one.report['build'] + one.report['load']:.2f}", f"{one.report['solve']:.2f}", f"{one.memory:.0f}"]
        for what, one in growth.items()
    ]  # fmt: skip
    head = ["synthetic case", "rows", "non-zeros", "build, s", "solve, s", "peak memory, MiB"]
    about = "Made-up cases with monthly ticks (benchmarks/synthetic.py), as one size doubles twice."
    return ["### Growth", about, table(head, cells)]
