"""Families of items, and how each is held: words that were meant for another, and families of two minds."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, Known, flagged, have
from sinews.data.reading import FILE, LINE
from sinews.data.tables import ItemKind
from sinews.errors import Finding


def _items(frames: Frames) -> Iterator[Finding]:
    """Only what is needed is held for a need; how it is held is said of a family."""
    if not have(frames, "items"):
        return
    items, part = frames["items"], pl.col("kind") == ItemKind.INPUT
    for column in ("family", "held"):
        yield from flagged(
            items, part & pl.col(column).is_not_null(), column, '"{}", of an input', f"a {column} of needed items only"
            if column == "family" else "how needed items are held", "Clear the cell.",
        )  # fmt: skip
    bare = ~part & pl.col("family").is_null() & pl.col("held").is_not_null()
    yield from flagged(
        items, bare, "family", "a blank cell, and a word on how it is held", "the family of the item",
        "Name the family, or clear held.",
    )  # fmt: skip


def _words(frames: Frames) -> Iterator[Finding]:
    """A family of one item whose name is nearly that of another, and a family under the code of a strange item."""
    if not have(frames, "items"):
        return
    items = frames["items"].drop_nulls(["item", "family"])
    sizes = dict(items.group_by("family").len().iter_rows())
    several = Known(family for family, size in sizes.items() if size > 1)
    codes = set(frames["items"]["item"].drop_nulls())
    for file, line, item, family in items.select(FILE, LINE, "item", "family").iter_rows():
        near = several.near(family) if sizes[family] == 1 else None
        if near:
            yield Finding(
                file, line, "family", f'"{family}", of this item alone', "the name of a family, written alike",
                f"Correct it, or choose a name that can be told apart. Did you mean {near}?",
            )  # fmt: skip
        elif family in codes and family != item:
            yield Finding(
                file, line, "family", f'"{family}", which is an item', "a name that is no code of another item",
                "Choose another name: an item without a family is one under its own code.",
            )  # fmt: skip


def _mixed(frames: Frames) -> Iterator[Finding]:
    """All items of a family are held in one way."""
    if not have(frames, "items"):
        return
    items = frames["items"].drop_nulls(["item", "family"]).filter(pl.col("kind") == ItemKind.NEEDED)
    first = items.unique("family", keep="first", maintain_order=True).select("family", "item", "held")
    pairs = items.join(first, on="family", suffix="_first", maintain_order="left")
    other = pairs.filter(pl.col("held").ne_missing(pl.col("held_first")))
    for file, line, held, family, item, how in other.select(
        FILE, LINE, "held", "family", "item_first", "held_first"
    ).iter_rows():
        yield Finding(
            file, line, "held", f"{_word(held)}, where {item} of the family {family} is {_word(how)}",
            "one word for all items of a family", "Write the same for all, or put the item into another family.",
        )  # fmt: skip


def _word(held: str | None) -> str:
    return f'"{held}"' if held else "held by each ally alone (blank)"


CHECKS: tuple[Check, ...] = (_items, _words, _mixed)
