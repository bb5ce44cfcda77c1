"""Ways to break a case on the disk, and what has to be found then: each at its file, row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sinews.data.case import Case
from sinews.errors import CaseError, Finding
from tests.support import add_row, describe, drop_row, read_rows, set_cell, set_text, write_rows

Break = Callable[[Path], object]


@dataclass(frozen=True)
class Broken:
    """A way to break the small case, where it is to be found, and a word that the finding must say."""

    name: str
    harm: Break
    file: str
    row: int
    column: str
    says: str = ""
    others: int = 0


def cell(table: str, line: int, column: str, text: str) -> Break:
    return lambda folder: set_cell(folder, table, line, column, text)


def cells(table: str, line: int, **texts: str) -> Break:
    def harm(folder: Path) -> None:
        for column, text in texts.items():
            set_cell(folder, table, line, column, text)

    return harm


def row(table: str, **texts: str) -> Break:
    return lambda folder: add_row(folder, table, **texts)


def without(table: str, *lines: int) -> Break:
    def harm(folder: Path) -> None:
        for line in sorted(lines, reverse=True):
            drop_row(folder, table, line)

    return harm


def text(table: str, old: str, new: str) -> Break:
    return lambda folder: set_text(folder, table, old, new)


def content(file: str, data: bytes) -> Break:
    return lambda folder: (folder / file).write_bytes(data)


def settings(**properties: object) -> Break:
    stated = {
        "start": "2026-01",
        "end": "2030-12",
        "monthly_until": "2026-12",
        "price_year": 2025,
        "as_of": "2026",
    }
    return lambda folder: describe(folder, sinews=stated | properties)


def no_column(table: str, column: str) -> Break:
    return lambda folder: write_rows(
        folder,
        table,
        [{key: found for key, found in one.items() if key != column} for one in read_rows(folder, table)],
    )


def emptied(table: str) -> Break:
    return lambda folder: write_rows(folder, table, [], list(read_rows(folder, table)[0]))


def resource(name: str, path: str) -> Break:
    def harm(folder: Path) -> None:
        listed = [{"name": found.stem, "path": found.name} for found in folder.glob("*.csv") if found.stem != name]
        describe(folder, resources=[*listed, {"name": name, "path": path}])

    return harm


def moved_out(folder: Path) -> None:
    (folder / "uses.csv").rename(folder.parent / "elsewhere.csv")
    (folder / "uses.csv").symlink_to(folder.parent / "elsewhere.csv")


def unlist(name: str) -> Break:
    return lambda folder: describe(
        folder,
        resources=[{"name": found.stem, "path": found.name} for found in folder.glob("*.csv") if found.stem != name],
    )


def lost(table: str) -> Break:
    def harm(folder: Path) -> None:
        unlist(table)(folder)
        (folder / f"{table}.csv").unlink()

    return harm


def no_rocket_line(folder: Path) -> None:
    """A need for an item that has neither line nor stock."""
    add_row(folder, "items", item="rocket", name="Rocket")
    add_row(folder, "scales", item="rocket")


def found_in(folder: Path, **options: int) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        Case.read(folder, **options)  # type: ignore[arg-type]
    return caught.value.findings


def stands_there(broken: Broken, folder: Path) -> tuple[Finding, ...]:
    """Break the case, and hold what is found against what has to be; all findings."""
    broken.harm(folder)
    findings = found_in(folder)
    here = [one for one in findings if (one.file, one.row, one.column) == (broken.file, broken.row, broken.column)]
    assert here, findings
    assert any(broken.says in str(one) for one in here), here
    assert all(one.found and one.expected and one.remedy for one in findings)
    return findings


def alone(broken: Broken, folder: Path) -> None:
    """The same, and nothing is found but that and what comes with it."""
    findings = stands_there(broken, folder)
    assert len(findings) == 1 + broken.others, findings
