"""The errors of sinews. Every error that a user can cause ends the command with exit status 2.

SinewsError
├── UsageError        a request that makes no sense (unknown path, group, item, option)
├── CaseError         findings in the data: a list, all at once
├── SolveError        the solver gave no answer that passes our own checks (exit status 1)
└── StopError         somebody ended the work before it was done (exit status 1)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class SinewsError(Exception):
    """Base of all errors that sinews raises on purpose."""

    exit_status = 2


class UsageError(SinewsError):
    """The request makes no sense: says what was asked for, what exists, and what to do."""


class SolveError(SinewsError):
    """The solver gave no accepted answer, or an answer that fails the residual check."""

    exit_status = 1


class StopError(SinewsError):
    """Somebody ended the work before it was done."""

    exit_status = 1

    def __init__(self, message: str = "The work was stopped before its end.") -> None:
        super().__init__(message)


@dataclass(frozen=True, order=True)
class Finding:
    """One defect in the data: where it stands, what was found, what was expected, what to do.

    `row` is the line of the file (the header is line 1), 0 if the finding is about the whole file or column.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        place = self.file + (f", row {self.row}" if self.row else "")
        place += f", column {self.column}" if self.column else ""
        return f"{place}: found {self.found}; expected {self.expected}. {self.remedy}"


class CaseError(SinewsError):
    """The case has defects; `findings` holds every one of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        count = len(self.findings)
        title = f"{count} finding{'s' if count != 1 else ''}:"
        super().__init__("\n".join([title, *map(str, self.findings)]))

    def __reduce__(self) -> tuple[type[CaseError], tuple[tuple[Finding, ...]]]:  # another process may find them
        return CaseError, (self.findings,)


def did_you_mean(found: str, options: Iterable[str]) -> str:
    """` Did you mean x?`, if one of the options is close to what was found; else nothing."""
    close = get_close_matches(found, sorted(options), n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""
