"""Units, atomic files, recipe circles and the rules of cells."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import polars as pl
import pytest

from sinews import errors
from sinews.data.checks.years import cycles
from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.rows import findings
from sinews.data.tables import BY_NAME, TABLES
from sinews.data.units import factor
from sinews.errors import Finding, Hints, UsageError, did_you_mean
from sinews.files import new_folder, write_bytes, write_text


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        ("units/year", "units/month", 1 / 12),
        ("years", "months", 12.0),
        ("days", "months", 12 / 365.25),
        ("kg", "tonnes", 0.001),
        ("EUR", "million_EUR", 1e-6),
        ("percent", "1", 0.01),
        ("percent/month", "percent/year", 12.0),
        ("anything", "anything", 1.0),
    ],
)
def test_factor(found: str, wanted: str, expected: float) -> None:
    assert factor(found, wanted) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("USD", "million_EUR"),
        ("months", "units"),
        ("foo", "months"),
        ("", "months"),
        ("9**9**9", "1"),
        ("units/", "units"),
        ("nan", "units"),
    ],
)
def test_no_factor(found: str, wanted: str) -> None:
    with pytest.raises(UsageError):
        factor(found, wanted)


def test_file_is_whole_or_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a" / "file.txt"
    write_text(path, "before\n")
    with pytest.raises(TypeError):
        write_bytes(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"before\n"
    assert list(path.parent.iterdir()) == [path]


def test_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "new") as folder:
            write_text(folder / "x", "x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_new_folder_refuses_what_is_there(tmp_path: Path) -> None:
    write_text(tmp_path / "file", "x")
    with pytest.raises(UsageError, match="not a folder"), new_folder(tmp_path / "file"):
        pass
    with pytest.raises(UsageError, match="not empty"), new_folder(tmp_path):
        pass


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, []),
        ({"a": ["b"], "b": ["a"]}, [["a", "b", "a"]]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [["b", "c", "b"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b", "a"], ["c", "d", "c"]]),
    ],
)
def test_cycles(inputs: dict[str, list[str]], found: list[list[str]]) -> None:
    assert cycles(inputs) == found


def test_did_you_mean() -> None:
    assert did_you_mean("stoks", ["stocks", "sites"]) == " Did you mean stocks?"
    assert did_you_mean("xyz", ["stocks", "sites"]) == ""


def test_every_cell_that_breaks_a_rule_is_named() -> None:
    frame = pl.DataFrame(
        {
            "use": ["aid", "ade"],
            "place": ["DEU", None],
            "item": ["x", "x"],
            "start": ["2026", "2026"],
            "end": ["2025", "2027"],
            "rate": ["1", "1,5"],
            "rate_low": ["2", None],
            "rate_high": ["3", None],
            "rate_basis": ["a", "a"],
        }
    )
    placed = frame.with_columns(pl.lit("uses.csv").alias(FILE), pl.Series(LINE, [2, 3], dtype=pl.Int64))
    found = findings(Sheet(BY_NAME["uses"], placed), None)
    assert [(one.row, one.column) for one in sorted(found)] == [
        (2, "end"),
        (2, "rate_low"),
        (3, "place"),
        (3, "rate"),
        (3, "use"),
    ]


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_tables_are_declared_soundly(table: object) -> None:
    declared = BY_NAME[table.name]  # type: ignore[attr-defined]
    names = [column.name for column in declared.columns]
    assert len(set(names)) == len(names)
    assert set(declared.key) <= set(names)
    assert all(declared.has(name) and declared.column(name).about for name in names)


def test_hints_among_very_many_words_compare_a_bounded_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counting(found: str, choice: list[str], **options: float) -> list[str]:
        compared.append(len(choice))
        return get_close_matches(found, choice, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(errors, "get_close_matches", counting)
    hints = Hints([*(f"mobility-node-{number:05}-lat" for number in range(10_000)), "main_battle_tank"])
    assert hints.near("main_battle_tanks") == hints.near("Main_Battle_Tank") == "main_battle_tank"
    assert hints.near("ain_battle_tank") == "main_battle_tank"
    for number in range(2 * Hints.MOST):
        hints.near(f"mobility-nod-{number}")
    assert len(compared) == Hints.MOST
    assert max(compared) <= Hints.CHOICE
    assert hints.near("x" * 10_000) is None


def test_findings_are_text_that_every_stream_can_take() -> None:
    finding = Finding("st\udce9.csv", 2, "\ud800", "\u00fc", "b", "c")
    assert str(finding).encode().decode() == "st\\udce9.csv, row 2, column \\ud800: found \u00fc; expected b. c"
