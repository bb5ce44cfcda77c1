"""The case as it was known in June 2024 and June 2025, against what was signed and paid in the eighteen months after.

Volumes are those of whole offices, and only the items' part of them is comparable
(`share_of_offices_for_modelled_items` with its range). What the facts say of a stretch that is no half-year is given as
a range: what was signed in it for certain, and the most that can have been. Equipment paid is NATO's, half of a year's
where a year is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinews.data.case import Case
from sinews.data.months import month_after
from tools.derivation.figures import Book
from tools.derivation.lookup import NATO_EDITION, Series
from tools.validation.budgets import expenditure
from tools.validation.pipeline import part
from tools.validation.plans import DAYS, FOLLOWING, SIGNED, Plans, name_of


@dataclass(frozen=True)
class Volume:
    """What an ally's office signed from `first` to `last`: facts that add up to the least and to the most.

    `less`: facts of the same years that lie before `first`, to be taken off both.
    """

    day: date
    ally: str
    first: date
    last: date
    least: tuple[str, ...]
    most: tuple[str, ...]
    less: tuple[str, ...] = ()


EARLIER, LATER = DAYS
#: What facts say of the months after each day.
VOLUMES = (
    Volume(
        EARLIER, "DEU", date(2024, 7, 1), date(2025, 12, 1), ("forces-2088", "forces-2086", "forces-2358"),
        ("forces-2084", "forces-2358"),
    ),
    Volume(EARLIER, "FRA", date(2024, 7, 1), date(2025, 12, 1), ("forces-2372",), ("forces-2371", "forces-2372")),
    Volume(EARLIER, "GBR", date(2024, 7, 1), date(2025, 6, 1), ("forces-2175",), ("forces-2175",)),
    Volume(EARLIER, "POL", date(2024, 7, 1), date(2025, 12, 1), ("forces-2110",), ("forces-2113", "forces-2110")),
    Volume(LATER, "DEU", date(2025, 7, 1), date(2025, 12, 1), ("forces-2083",), ("forces-2358",)),
    Volume(LATER, "FRA", date(2025, 7, 1), date(2025, 12, 1), ("forces-2372",), ("forces-2372",), ("forces-2373",)),
    Volume(
        LATER, "FRA", date(2025, 7, 1), date(2026, 12, 1), ("forces-2372", "forces-2374"),
        ("forces-2372", "forces-2374"), ("forces-2373",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What was seen of an ally in some months and what two plans of the day have of it, EUR bn at prices of 2025.

    `seen`: least and most. `plain`: without a pipeline, `piped`: with one.
    """

    day: date
    ally: str
    first: date
    last: date
    seen: tuple[float, float]
    plain: float
    piped: float
    rests: tuple[str, ...]

    def error(self, ours: float) -> float:
        """Percent of the nearer end of what was seen; 0 inside it."""
        near = min(max(ours, self.seen[0]), self.seen[1])
        return 100 * (ours / near - 1)


def signed(book: Book, case: Case, plans: Plans) -> list[Held]:
    """Contracts: the items' part of what offices signed, and what the plans sign for the items."""
    _, low, high = part(case)
    found = []
    for row in VOLUMES:
        before = _billions(book, row.less)
        seen = (low * (_billions(book, row.least) - before), high * (_billions(book, row.most) - before))
        plain, piped = (
            plans.amount(name_of(row.day, piped=on), SIGNED, row.first, row.last, row.ally) / 1e3
            for on in (False, True)
        )
        facts = tuple(dict.fromkeys((*row.least, *row.most, *row.less)))
        found.append(Held(row.day, row.ally, row.first, row.last, seen, plain, piped, facts))
    return found


#: Whose equipment is looked at beside that of all.
PAYERS = ("DEU", "FRA", "GBR", "POL")


def paid(book: Book, case: Case, plans: Plans) -> list[Held]:
    """Equipment in NATO's tables, and what the plans pay for items and domains in the same eighteen months."""
    shares = Series.read(book, NATO_EDITION, "defence_expenditure", "equipment_share_of_defence_expenditure")
    found = []
    for day in DAYS:
        first = month_after(day.replace(day=1), 1)
        last = month_after(first, FOLLOWING - 1)
        allies = [ally for ally in plans.places(name_of(day, piped=False)) if shares.has(ally, day.year)]
        seen = {ally: _equipment(book, case, shares, ally, day.year) for ally in allies}
        for ally in ("", *PAYERS):
            amount = seen[ally] if ally else sum(seen.values())
            plain, piped = (
                sum(plans.amount(name_of(day, piped=on), what, first, last, ally) for what in ("items", "domains"))
                / 1e3
                for on in (False, True)
            )
            facts = (shares.id(ally, day.year), shares.id(ally, day.year + 1)) if ally else (NATO_EDITION,)
            found.append(Held(day, ally, first, last, (amount, amount), plain, piped, facts))
    return found


def _equipment(book: Book, case: Case, shares: Series, ally: str, year: int) -> float:
    """Half of a year's equipment and all of the next one's, EUR bn at prices of 2025."""
    parts = ((year, 0.5), (year + 1, 1.0))
    return sum(
        weight * book.fact(shares.id(ally, each), "percent").value / 100 * expenditure(case, ally, each) / 1e3
        for each, weight in parts
    )


def _billions(book: Book, facts: tuple[str, ...]) -> float:
    return sum(book.euros(fact).value for fact in facts) / 1e3
