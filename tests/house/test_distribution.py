"""The files that are named for their order, and for what stays in one process, are those that there are."""

from __future__ import annotations

from pathlib import Path

from tests.distribution import BARRIERS, LONGEST, PACKAGED, group, place

TESTS = Path(__file__).resolve().parents[1]


def test_files_that_come_first_are_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)
    assert place(f"tests/{LONGEST[0]}::test_something") < place("tests/house/test_distribution.py::test_something")


def test_files_that_ask_the_packaged_case_stay_together() -> None:
    """All that carry the mark are listed, and no other file is."""
    marked = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        if b"\nfrom tests.marks import PACKAGED\n" in path.read_bytes()
    }
    assert marked == {*PACKAGED, BARRIERS}
    assert {group(f"tests/{name}::test_{number}") for number, name in enumerate(PACKAGED)} == {"packaged"}
    assert {group(f"tests/{BARRIERS}::test_{name}") for name in ("one", "two")} == {"barriers"}
    assert group("tests/fuzz/test_fuzz.py::test_one") != group("tests/fuzz/test_fuzz.py::test_two")
