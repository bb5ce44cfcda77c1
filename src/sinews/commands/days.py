"""`sinews days`: ask the days clock, and print Ready, Why and Buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sinews.answers.progress import Meter, peak_memory
from sinews.answers.runs import SavedRun
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.flows import timetable
from sinews.clocks.days.kept import saved
from sinews.clocks.days.scope import Movement, Moves
from sinews.commands.arguments import Arguments
from sinews.commands.asking import read_case
from sinews.commands.movement import answered
from sinews.commands.output import console, note, write_json
from sinews.errors import UsageError
from sinews.files import require_writable
from sinews.model.solver.choice import check_solver


@dataclass(frozen=True)
class Kept:
    """An answer of the days clock, what is kept of it, and where (None: not saved)."""

    answer: DaysAnswer
    run: SavedRun
    folder: Path | None


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question."""
    asked = ask(arguments, meter)
    if arguments.json:
        extra = {"timetable": timetable(asked.answer.plan, arguments.unit)} if arguments.unit else {}
        write_json("days", {**content(asked), **extra})
    else:
        _show(asked.answer, arguments.unit)
    return 0


def content(asked: Kept) -> dict[str, Any]:
    """The answer as JSON: where the run is, what its manifest says, and the findings."""
    return {"run": asked.folder, **asked.run.manifest, "why": asked.run.why}


def ask(arguments: Arguments, meter: Meter) -> Kept:
    """Read, check, plan, confirm, save."""
    if arguments.save:
        require_writable(arguments.out)
    case = read_case(arguments.case, meter, arguments.overlay)
    check_solver(arguments.solver)
    question = Movement(_month(arguments.on), tuple(arguments.without), arguments.tick, arguments.whole)
    scope = Moves.of(case, question)
    if arguments.unit:
        scope.require_formation(arguments.unit)
    answer = answered(case, arguments, meter, question, days.Asked(arguments.levers, arguments.corridors))
    kept = saved(answer, arguments.solver, meter.seconds, peak_memory())
    folder = None
    if arguments.save:
        with meter("save"):
            folder = kept.save(arguments.out)
        note(f"Saved the run to {folder}")
    return Kept(answer, kept, folder)


def _month(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise UsageError(f"--on {text} is no month. Write it as 2026-11.") from error


def _show(answer: DaysAnswer, formation: str | None) -> None:
    from sinews.clocks.days.page.page import ready, way
    from sinews.present.render.terminal import show

    show(way(answer, formation) if formation else ready(answer), console())
