"""Which tests share a process when several run them, and in which order: what takes longest comes first."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

#: Files that ask the packaged case its first questions: together, since a process solves it once for all of them.
PACKAGED = ("browser/test_report.py", "docs/test_readme.py", "derivation/test_answers.py", "oracle/test_measured.py")

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


class Distribution(LoadFileScheduling):
    """All tests of a file go to one process, and so do all files of the packaged case."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "packaged" if file.endswith(PACKAGED) else file


def place(nodeid: str) -> int:
    """Where a test stands in the order."""
    order, file = (*PACKAGED, *LONGEST), nodeid.partition("::")[0]
    return next((number for number, name in enumerate(order) if file.endswith(name)), len(order))
