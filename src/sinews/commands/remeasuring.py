"""What comes measured with a case, measured again: provenance says who measured, this says whether it is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sinews.answers.means import Means
from sinews.answers.memory import FOLDER, Memory
from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS, AnyClock
from sinews.commands.arguments import Arguments
from sinews.commands.options import cores
from sinews.data.case import Case, resolve_case
from sinews.errors import UsageError

#: Points, months or days by which two measurements of one thing may be apart.
TOLERANCE = 1e-4


@dataclass(frozen=True)
class Remeasured:
    """What of one file was measured again.

    `damaged`: what is wrong with the file itself. `remembered`: rows that it has for the first question to this case.
    `apart`: by name, how far what was measured again is from what the file says.
    """

    clock: str
    path: Path
    damaged: tuple[str, ...]
    remembered: int
    apart: Mapping[str, float]

    @property
    def differing(self) -> dict[str, float]:
        """What differs by more than the tolerance, by name."""
        return {name: apart for name, apart in sorted(self.apart.items()) if apart > TOLERANCE}

    @property
    def wrong(self) -> bool:
        """Whether the file is damaged, or says what measuring does not give."""
        return bool(self.damaged or self.differing)

    def content(self) -> dict[str, Any]:
        """As data."""
        return {
            "clock": self.clock,
            "file": self.path,
            "damaged": list(self.damaged),
            "remembered": self.remembered,
            "measured_again": len(self.apart),
            "differing": self.differing,
        }

    def sentences(self) -> tuple[str, ...]:
        """What was found, in plain sentences."""
        if self.damaged:
            return self.damaged
        if not self.remembered:
            return (f"{self.path} knows nothing of this case, model and question.",)
        counts = f"{self.path}: {len(self.apart)} of {self.remembered} measurements made again"
        if not self.differing:
            return (f"{counts}; all are as remembered.",)
        names = ", ".join(list(self.differing)[:3])
        most = max(self.differing.values())
        return (
            f"{counts}; {len(self.differing)} differ, by up to {most:.4g} ({names}). Do not rely on the file: "
            "--fresh measures all again.",
        )


def remeasured(case: Case, arguments: Arguments, meter: Meter) -> tuple[Remeasured, ...]:
    """Measure again what is cheap of all that comes with a case. SolveError as the solver does."""
    folder = resolve_case(arguments.case) / FOLDER
    paths = {clock: folder / f"{clock.name}.json" for clock in CLOCKS}
    return tuple(_again(clock, case, path, meter) for clock, path in paths.items() if path.exists())


def _again(clock: AnyClock, case: Case, path: Path, meter: Meter) -> Remeasured:
    try:
        scope = clock.scope(case)
    except UsageError:  # what cannot be asked, nobody has measured
        return Remeasured(clock.name, path, (), 0, {})
    memory = Memory(clock.key(scope, "highs"))
    memory.learn(path, by_author=True)
    damaged = tuple(memory.notes)
    number = len(memory.records)
    apart = clock.remeasured(scope, Means("highs", meter, cores(), memory)) if number else {}
    return Remeasured(clock.name, path, damaged, number, apart)
