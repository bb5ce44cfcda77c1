"""What a shell has to know to complete command lines."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

#: Shells that shtab writes for; it is loaded when it is asked to.
SHELLS = ("bash", "zsh", "tcsh", "fish")

#: Words behind which a path stands: of a file, or of a folder.
_FILES, _FOLDERS = ("FILE", "CSV", "BOOK"), ("CASE", "DIR", "TARGET")


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script that the shell reads."""
    import shtab

    for action in _actions(parser):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # what shtab looks for
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return shtab.complete(parser, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - as shtab does
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for inner in action.choices.values():
                yield from _actions(inner)
