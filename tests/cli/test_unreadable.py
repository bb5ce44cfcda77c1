"""What cannot be read ends a command with status 2 and findings, never with the words of a library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.words import Command

Harm = Callable[[Path], object]


def saved(name: str, change: Callable[[str], str | bytes]) -> Harm:
    def harm(folder: Path) -> None:
        path = folder / name
        content = change(path.read_text(encoding="utf-8"))
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    return harm


def _folder_called_stocks(folder: Path) -> None:
    (folder / "stocks.csv").unlink()
    (folder / "stocks.csv").mkdir()


UNREADABLE: dict[str, tuple[Harm, str]] = {
    "semicolons": (saved("stocks.csv", lambda text: text.replace(",", ";")), "semicolons"),
    "sep=": (saved("stocks.csv", lambda text: "sep=,\n" + text), "sep="),
    "no column": (saved("stocks.csv", lambda _: "x\n1\n"), "no header"),
    "UTF-16": (saved("stocks.csv", lambda text: text.encode("utf-16")), "UTF-16"),
    "folder": (_folder_called_stocks, "a folder"),
    "half of a pair": (saved("datapackage.json", lambda text: text.replace("Two", "\\ud800")), "surrogate"),
    "said twice": (saved("datapackage.json", lambda text: text.replace('"end"', '"end": "2036", "end"')), "twice"),
    "too deep": (saved("datapackage.json", lambda _: "[" * 100_000), "nested too deeply"),
}


@pytest.mark.parametrize("command", ["check", "years", "days", "brief", "statements"])
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_a_finding_of_every_command(
    kind: str, command: str, sinews: Command, folder: Path
) -> None:
    harm, says = UNREADABLE[kind]
    harm(folder / "small")
    done = sinews(command, "small")
    assert done.status == 2
    assert says in done.out + done.err
    assert "Traceback" not in done.err
    assert "Error" not in done.out + done.err


@pytest.mark.parametrize("name", ["stocks.CSV", "stocks.csv.txt", "stocks.xlsx", "tables/stocks.csv", ""])
def test_an_overlay_that_is_not_read_ends_a_question(name: str, sinews: Command, folder: Path) -> None:
    path = folder / "closed" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("place\n") if name else path.mkdir(exist_ok=True)
    done = sinews("years", "small", "--overlay", "closed", "--no-save", "--json")
    assert (done.status, done.out) == (2, "")
    assert (name or "nothing is read") in done.err


def test_a_folder_that_shadows_a_packaged_case_ends_a_question(sinews: Command, folder: Path) -> None:
    (folder / "nato-europe").mkdir()
    for words in (("check", "nato-europe"), ("check",), ("facts", "tank")):
        done = sinews(*words)
        assert done.status == 2
        assert "nato-europe" in done.out + done.err
        assert "packaged case of the same name" in done.out + done.err
