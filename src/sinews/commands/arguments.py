"""What may stand on the command line. Loads nothing heavy: help has to appear at once."""

from __future__ import annotations

import argparse
import os
import re
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from sinews.errors import did_you_mean
from sinews.files.sinks import for_terminal

Arguments = argparse.Namespace

CASE = "nato-europe"

#: Steps of the package that `sinews buy` builds.
STEPS = 10

#: The words of `sinews.data.tables.Status`, which is slow to load.
TRUST = ("announced", "budgeted", "contracted", "delivered")

#: The words of `sinews.statements.checks.Kind`.
KINDS = ("data", "plan", "not_computable")


def parse(words: Sequence[str]) -> Arguments:
    """The arguments of a command line; SystemExit for help, version and mistakes."""
    parser = _parser()
    arguments, unknown = parser.parse_known_args(words)
    chosen: argparse.ArgumentParser = getattr(arguments, "parser", parser)
    if unknown:
        known = [name for action in chosen._actions for name in action.option_strings]  # noqa: SLF001
        options = [word for word in unknown if word.startswith("-")]
        hint = did_you_mean(options[0].split("=")[0], known) if options else ""
        chosen.error(f"cannot make sense of {' '.join(unknown)}.{hint}")
    if not hasattr(arguments, "command"):
        parser.print_help(sys.stderr)
        parser.exit(2)
    return arguments


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, what was perhaps meant, and where to read more."""

    def error(self, message: str) -> NoReturn:
        wrong = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
        if wrong:
            known = re.findall(r"[\w-]+", wrong[2])
            message = f"there is no {wrong[1]}; there are: {', '.join(known)}.{did_you_mean(wrong[1], known)}"
        line = f"{self.prog}: {message.rstrip('.')}. See {self.prog} --help".replace("?.", "?")
        self.exit(2, f"{for_terminal(line)}\n")


class _Version(argparse.Action):
    """Prints the version; looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        try:
            found = version("sinews")
        except PackageNotFoundError:
            found = "unknown (not installed as a package)"
        sys.stdout.write(f"sinews {found}\n")
        parser.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sinews",
        description="When is the alliance ready, what holds it back, and what would buy time?",
        epilog=f"A CASE is a folder, or the name of a case that comes with sinews (default: {CASE}). "
        "Exit status: 0 answer, 1 model or solver failure, 2 findings or usage, 130 stopped by Ctrl-C.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)
    for name, (about, add) in _COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        command.set_defaults(command=name, parser=command)
        add(command)
        _common(command)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("for every command")
    group.add_argument("--json", action="store_true", help="print the answer as JSON")
    group.add_argument(
        "--progress",
        action="store_true",
        help="say on standard error what is being done, and how long it takes",
    )
    group.add_argument("--debug", action="store_true", help="show the traceback of an error that was not foreseen")


def _check(parser: argparse.ArgumentParser) -> None:
    _case(parser)
    parser.add_argument(
        "--weakest",
        metavar="N",
        type=_count,
        default=0,
        help="list the N figures that carry least instead of the counts",
    )


def _case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", nargs="?", default=CASE, help=f"folder or name of a case ({CASE})")
    parser.add_argument(
        "--overlay", metavar="DIR", type=Path, help="folder with tables whose rows replace those of the case"
    )
    _as_of(parser)


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        help="the case as it was known on this day (YYYY-MM-DD, or YYYY-MM for the end of a month)",
    )


def _years(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    parser.add_argument(
        "--table",
        metavar="QUANTITY",
        help="print the outcome table of one quantity (coverage, stock, output, ...) instead",
    )


def _buy(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    parser.add_argument(
        "--budget",
        metavar="MONEY",
        type=_money,
        help="money for the package beside the plan's own, as in 5bn or 400m EUR (no limit)",
    )
    parser.add_argument("--steps", metavar="N", type=_count, default=STEPS, help=f"at most so many steps ({STEPS})")
    parser.add_argument("--table", metavar="TABLE", help="print one table (offers, frontier) instead")


def _levers(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    parser.add_argument("--table", metavar="TABLE", help="print one table (ladder) instead")


def _brief(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="leave out of the report what takes minutes to measure on a changed case: ladder, levers, statements",
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        default=Path("report.html"),
        help="where the report goes (./report.html)",
    )


def _statements(parser: argparse.ArgumentParser) -> None:
    _case(parser)
    group = _asked(parser)
    group.add_argument(
        "--only",
        metavar="KIND",
        choices=KINDS,
        help=f"only claims that take {', '.join(KINDS)}: data needs no solver and answers at once",
    )
    _measuring(parser)
    parser.set_defaults(monthly=False)


def _question(parser: argparse.ArgumentParser) -> None:
    _case(parser)
    group = _asked(parser)
    group.add_argument("--monthly", action="store_true", help="months throughout, not quarters after the first years")
    _solving(parser)


def _asked(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("the question")
    group.add_argument("--path", metavar="PATH", default="national", help="spending path (national)")
    group.add_argument("--group", metavar="GROUP", default="NATO_EUR", help="group of allies (NATO_EUR)")
    group.add_argument("--needs", metavar="SET", default="force_goals", help="set of needs (force_goals)")
    group.add_argument(
        "--trust",
        metavar="STATUS",
        choices=TRUST,
        default="announced",
        help=f"how far to believe plans: {', '.join(TRUST)} (announced)",
    )
    group.add_argument("--no-expansion", action="store_true", help="no lines beyond those that are there or planned")
    return group


def _solving(parser: argparse.ArgumentParser) -> None:
    group = _measuring(parser)
    group.add_argument(
        "--write-lp",
        metavar="FILE",
        type=_ending(".lp"),
        help="write the program in LP format, with readable names",
    )
    group.add_argument(
        "--write-mps",
        metavar="FILE",
        type=_ending(".mps"),
        help="write the program in MPS format, with readable names",
    )


def _days(parser: argparse.ArgumentParser) -> None:
    _case(parser)
    group = parser.add_argument_group("the question")
    group.add_argument("--on", metavar="MONTH", help="month of the order to move, as 2026-11 (when the case was made)")
    group.add_argument(
        "--without", metavar="CORRIDOR", action="append", default=[], help="a corridor out of service; may be repeated"
    )
    group.add_argument("--tick", metavar="HOURS", type=_hours, help="hours of a short tick (as the case says)")
    group.add_argument("--whole", action="store_true", help="send whole trains, and say how far that is from the best")
    group.add_argument("--unit", metavar="FORMATION", help="print the timetable of one formation instead")
    group.add_argument("--levers", action="store_true", help="solve again with each lever, and say what it earns")
    group.add_argument("--corridors", action="store_true", help="solve again without each corridor")
    _measuring(parser)


def _measuring(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("solving and saving")
    group.add_argument("--solver", metavar="NAME", default="highs", help="highs, or another that linopy finds here")
    group.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        default=cores(),
        help="measure so many changes side by side (as many as there are cores); the results are the same",
    )
    group.add_argument("--fresh", action="store_true", help="measure all effects again, even those that are remembered")
    group.add_argument("--out", metavar="DIR", type=Path, default=Path("runs"), help="folder of saved runs (./runs)")
    group.add_argument(
        "--save",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="save the run to DIR/<hash> (default)",
    )
    return group


def _facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", nargs="+", help="words that all have to occur")
    parser.add_argument("--case", metavar="CASE", default=CASE, help=f"folder or name of a case ({CASE})")
    parser.add_argument("--limit", metavar="N", type=_count, default=20, help="at most so many facts (20)")
    _as_of(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", type=Path, help="the new folder")
    parser.add_argument("--from", dest="source", metavar="CASE", default=CASE, help=f"the case to copy ({CASE})")


def _compare(parser: argparse.ArgumentParser) -> None:
    for name, what in (("first", "A"), ("second", "B")):
        parser.add_argument(name, metavar=what, help="a case (folder or name) or the folder of a saved run")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=_count,
        default=40,
        help="list at most so many changes on a terminal (40)",
    )


_COMMANDS = {
    "brief": ("Say when the alliance is ready and what holds it back, and write a report.", _brief),
    "years": ("Ask the years clock: money, contracts, capacity, stocks.", _years),
    "days": ("Ask the days clock: can forces reach the flank in time?", _days),
    "buy": ("Say what would buy time, and at what price.", _buy),
    "levers": ("Say what money, time and industry each cost: the ladder.", _levers),
    "statements": ("Say which statements of officials hold, and what would change that.", _statements),
    "check": ("Check a case, and say what its figures rest on.", _check),
    "facts": ("Find facts: value, range, period, confidence, source.", _facts),
    "new": ("Copy a case to a folder of one's own.", _new),
    "compare": ("Say what differs between two cases or two saved runs.", _compare),
}


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _money(text: str) -> float:
    """An amount in million EUR: `5bn`, `400m`, or a bare number of millions."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(bn|m|)", text.strip().lower().removesuffix("eur").strip())
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is no amount such as 5bn or 400m (EUR)")
    return float(match[1]) * (1000.0 if match[2] == "bn" else 1.0)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 on")
    return int(text)


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 1 <= hours <= 48:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of hours from 1 to 48")
    return hours


def _day(text: str) -> date:
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    try:
        year, month = (int(match[1]), int(match[2])) if match else (0, 0)
        return date(year, month, int(match[3] if match and match[3] else monthrange(year, month)[1]))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as in 2024-12-31 or 2024-12") from None


def _ending(suffix: str) -> Callable[[str], Path]:
    def path(text: str) -> Path:
        if not text.endswith(suffix):
            raise argparse.ArgumentTypeError(f"'{text}' does not end in {suffix}")
        return Path(text)

    return path
