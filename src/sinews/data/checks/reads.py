"""What the years clock and the statements of a case read: allies in groups, needs, items, and what is said of whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from sinews.data.checks.common import Frames
from sinews.data.tables import ItemKind, PlaceKind


@dataclass(frozen=True)
class Reads:
    """A sound case as its questions read it, over all groups, paths and sets of needs that can be asked."""

    frames: Frames

    @cached_property
    def allies(self) -> frozenset[str]:
        """Allies that are a member of some group."""
        allies = self.frames["places"].filter(pl.col("kind") == PlaceKind.ALLY)["place"]
        return frozenset(allies) & frozenset(self.frames["groups"]["place"])

    @cached_property
    def needs(self) -> pl.DataFrame:
        """What such allies need: columns place and item, each pair once."""
        forces = self.frames["forces"].filter(pl.col("place").is_in(list(self.allies)))
        joined = forces.join(self.frames["scales"], on=["needs_set", "force"], suffix="_scale")
        quantity = pl.col("quantity") * pl.col("per_force") * pl.col("days")
        return joined.filter(quantity > 0).select("place", "item").unique()

    @cached_property
    def items(self) -> frozenset[str]:
        """Items that are needed, and all that goes into them."""
        parts: dict[str, list[str]] = {}
        for whole, part in self.frames["recipes"].select("item", "input").iter_rows():
            parts.setdefault(whole, []).append(part)
        items: set[str] = set()
        front = set(self.needs["item"])
        while front:
            items |= front
            front = {part for whole in front for part in parts.get(whole, [])} - items
        return frozenset(items)

    @cached_property
    def inputs(self) -> frozenset[str]:
        """Those of the items that are inputs."""
        inputs = self.frames["items"].filter(pl.col("kind") == ItemKind.INPUT)["item"]
        return self.items & frozenset(inputs)

    @cached_property
    def said_of(self) -> frozenset[str]:
        """Groups and states that a statement is about, or compares with; and the members of such groups."""
        return self._expanded(word for cell in ("about", "against") for word in _words(self.frames["statements"][cell]))

    @cached_property
    def said_of_items(self) -> pl.DataFrame:
        """Pairs of a state and an item that a statement is about: columns place and item."""
        rows = self.frames["statements"].drop_nulls("item").select("item", "about", "against").iter_rows()
        pairs = {(place, item) for item, *cells in rows for place in self._expanded(_words(cells))}
        return pl.DataFrame(sorted(pairs), schema={"place": pl.String, "item": pl.String}, orient="row")

    @cached_property
    def selected_groups(self) -> frozenset[str]:
        """Groups by which changes of levers select rows."""
        words = _words(self.frames["changes"]["selection"])
        chosen = (word.removeprefix("group=") for word in words if word.startswith("group="))
        return frozenset(group for words in chosen for group in words.split("|"))

    def _expanded(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes, and the members of those that are groups."""
        named = set(codes)
        members = self.frames["groups"].filter(pl.col("group").is_in(list(named)))["place"]
        return frozenset(named | set(members))


def _words(cells: Iterable[str | None]) -> list[str]:
    return [word for cell in cells for word in (cell or "").split()]
