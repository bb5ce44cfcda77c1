"""Names that may be said: `--list` prints them, and a shell completes command lines."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

import pytest

from sinews.commands.catalogue import COMMANDS
from sinews.commands.completion import SHELLS
from sinews.commands.lists import LISTS
from tests import support
from tests.cli.words import Command


def codes(text: str) -> list[str]:
    return [row["code"] for row in csv.DictReader(io.StringIO(text))]


def test_paths_are_listed_in_the_place_of_the_answer(sinews: Command, folder: Path) -> None:
    done = sinews("years", "small", "--list", "paths")
    assert (done.status, done.err) == (0, "")
    assert codes(done.out) == sorted({row["path"] for row in support.read_rows(folder / "small", "paths")})


def test_where_each_has_a_name_it_stands_beside_the_code(sinews: Command) -> None:
    assert sinews("check", "small", "--list", "states").out.startswith("code,name\n")
    assert sinews("check", "small", "--list", "paths").out.startswith("code\n")
    answer = sinews("brief", "small", "--list", "groups", "--json").json
    assert (answer["kind"], answer["list"]) == ("groups", [{"code": "NATO_EUR"}])


def test_what_a_case_has_nothing_of_is_one_sentence(sinews: Command) -> None:
    done = sinews("days", "small", "--list", "corridors")
    assert (done.status, done.out) == (2, "")
    assert (
        done.err
        == "sinews: The case has no corridors: the column corridor of its table corridors is empty. Add rows.\n"
    )


@pytest.mark.parametrize("kind", LISTS)
def test_the_packaged_case_has_something_of_every_kind(sinews: Command, kind: str) -> None:
    names = codes(sinews("check", "--list", kind).out)
    assert names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_every_shell_names_every_command(sinews: Command, shell: str) -> None:
    done = sinews("--print-completion", shell)
    assert (done.status, done.err) == (0, "")
    assert not [command.name for command in COMMANDS if command.name not in done.out]


@pytest.mark.parametrize(
    ("words", "completed"),
    [(("sinews", "yea"), "years"), (("sinews", "years", "--pa"), "--path"), (("sinews", "read", "--on"), "--only")],
)
def test_bash_completes(sinews: Command, tmp_path: Path, words: tuple[str, ...], completed: str) -> None:
    (tmp_path / "complete.sh").write_text(sinews("--print-completion", "bash").out)
    said = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _shtab_sinews; echo ${{COMPREPLY[@]}}"
    whole = ["bash", "-c", f"source {tmp_path}/complete.sh; {said}"]
    assert subprocess.run(whole, capture_output=True, text=True, check=True).stdout.split() == [completed]
