"""The command line: reads the words, runs the command, turns errors and signals into one line and a status.

Status: 0 an answer; 1 model or solver failure; 2 findings or usage; 130 Ctrl-C; 143 terminated. Only light
modules are loaded here, so that help appears at once; a command loads what it needs.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Event
from types import FrameType

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments, parse
from sinews.commands.streams import require_answer, standard_streams
from sinews.errors import CaseError, SinewsError
from sinews.files.sinks import for_terminal
from sinews.model.solver.stop import stoppable

_INTERRUPTED, _TERMINATED = 130, 143

#: New objects after which Python looks for circles among them: nearly all that a command makes lives to its end.
_OBJECTS = 50_000


class _Stopped(BaseException):
    """The process is to end: unwinds, so that no half file is left."""


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line (default: that of the process); returns the exit status."""
    gc.set_threshold(_OBJECTS)
    with standard_streams():
        meter = Meter(shown=sys.stderr.isatty())
        with _signals(meter):
            return _status(sys.argv[1:] if words is None else words, meter)


def _status(words: Sequence[str], meter: Meter) -> int:
    try:
        status = _answered(words, meter)
        sys.stdout.flush()
    except (KeyboardInterrupt, _Stopped) as stop:
        interrupted = isinstance(stop, KeyboardInterrupt)
        _say_stopped(meter, "Ctrl-C" if interrupted else "a signal")
        return _INTERRUPTED if interrupted else _TERMINATED
    except SinewsError as error:
        _say(error)
        return error.exit_status
    except BaseException as error:
        if "--debug" in words or not _unforeseen(error):
            raise
        first = (str(error) or "no message").splitlines()[0]
        _say(f"{type(error).__name__}: {first}. The option --debug shows where.")
        return 1
    return status


def _answered(words: Sequence[str], meter: Meter) -> int:
    try:
        arguments = parse(words)
    except SystemExit as done:  # help, version, or a mistake that argparse has explained
        return done.code if isinstance(done.code, int) else 2
    require_answer()
    meter.shown = meter.shown or arguments.progress
    module = "listing" if getattr(arguments, "listed", None) else arguments.module
    command: Callable[[Arguments, Meter], int] = import_module(f"sinews.commands.{module}").run
    if hasattr(signal, "siginterrupt"):  # Windows has none
        # polars sets a handler of its own that lets Ctrl-C wait for the solver's threads (its issue 21739)
        signal.siginterrupt(signal.SIGINT, True)
    return command(arguments, meter)


def _unforeseen(error: BaseException) -> bool:
    """Whether somebody's code failed; what polars calls a panic is no Exception."""
    return isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime"


def _say(message: str | SinewsError) -> None:
    """One line, and one for each finding."""
    lines = [f"sinews: {message}"]
    if isinstance(message, CaseError):
        lines = [lines[0].split("\n")[0], *map(str, message.findings)]
    sys.stderr.write("\n".join(map(for_terminal, lines)) + "\n")


def _say_stopped(meter: Meter, by: str) -> None:
    if meter.shown and sys.stderr.isatty():
        sys.stderr.write("\n")
    during = f" during '{meter.phase}'" if meter.phase else ""
    _say(f"stopped by {by}{during}; what was not complete has not been written.")


@contextmanager
def _signals(meter: Meter) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM stops the solves that run and unwinds; a second one ends the process at once."""
    stop = Event()

    def told(number: int, _frame: FrameType | None) -> None:
        interrupted = number == signal.SIGINT
        if stop.is_set():  # what unwinds waits for threads, and not all that they do looks for a stop
            _say_stopped(meter, "Ctrl-C" if interrupted else "a signal")
            sys.stderr.flush()
            os._exit(_INTERRUPTED if interrupted else _TERMINATED)
        stop.set()
        raise KeyboardInterrupt if interrupted else _Stopped

    try:
        before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:  # not in the main thread: signals are somebody else's business
        yield
        return
    try:
        with stoppable(stop):
            yield
    finally:
        if not stop.is_set():  # else the process is about to end, and may yet have to wait for a thread
            for number, handler in before.items():
                signal.signal(number, handler)
