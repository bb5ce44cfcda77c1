"""Steps that several commands share: read a case, make the question of the arguments, solve, save."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sinews.answers.memory import ANSWERS, Memory, key_of
from sinews.answers.progress import Meter, peak_memory
from sinews.answers.runs import SavedRun
from sinews.clocks.years import answer as years
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.commands.arguments import Arguments
from sinews.commands.output import note, remembered
from sinews.data.case import Case, resolve_case
from sinews.data.tables import Status
from sinews.data.vintage import known_by, require
from sinews.errors import UsageError, did_you_mean
from sinews.files import require_writable, require_writable_file
from sinews.model.solver.choice import check_solver, write_program


@dataclass(frozen=True)
class Asked:
    """An answer of the years clock, what is kept of it, where (None: not saved), and what was measured for it."""

    answer: YearsAnswer
    run: SavedRun
    folder: Path | None
    memory: Memory


def read_case(name: str, meter: Meter, overlay: Path | None = None, as_of: date | None = None) -> Case:
    """Read and check the case of this name or folder, as it was known on the day `as_of`."""
    with meter("read"):
        case = Case.read(resolve_case(name), overlay)
        return known_by(case, as_of) if as_of else case


def question_of(arguments: Arguments) -> Question:
    """The question that the arguments ask."""
    return Question(
        path=arguments.path,
        group=arguments.group,
        needs_set=arguments.needs,
        trust=Status(arguments.trust),
        monthly=arguments.monthly,
        expansion=not arguments.no_expansion,
    )


def check_question(case: Case, question: Question, solver: str) -> Scope:
    """The scope of a question; UsageError, before any heavy work, if case or solver cannot answer it."""
    require(case)
    for word, asked, table, column in (
        ("spending path", question.path, "paths", "path"),
        ("group", question.group, "groups", "group"),
        ("set of needs", question.needs_set, "scales", "needs_set"),
    ):
        _require(word, asked, case.table(table)[column].unique().to_list())
    check_solver(solver)
    scope = Scope.of(case, question)
    if not scope.allies:
        raise UsageError(f"The group {question.group} has no allies in the case. Ask about another group.")
    _ = scope.needs, scope.budget  # raise UsageError for gaps in the tables
    return scope


def _require(word: str, asked: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if asked not in names:
        raise UsageError(f"The case has no {word} {asked}; it has: {', '.join(names)}.{did_you_mean(asked, names)}")


def check_targets(arguments: Arguments) -> None:
    """Raise UsageError unless everything that is asked for can be written; done before anything is read."""
    if arguments.save:
        require_writable(arguments.out)
    report: Path | None = getattr(arguments, "report", None)
    for path in (arguments.write_lp, arguments.write_mps, report):
        if path is not None:
            require_writable_file(path)
    if report is not None:
        _require_data_folder(report.with_name(f"{report.stem}-data"))


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


def ask(arguments: Arguments, meter: Meter) -> Asked:
    """Read, check, build, solve, confirm, save: what `years` and `brief` have in common."""
    check_targets(arguments)
    case = read_case(arguments.case, meter, arguments.overlay, arguments.as_of)
    question = question_of(arguments)
    with meter("check"):
        scope = check_question(case, question, arguments.solver)
    export(scope, arguments, meter)
    memory = memory_of(arguments, scope)
    answer = years.run(case, question, arguments.solver, meter, arguments.workers, memory)
    remember(arguments, memory)
    run = SavedRun.of(answer, arguments.solver, meter.seconds, peak_memory())
    folder = None
    if arguments.save:
        with meter("save"):
            folder = run.save(arguments.out)
        note(f"Saved the run to {folder}")
    return Asked(answer, run, folder, memory)


def memory_of(arguments: Arguments, scope: Scope) -> Memory:
    """What earlier runs and the case itself know of measurements for this question; nothing with --fresh."""
    key = key_of(scope.case, scope.question, arguments.solver)
    if arguments.fresh:
        return Memory(key)
    return Memory.read(key, resolve_case(arguments.case) / ANSWERS, _remembered(arguments, key))


def remember(arguments: Arguments, memory: Memory) -> None:
    """Keep what has been measured beside the saved runs, if runs are saved."""
    if arguments.save and memory.fresh:
        remembered(lambda: memory.write(_remembered(arguments, memory.key)))


def _remembered(arguments: Arguments, key: str) -> Path:
    folder: Path = arguments.out
    return folder / "measured" / f"{key[:16]}.json"


def export(scope: Scope, arguments: Arguments, meter: Meter) -> None:
    """Write the program to the files that the arguments name."""
    targets = [path for path in (arguments.write_lp, arguments.write_mps) if path is not None]
    if targets:
        with meter("export"):
            program = build(scope)
            for path in targets:
                write_program(program, path)
                note(f"Wrote the program to {path}")
