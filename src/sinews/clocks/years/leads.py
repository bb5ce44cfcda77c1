"""Lead times by line: what makes an item within which months of a signature.

A line may have a lead time of its own; one that has none, and what is made beside lines, has that of the item. Makers
of an item with the same lead time are one kind. An order that is delivered L months after its signature can be filled
by makers with a lead time of up to L alone. So in every tick, for each kind of an item that has several,

deliveries of orders that slower makers cannot fill <= output of the kind and of all that are no slower

Demand that waits for nothing (order books, aid, exports) takes whatever makers are left. Since the sets of makers that
will do lie one within another, this is enough: deliveries that keep it can be shared out among makers (Gale, 1957).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.clocks.years.scope import OfScope, Scope
from sinews.clocks.years.surging import conversion
from sinews.data.kept import Kept
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array, Indices
from sinews.model.journal import Subjects


@dataclass(frozen=True)
class Makers:
    """Makers of an item with one lead time.

    `line`: the first of their lines by code, which names them; empty for those that have the lead time of the item.
    `lead`: months from a signature to what they deliver of it.
    """

    line: str
    lead: float

    @property
    def key(self) -> str:
        """What stands for them in names of rows."""
        return self.line or EVERYWHERE


@dataclass(frozen=True)
class Stream:
    """Orders by kind of makers: of the first kind of every item, or of all others.

    `rows`: what each is about, by number, shape (orders,). `lines`: names of the kinds, `lead`: their lead times in
    months; one for each of the orders. `others`: whether it is that of all but first kinds.
    """

    rows: Indices
    lines: tuple[str, ...]
    lead: Array
    others: bool


@OfScope
def makers(scope: Scope) -> Mapping[str, tuple[Makers, ...]]:
    """Kinds of makers by needed item: first that with the lead time of the item, then by their first line.

    An item that nothing makes has one kind, with its own lead time.
    """
    usual, beside = _of_items(scope), set(conversion(scope).items)
    lines: dict[str, dict[float, str]] = {item: {lead: ""} if item in beside else {} for item, lead in usual.items()}
    for site, item, lead in scope.sites["site", "item", "lead_time"].iter_rows():
        if item in lines:
            own = lead is not None and lead != usual[item]
            lines[item].setdefault(lead if own else usual[item], site if own else "")
    kinds = {item: [Makers(line, lead) for lead, line in lines[item].items()] for item in lines}
    alone = {item: (Makers("", lead),) for item, lead in usual.items()}
    return {item: tuple(sorted(kinds[item], key=attrgetter("line"))) or alone[item] for item in kinds}


def leads(scope: Scope, subjects: Subjects) -> Array:
    """Lead time of each maker in months, shape (subjects,): of lines by their column `site`, of others by the item.

    0 for those of items that nobody needs.
    """
    own, usual = _own(scope.sites), _of_items(scope)
    sites = subjects.columns.get("site", [""] * len(subjects))
    return np.array(
        [own.get(site, usual[item]) if item in usual else 0.0 for site, item in zip(sites, subjects.items, strict=True)]
    )


@Kept
def _own(sites: pl.DataFrame) -> dict[str, float]:
    """Lead times of lines that have one of their own."""
    return {site: lead for site, lead in sites["site", "lead_time"].iter_rows() if lead is not None}


def _of_items(scope: Scope) -> dict[str, float]:
    return dict(zip(scope.needed, scope.of_items("lead_time", scope.needed).tolist(), strict=True))


def streams(scope: Scope, items: Sequence[str]) -> list[Stream]:
    """Orders of `items`, one for each kind of makers: those of first kinds, and those of others if there are any."""
    kinds = makers(scope)
    first = [(row, kinds[item][0]) for row, item in enumerate(items)]
    others = [(row, kind) for row, item in enumerate(items) for kind in kinds[item][1:]]
    return [_stream(orders, others=orders is others) for orders in (first, others) if orders]


def _stream(orders: Sequence[tuple[int, Makers]], *, others: bool) -> Stream:
    lead = np.array([kind.lead for _, kind in orders])
    return Stream(np.array([row for row, _ in orders]), tuple(kind.line for _, kind in orders), lead, others)


def nests(scope: Scope) -> list[Mapping[str, Makers]]:
    """Kinds of the items that have several, by item: the first of each, the second, and so on."""
    several = {item: kinds for item, kinds in makers(scope).items() if len(kinds) > 1}
    most = max(map(len, several.values()), default=0)
    return [{item: kinds[n] for item, kinds in several.items() if len(kinds) > n} for n in range(most)]


def within(nest: Mapping[str, Makers], items: Sequence[str], lead: Array) -> NDArray[np.bool_]:
    """Which of some lead times are no longer than that of the makers of a nest; one for each item, shape (items,)."""
    pairs = zip(items, lead, strict=True)
    return np.array([item in nest and bool(months <= nest[item].lead) for item, months in pairs], dtype=np.bool_)


def filled_by(scope: Scope, items: Sequence[str], months: Array) -> Array:
    """Lead time of the slowest makers that can fill orders delivered `months` after their signature.

    `months`: one for each of `items`; the answer has shape (items,). ValueError where none can.
    """
    kinds = makers(scope)
    able = ([kind.lead for kind in kinds[item] if kind.lead <= late] for item, late in zip(items, months, strict=True))
    return np.array([max(leads) for leads in able], dtype=np.float64)
