"""In which order tests are run: what takes longest comes first."""

from __future__ import annotations

#: Files that take longest, so that none of them is begun when the others are nearly done.
LONGEST = (
    "contract/test_options.py",
    "docs/test_docs.py",
    "contract/test_memory.py",
    "browser/test_days.py",
    "cli/test_commands.py",
    "faults/test_commands.py",
    "cli/test_signals.py",
    "docs/test_add_a_clock.py",
    "validation/test_replays.py",
    "validation/test_validation.py",
    "fuzz/test_fuzz.py",
    "laws/test_measured.py",
    "laws/test_change.py",
)


def place(nodeid: str) -> int:
    """Where a test stands in the order."""
    order, file = LONGEST, nodeid.partition("::")[0]
    return next((number for number, name in enumerate(order) if file.endswith(name)), len(order))
