"""Standard output and standard error, as commands see them: closed, full, unread, or without many characters.

Standard output holds the answer: if it cannot be written, the answer is lost, which is an error. Who reads it may stop
reading, which is none: the rest goes nowhere. Standard error says things beside the answer, and never stops it.
Characters that a stream does not know stand as escapes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import Any, TextIO, cast

from sinews.errors import WriteError

#: What the message about a lost answer calls it.
_ANSWER = "to standard output"


class _Stream:
    """A stream of the process; none if it was closed when the process began."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever streams have
        return getattr(self.stream, name)

    def isatty(self) -> bool:
        """Whether somebody reads on a terminal."""
        return self.stream is not None and self.stream.isatty()

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return self.stream.encoding if self.stream is not None else "utf-8"

    def _mute(self) -> None:
        """What is still to come goes nowhere."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stream.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


class _Answer(_Stream):
    """Standard output."""

    def write(self, text: str) -> int:
        """Write; WriteError if the answer is lost."""
        if self.stream is None:
            raise WriteError(_ANSWER, "it is closed")
        with self._kept():
            self.stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Pass on what has been written; WriteError if the answer is lost."""
        if self.stream is not None:
            with self._kept():
                self.stream.flush()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:  # whoever read the answer has seen enough
            self._mute()
        except OSError as error:
            self._mute()
            raise WriteError(_ANSWER, error.strerror or str(error)) from error


class _Beside(_Stream):
    """Standard error."""

    def write(self, text: str) -> int:
        """Write, if that is possible."""
        with self._tried():
            self.stream.write(text)  # type: ignore[union-attr]
        return len(text)

    def flush(self) -> None:
        """Pass on what has been written, if that is possible."""
        with self._tried():
            self.stream.flush()  # type: ignore[union-attr]

    @contextmanager
    def _tried(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, AttributeError):
            self._mute()


@contextmanager
def standard_streams() -> Iterator[None]:
    """Within the block, the streams of the process are such as commands can rely on."""
    _occupy()
    answer, beside = _Answer(sys.stdout), _Beside(sys.stderr)
    with (
        _escaping(answer.stream),
        _escaping(beside.stream),
        redirect_stdout(cast("TextIO", answer)),
        redirect_stderr(cast("TextIO", beside)),
    ):
        try:
            yield
        finally:
            beside.flush()


def require_answer() -> None:
    """Raise WriteError if standard output is closed: nothing is worked out that nobody can get."""
    if isinstance(sys.stdout, _Answer) and sys.stdout.stream is None:
        raise WriteError(_ANSWER, "it is closed")


def _occupy() -> None:
    """Where a stream is closed its number is free: no file that is opened later may get it."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(number)


@contextmanager
def _escaping(stream: TextIO | None) -> Iterator[None]:
    """Have characters that a stream does not know written as escapes."""
    change = getattr(stream, "reconfigure", None)
    errors = getattr(stream, "errors", None)
    if change is None:
        yield
        return
    change(errors="backslashreplace")
    try:
        yield
    finally:
        with suppress(OSError):
            change(errors=errors)
