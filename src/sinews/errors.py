"""The errors of sinews. Every error that a user can cause ends the command with exit status 2.

SinewsError
├── UsageError        a request that makes no sense (unknown path, group, item, option)
│   └── WriteError    a file or an answer that cannot be written; nothing is left half written
├── CaseError         findings in the data: a list, all at once
├── SolveError        the solver gave no answer that passes our own checks (exit status 1)
└── StopError         somebody ended the work before it was done (exit status 1)
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class SinewsError(Exception):
    """Base of all errors that sinews raises on purpose."""

    exit_status = 2


class UsageError(SinewsError):
    """The request makes no sense: says what was asked for, what exists, and what to do."""


class WriteError(UsageError):
    """A file, folder or stream cannot be written; `reason` in the words of the system."""

    def __init__(self, target: Path | str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Cannot write {target}: {reason}. Make room for it, or name another place.")


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

    def __post_init__(self) -> None:
        """Text that every stream can take: half of a surrogate pair (of a file name, say) becomes its escape."""
        for name in ("file", "column", "found", "expected", "remedy"):
            text = str(getattr(self, name))
            if not text.isascii():
                object.__setattr__(self, name, text.encode("utf-8", "backslashreplace").decode("utf-8"))

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


class Hints:
    """Near misses among many words, capitals aside: sorted once, with bounded work for each question and in all.

    Of more than `CHOICE` words only the neighbours of the word in question are compared, once by its beginning and once
    by its end; after `MOST` words that have been asked about, no more hints are given. The same questions in the same
    order get the same hints.
    """

    CHOICE = 60
    MOST = 100
    LONGEST = 100

    def __init__(self, words: Iterable[str], cutoff: float = 0.6) -> None:
        self._cutoff = cutoff
        self._words = {word.casefold(): word for word in sorted(set(words))}
        self._forward = sorted(self._words)
        self._backward = sorted(word[::-1] for word in self._forward) if len(self._forward) > self.CHOICE else []
        self._asked: dict[str, str | None] = {}

    def near(self, text: str) -> str | None:
        """The word that is closest to `text`, if one is close."""
        if text not in self._asked and len(text) <= self.LONGEST and len(self._asked) < self.MOST:
            self._asked[text] = self._closest(text.casefold())
        return self._asked.get(text)

    def _closest(self, text: str) -> str | None:
        close = get_close_matches(text, self._choice(text), n=1, cutoff=self._cutoff)
        return self._words[close[0]] if close else None

    def _choice(self, text: str) -> list[str]:
        if not self._backward:
            return self._forward
        ends = (word[::-1] for word in _around(self._backward, text[::-1], self.CHOICE // 2))
        return sorted({*_around(self._forward, text, self.CHOICE // 2), *ends})


def nearest(text: str, options: Iterable[str] | Hints) -> str | None:
    """The option that is closest to what was found, if one is close."""
    return (options if isinstance(options, Hints) else Hints(options)).near(text)


def did_you_mean(text: str, options: Iterable[str] | Hints) -> str:
    """` Did you mean x?`, if one of the options is close to what was found; else nothing.

    Whoever asks about many words makes the `Hints` once.
    """
    close = nearest(text, options)
    return f" Did you mean {close}?" if close else ""


def _around(words: Sequence[str], text: str, count: int) -> Sequence[str]:
    """The words around the place of `text` in sorted words: those that share most of its beginning."""
    place = bisect(words, text)
    return words[max(0, place - count // 2) : place + count // 2]
