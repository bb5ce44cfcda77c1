"""In which order tests are run, and what stays together: what takes longest comes first."""

from __future__ import annotations

#: Files that take longest, so that none of them is begun when the others are nearly done.
LONGEST = (
    "contract/test_options.py",
    "docs/test_docs.py",
    "cli/test_commands.py",
    "contract/test_memory.py",
    "faults/test_commands.py",
    "cli/test_signals.py",
    "laws/test_change.py",
    "days/test_laws.py",
    "validation/test_validation.py",
    "case/test_vintage.py",
    "cli/test_sweep.py",
    "laws/test_measured.py",
    "laws/test_classes.py",
    "cli/test_streams.py",
    "docs/test_add_a_clock.py",
    "derivation/test_levers.py",
    "cli/test_buying.py",
    "oracle/test_benchmarks.py",
    "days/test_effects.py",
    "app/test_clocks.py",
    "validation/test_replays.py",
    "laws/test_plan.py",
    "browser/test_days.py",
)

#: Files whose tests of the second stage ask the packaged case its first questions: one process has all of them, which
#: asks once.
PACKAGED = (
    "browser/test_print.py",
    "browser/test_report.py",
    "derivation/test_answers.py",
    "docs/test_readme.py",
    "oracle/test_measured.py",
)

#: The file of those that takes as long as all others together, mostly in the browser: it has a process of its own,
#: which asks once more.
BARRIERS = "browser/test_barriers.py"


def place(nodeid: str) -> int:
    """Where a test stands in the order."""
    order, file = LONGEST, nodeid.partition("::")[0]
    return next((number for number, name in enumerate(order) if file.endswith(name)), len(order))


def group(nodeid: str) -> str:
    """What a test of the second stage stays together with: those on the packaged case, or nothing but itself."""
    file = nodeid.partition("::")[0]
    if file.endswith(BARRIERS):
        return "barriers"
    return "packaged" if file.endswith(PACKAGED) else nodeid
