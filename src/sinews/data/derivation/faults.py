"""What is wrong with an expression, until it is known in which cell it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sinews.errors import Finding


@dataclass(frozen=True)
class Fault:
    """A defect: what was found, what was expected, what to do."""

    found: str
    expected: str
    remedy: str

    def at(self, file: str, row: int, column: str) -> Finding:
        """The fault as a finding about a cell."""
        return Finding(file, row, column, self.found, self.expected, self.remedy)


class FaultError(Exception):
    """An expression has no value; `faults` holds every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.found for fault in self.faults))


class ReportedError(Exception):
    """An expression has no value because of a fault that stands elsewhere and is reported there."""
