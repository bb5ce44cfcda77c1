"""Steps that several commands share: read a case, ask clocks of it with what is remembered, save."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sinews.answers.means import Means, silently
from sinews.answers.memory import FOLDER, Memory
from sinews.answers.progress import Meter, peak_memory
from sinews.answers.provenance import Provenance
from sinews.answers.runs import SavedRun
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.options import EXPORTING, Role
from sinews.commands.arguments import Arguments
from sinews.commands.output import note, remembered
from sinews.data.case import Case, resolve_case
from sinews.errors import UsageError
from sinews.files import require_writable, require_writable_file
from sinews.model.building import program_of
from sinews.model.solver.choice import check_solver, write_program

# questions ------------------------------------------------------------------------


def asking_of(clock: AnyClock, case: Case, arguments: Arguments, meter: Meter) -> Asking:
    """The question of the arguments to a clock, with what is remembered; UsageError, before heavy work, for none."""
    with meter("check"):
        check_solver(arguments.solver)
        scope = clock.scope(case, clock.question(words_of(clock, arguments)))
    memory = memory_of(clock, scope, arguments)
    tell = note if meter.shown else silently
    return Asking(clock, scope, Means(arguments.solver, meter, arguments.workers, memory, tell))


def askings_of(case: Case, arguments: Arguments, meter: Meter) -> list[Asking]:
    """The questions of the arguments to every clock that the case has something for; the first clock's, if to none.

    UsageError for an option of a clock that the case has nothing for, and as the clocks do.
    """
    there = [clock for clock in CLOCKS if not clock.lacking(case)] or list(CLOCKS[:1])
    for clock in CLOCKS:
        words = words_of(clock, arguments)
        if clock not in there and (strange := words.keys() - _shared(there)):
            given = [option.name for option in clock.options if option.field in strange]
            raise UsageError(
                f"The case has nothing to ask the {clock.name} clock about; take {', '.join(given)} out, or add rows "
                f"to {', '.join(clock.lacking(case))}."
            )
    return [_asking_one(clock, case, arguments, meter) for clock in there]


def _asking_one(clock: AnyClock, case: Case, arguments: Arguments, meter: Meter) -> Asking:
    """The question to one of several clocks; UsageError that says whose option it is, where two have one so called."""
    try:
        return asking_of(clock, case, arguments, meter)
    except UsageError as error:
        raise UsageError(f"{error}{_meant(clock, arguments, str(error))}") from error


def _meant(clock: AnyClock, arguments: Arguments, error: str) -> str:
    """Which command means something else by an option whose word an error names; empty if none does."""
    for option in (option for option in clock.options if option.role is Role.QUESTION and option.repeated):
        word = next((word for word in getattr(arguments, option.field, None) or () if f" {word};" in error), None)
        for other in CLOCKS:
            same = next(
                (candidate for candidate in other.options if candidate.name == option.name and candidate != option),
                None,
            )
            if word is not None and same is not None:
                here, there = (re.split("[;:]", candidate.about)[0] for candidate in (option, same))
                return f" Here {option.name} means {here}; for {there}: sinews {other.name} {option.name} {word}."
    return ""


def _shared(clocks: Iterable[AnyClock]) -> set[str]:
    return {option.field for clock in clocks for option in clock.options}


def words_of(clock: AnyClock, arguments: Arguments) -> dict[str, object]:
    """The parts of a question to a clock that the arguments say."""
    fields = [option.field for option in clock.options if option.role in {Role.QUESTION, Role.OWN}]
    words = {field: getattr(arguments, field, None) for field in fields}
    return {field: word for field, word in words.items() if word is not None}


# what is remembered -----------------------------------------------------------------


def memory_of(clock: AnyClock, scope: Any, arguments: Arguments) -> Memory:  # noqa: ANN401 - the clock's own
    """What the case itself and earlier runs know of a question; nothing with --fresh."""
    memory = Memory(clock.key(scope, arguments.solver))
    if not arguments.fresh:
        memory.learn(resolve_case(arguments.case) / FOLDER / f"{clock.name}.json", by_author=True)
        memory.learn(_beside(clock, memory, arguments))
    return memory


def remember(asking: Asking, arguments: Arguments) -> None:
    """Keep what has been measured beside the saved runs, if runs are saved; say what was wrong with what was kept."""
    memory = asking.means.memory
    for text in memory.notes:
        note(text)
    memory.notes.clear()
    if arguments.save and memory.fresh:
        remembered(lambda: memory.write(_beside(asking.clock, memory, arguments)))


def elsewhere(askings: Iterable[Asking]) -> tuple[Provenance, ...]:
    """Where what was remembered and used comes from, if not from here."""
    return tuple(sorted({provenance for asking in askings for provenance in asking.means.memory.elsewhere}))


def _beside(clock: AnyClock, memory: Memory, arguments: Arguments) -> Path:
    folder: Path = arguments.out
    return folder / FOLDER / f"{clock.name}-{memory.key[:16]}.json"


# what is written ----------------------------------------------------------------------


def check_targets(arguments: Arguments) -> None:
    """Raise UsageError unless everything that is asked for can be written; done before anything is read."""
    if arguments.save:
        require_writable(arguments.out)
    report: Path | None = getattr(arguments, "report", None)
    for path in (*_exported(arguments), report, getattr(arguments, "pdf", None)):
        if path is not None:
            require_writable_file(path)
    if report is not None:
        _require_data_folder(report.with_name(f"{report.stem}-data"))


def _exported(arguments: Arguments) -> list[Path]:
    paths = [getattr(arguments, option.field, None) for option in EXPORTING]
    return [path for path in paths if path is not None]


def _require_data_folder(folder: Path) -> None:
    """The folder beside a report is written anew, so it may hold nothing but what a report puts there."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}, for the data of the report, is there already and is not a folder.")
    strange = [path.name for path in folder.iterdir() if path.suffix != ".csv"] if folder.is_dir() else []
    if strange:
        raise UsageError(
            f"{folder}, for the data of the report, holds other things ({', '.join(sorted(strange)[:3])}). "
            "Name another report with --report."
        )


def export(asking: Asking, arguments: Arguments, meter: Meter) -> None:
    """Write the program of a question to the files that the arguments name; UsageError if it has none."""
    targets = _exported(arguments)
    if not targets:
        return
    with meter("export"):
        ledger = asking.clock.build(asking.scope)
        if ledger is None:
            raise UsageError(f"The {asking.clock.name} clock has no linear program to write.")
        program = program_of(ledger.journal)
        for path in targets:
            write_program(program, path)
            note(f"Wrote the program to {path}")


def answered(asking: Asking, extras: Sequence[str], arguments: Arguments, meter: Meter) -> tuple[SavedRun, Path | None]:
    """Work the answer out with what is measured beside it, remember and save it; the run, and where it is saved."""
    if extras:
        asking.extend(extras)
    answer = asking.answer
    remember(asking, arguments)
    run = SavedRun.of(answer, meter.seconds, peak_memory())
    if not arguments.save:
        return run, None
    with meter("save"):
        folder = run.save(arguments.out)
    note(f"Saved the run to {folder}")
    return run, folder
