"""The command line: reads the words, runs the command, turns errors and signals into one line and a status.

Status: 0 an answer; 1 model or solver failure; 2 findings or usage; 130 Ctrl-C; 143 terminated. Only light
modules are loaded here, so that help appears at once; a command loads what it needs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments, parse
from sinews.errors import SinewsError

_INTERRUPTED, _TERMINATED = 130, 143


class _Stopped(BaseException):
    """The process is to end: unwinds, so that no half file is left."""


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line (default: that of the process); returns the exit status."""
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
    except SystemExit as done:  # help, version, or a mistake that argparse has explained
        return done.code if isinstance(done.code, int) else 2
    meter = Meter(shown=arguments.progress or sys.stderr.isatty())
    with _signals(meter):
        return _status(arguments, meter)


def _status(arguments: Arguments, meter: Meter) -> int:
    try:
        command: Callable[[Arguments, Meter], int] = import_module(f"sinews.commands.{arguments.module}").run
        # polars sets a handler of its own that lets Ctrl-C wait for the solver's threads (its issue 21739)
        signal.siginterrupt(signal.SIGINT, True)
        status = command(arguments, meter)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, _Stopped) as stop:
        interrupted = isinstance(stop, KeyboardInterrupt)
        _say_stopped(meter, "Ctrl-C" if interrupted else "a signal")
        return _INTERRUPTED if interrupted else _TERMINATED
    except Exception as error:
        if arguments.debug:
            raise
        return _explain(error)
    return status


def _explain(error: Exception) -> int:
    if isinstance(error, SinewsError):
        _say(str(error))
        return error.exit_status
    first = (str(error) or "no message").splitlines()[0]
    _say(f"{type(error).__name__}: {first}. The option --debug shows where.")
    return 1


def _say(message: str) -> None:
    sys.stderr.write(f"sinews: {message}\n")


def _say_stopped(meter: Meter, by: str) -> None:
    if meter.shown and sys.stderr.isatty():
        sys.stderr.write("\n")
    during = f" during '{meter.phase}'" if meter.phase else ""
    _say(f"stopped by {by}{during}; what was not complete has not been written.")


@contextmanager
def _signals(meter: Meter) -> Iterator[None]:
    """Ctrl-C and SIGTERM unwind; where that would wait for threads that compute, they end the process at once.

    No file is being written while such threads work.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        interrupted = number == signal.SIGINT
        if threading.active_count() > 1:
            _say_stopped(meter, "Ctrl-C" if interrupted else "a signal")
            sys.stderr.flush()
            os._exit(_INTERRUPTED if interrupted else _TERMINATED)
        raise KeyboardInterrupt if interrupted else _Stopped

    try:
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:  # not in the main thread: signals are somebody else's business
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
