"""The command line as words. Loads nothing heavy: help has to appear at once."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from sinews import __version__
from sinews.clocks.options import Option
from sinews.commands.catalogue import COMMANDS
from sinews.commands.completion import SHELLS
from sinews.commands.options import CASE, OF_EVERY
from sinews.errors import did_you_mean
from sinews.files.sinks import for_terminal

Arguments = argparse.Namespace


def parse(words: Sequence[str]) -> Arguments:
    """The arguments of a command line, without a command those of the brief; SystemExit for help, version, mistakes."""
    parser = _parser(words)
    if not words or (words[0].startswith("-") and words[0].split("=")[0] not in _options(parser)):
        words = [COMMANDS[0].name, *words]
    arguments, unknown = parser.parse_known_args(words)
    chosen: argparse.ArgumentParser = getattr(arguments, "parser", parser)
    if unknown:
        options = [word for word in unknown if word.startswith("-")]
        hint = did_you_mean(options[0].split("=")[0], _options(chosen)) if options else ""
        chosen.error(f"cannot make sense of {' '.join(unknown)}.{hint}")
    return arguments


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Names of the options of a parser."""
    return [name for action in parser._actions for name in action.option_strings]  # noqa: SLF001


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, what was perhaps meant, and where to read more."""

    def error(self, message: str) -> NoReturn:
        wrong = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
        if wrong:
            names = re.findall(r"[\w-]+", wrong[2])
            message = f"there is no {wrong[1]}; there are: {', '.join(names)}.{did_you_mean(wrong[1], names)}"
        line = f"{self.prog}: {message.rstrip('.')}. See {self.prog} --help".replace("?.", "?")
        self.exit(2, f"{for_terminal(line)}\n")


class _Version(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        sys.stdout.write(f"sinews {__version__}\n")
        parser.exit(0)


class _Completion(argparse.Action):
    """Prints what a shell has to know to complete command lines."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: object, *__: object) -> NoReturn:
        from sinews.commands.completion import script

        sys.stdout.write(script(parser, str(shell)))
        parser.exit(0)


def _parser(words: Sequence[str] = ("--print-completion",)) -> argparse.ArgumentParser:
    """Every command; with its options where some words may name it, or where all are to be completed."""
    parser = _Parser(
        prog="sinews",
        description="When is the alliance ready, what holds it back, and what would buy time?",
        epilog=f"Without a command: sinews {COMMANDS[0].name}. "
        f"A CASE is a folder, or the name of a case that comes with sinews (default: {CASE}). "
        "Exit status: 0 answer, 1 model or solver failure, 2 findings or usage, 130 stopped by Ctrl-C.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=SHELLS,
        metavar="SHELL",
        help=f"print what completes command lines in a shell: {', '.join(SHELLS)}",
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)
    every = any(word.startswith("--print-completion") for word in words)
    for command in COMMANDS:
        about, example = command.about, f"Example: sinews {command.name} {command.example}"
        parts = commands.add_parser(command.name, help=about, description=about, epilog=example, allow_abbrev=False)
        parts.set_defaults(command=command.name, module=command.module, parser=parts)
        if every or command.name in words or command is COMMANDS[0]:
            _add(parts, (*command.options, *OF_EVERY))
    return parser


def _add(parser: argparse.ArgumentParser, options: Sequence[Option]) -> None:
    """Add options under the headings of their groups."""
    groups: dict[str, argparse._ActionsContainer] = {"": parser}
    for option in options:
        if option.group not in groups:
            groups[option.group] = parser.add_argument_group(option.group)
        groups[option.group].add_argument(option.name, **_keywords(option))


def _keywords(option: Option) -> dict[str, Any]:
    """What argparse calls the parts of an option."""
    common: dict[str, Any] = {"help": option.about, "default": option.default}
    if option.name.startswith("-"):
        common["dest"] = option.field
    if option.value is not None:
        return {**common, "action": "store_const", "const": option.value}
    common |= {"metavar": option.metavar, "type": option.kind}
    if option.choices:
        common["choices"] = option.choices
    if option.repeated:
        common["action"] = "append"
    return {**common, "nargs": option.many} if option.many else common
