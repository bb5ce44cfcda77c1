"""Run a command, and measure its wall time and peak memory; what it prints as JSON comes with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryFile
from threading import TIMEOUT_MAX, Timer
from typing import Any

REPEATS = 3
#: How what is measured is called: a command of sinews, or a function of benchmarks/child.py.
SINEWS, CHILD = [sys.executable, "-m", "sinews"], [sys.executable, "-m", "benchmarks.child"]


@dataclass(frozen=True)
class Measured:
    """Medians over the repetitions of a command.

    `seconds`: wall time, Python's start included. `memory`: peak resident, MiB. `report`: medians of the numbers
    that the command reports by itself, and its last other values.
    """

    seconds: float
    memory: float
    report: Mapping[str, Any]


Results = Mapping[str, Measured]


def measure_all(commands: Mapping[str, Sequence[str]], repeats: int = REPEATS) -> dict[str, Measured]:
    """Measure commands in turn, `repeats` rounds of all of them, so that a busy spell hits all alike."""
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for number in range(repeats):
        for name, command in commands.items():
            print(f"{name} ({number + 1}/{repeats})", file=sys.stderr, flush=True)
            runs[name].append(once(command))
    return {name: _median(found) for name, found in runs.items()}


def once(command: Sequence[str], limit: float | None = None) -> Measured:
    """Run a command once. CalledProcessError if it fails, TimeoutExpired if it takes more than `limit` seconds."""
    with TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, text=True)
        watch = Timer(limit or TIMEOUT_MAX, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if limit and seconds >= limit:
            raise subprocess.TimeoutExpired(list(command), limit)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, list(command))
        output.seek(0)
        return Measured(seconds, usage.ru_maxrss / 1024, _report(output.read()))


def within(commands: Mapping[str, Sequence[str]], limit: float) -> dict[str, Measured | None]:
    """Measure long commands once each; None where one takes more than `limit` seconds."""
    found: dict[str, Measured | None] = {}
    for name, command in commands.items():
        print(f"{name} (once)", file=sys.stderr, flush=True)
        try:
            found[name] = once(command, limit)
        except subprocess.TimeoutExpired:
            found[name] = None
    return found


def _report(text: str) -> Mapping[str, Any]:
    """The last line of the output, if it is an object in JSON."""
    lines = text.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _median(runs: Sequence[Measured]) -> Measured:
    report = {
        key: median(run.report[key] for run in runs) if isinstance(value, float) else value
        for key, value in runs[-1].report.items()
    }
    return Measured(median(run.seconds for run in runs), median(run.memory for run in runs), report)
