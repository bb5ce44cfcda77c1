"""Forces and what they need: both sides of the join are there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, Known, have
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding

_KEYS = ["needs_set", "force"]


def _unequal(frames: Frames) -> Iterator[Finding]:
    """Scales that no force reads, and kinds of forces that need nothing; a near miss between the two is told once."""
    if not have(frames, "forces", "scales"):
        return
    forces, scales = (frames[name].drop_nulls(_KEYS) for name in ("forces", "scales"))
    unread = scales.join(forces, on=_KEYS, how="anti", maintain_order="left")
    unscaled = forces.join(scales, on=_KEYS, how="anti", maintain_order="left").unique(_KEYS, maintain_order=True)
    meant: set[tuple[str, str]] = set()
    for file, line, needs_set, force in unread.select(FILE, LINE, *_KEYS).iter_rows():
        column, cell, vocabulary = _astray(forces, needs_set, force)
        near = vocabulary.near(cell)
        meant |= {(needs_set, near) if column == "force" else (near, force)} if near else set()
        yield Finding(
            file, line, column, f'"{cell}", in "{needs_set}/{force}", which no ally has',
            "a set and a kind of force with at least one row in forces",
            f"Correct it, add the force to forces, or take the row out.{vocabulary.hint(cell)}",
        )  # fmt: skip
    for file, line, needs_set, force in unscaled.select(FILE, LINE, *_KEYS).iter_rows():
        if (needs_set, force) not in meant:
            hint = _astray(scales, needs_set, force)[2].hint(force)
            yield Finding(
                file, line, "force", f'"{needs_set}/{force}"', "a force with at least one row in scales",
                f"Add what one force needs to scales, or take the row out.{hint}",
            )  # fmt: skip


def _astray(others: pl.DataFrame, needs_set: str, force: str) -> tuple[str, str, Known]:
    """Which of set and force the other table does not have, its cell, and near misses of it."""
    sets = Known(others["needs_set"])
    if needs_set not in sets.codes:
        return "needs_set", needs_set, sets
    return "force", force, Known(others.filter(pl.col("needs_set") == needs_set)["force"])


CHECKS: tuple[Check, ...] = (_unequal,)
