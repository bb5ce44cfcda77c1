"""Budgets, contracts and running costs of the case, held against what was published of them; nothing is fitted.

The Dutch letter of May 2025, the cost of replacing American forces (IISS), contracts signed and money unspent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import monthly_domains, monthly_standing
from sinews.data.case import Case
from tools.derivation.figures import Book
from tools.derivation.prices import exchange_of_2025
from tools.validation.plans import BASE, Plans

#: Months of a year, and years of the horizon over which what is missing is bought.
YEAR, HORIZON = 12, 10
#: Years over which IISS counts.
LIFE = 25


@dataclass(frozen=True)
class Check:
    """A published figure and ours, `ends`: over the ranges of ours where there are any. `shared`: what both rest on."""

    source: str
    question: str
    unit: str
    published: tuple[float, float]
    ours: float
    rests: tuple[str, ...]
    shared: tuple[str, ...]
    why: str
    ends: tuple[float, float] | None = None

    @property
    def error(self) -> float:
        """Percent of the nearer end of the published range; 0 inside it."""
        low, high = self.published
        near = min(max(self.ours, low), high)
        return 100 * (self.ours / near - 1)


def checks(book: Book, case: Case, plans: Plans) -> list[Check]:
    """Every single figure."""
    return [*letter(book, case, plans), *american(book, case), *contracts(book, case), *unspent(book, plans)]


# the Dutch letter ---------------------------------------------------------------------

DUTCH, COST, POSTS, GOAL = "NLD", "forces-2107", "forces-2108", "money-6333"
#: Facts of the Dutch materiel fund, which stand behind the money of two domains.
DUTCH_FUND = ("forces-2394", "forces-2396")


def letter(book: Book, case: Case, plans: Plans) -> list[Check]:
    """What the Netherlands would need or spend more a year, and the people for it."""
    asked, posts = book.fact(COST, "billion_EUR/year"), book.fact(POSTS, "persons")
    before = expenditure(case, DUTCH, 2024)
    goal = book.fact(GOAL, "percent").value / 100 * gdp(case, DUTCH, 2025)
    below = _from_below(case)
    spent = sum(
        plans.amount(BASE, what, date(2031, 1, 1), date(2035, 12, 1), DUTCH)
        for what in ("standing", "running", "domains", "items")
    )
    source, question = "Dutch letter of May 2025", "EUR bn a year more than in 2024"
    span = (asked.low, asked.high)
    return [
        Check(
            source, f"{question}: 3.5 % of the output of 2025", "EUR bn", span, (goal - before) / 1e3,
            (COST, GOAL, "money-0245"), (GOAL,),
            "Only the sum is tested, since goal and output are the letter's own. Against spending of 2025, which had "
            "grown by a fifth by then, it would be two thirds of that.",
        ),
        Check(
            source, f"{question}: built from below, in 2035", "EUR bn", span,
            (sum(below.values()) - before) / 1e3, (COST,), DUTCH_FUND,
            "Ours in 2035: "
            + ", ".join(f"{about} {value / 1e3:.1f}" for about, value in below.items())
            + f", less EUR {before / 1e3:.1f} bn spent in 2024. What the letter pays beside it is posts, support, "
            "other land equipment and infrastructure, for which the case has no money.",
        ),
        Check(
            source, f"{question}: paid in the plan, mean of 2031 to 2035", "EUR bn", span,
            (spent / 5 - before) / 1e3, (COST,), (GOAL, *DUTCH_FUND),
            "The plan buys what is missing earlier, and spends no more than it needs: the rest of the budget lapses.",
        ),
        Check(
            source, "Posts more", "posts", (posts.low, posts.high), 0.0, (POSTS,), (),
            "People are those of the start: nobody is recruited for what is added, and nobody is paid for it.",
        ),
    ]  # fmt: skip


def _from_below(case: Case) -> dict[str, float]:
    """What the Netherlands would pay in 2035 for what the tables ask of it, million EUR a year, by kind."""
    months = YEAR * HORIZON
    last = slice(months - YEAR, months)
    standing = float(monthly_standing(case, "national", [DUTCH], months)[0, last].sum())
    domains = sum(float(monthly[0, last].sum()) for monthly in monthly_domains(case, [DUTCH], months).values())
    lacking = missing(case).filter(pl.col("place") == DUTCH)
    running = float((lacking["missing"] * lacking["price"] * lacking["running"]).sum()) / 100
    items = float((lacking["missing"] * lacking["price"]).sum()) / HORIZON
    return {
        "pay, operation and infrastructure": standing,
        "other domains": domains,
        "missing items over ten years": items,
        "their upkeep": running,
    }


def missing(case: Case) -> pl.DataFrame:
    """What European allies lack of the items at the start: place, item, missing (units), price, running (percent)."""
    scope = Scope.of(case, Question())
    held = case.table("stocks").group_by("place", "item").agg(pl.col("quantity").sum().alias("held"))
    prices = case.table("items").select("item", "price")
    shares = case.table("running_costs").select("item", running="share")
    return (
        scope.needs.join(held, on=["place", "item"], how="left", maintain_order="left")
        .join(prices, on="item", maintain_order="left")
        .join(shares, on="item", how="left", maintain_order="left")
        .with_columns(pl.col("running").fill_null(0.0))
        .select(
            "place",
            "item",
            (pl.col("quantity") - pl.col("held").fill_null(0.0)).clip(lower_bound=0.0).alias("missing"),
            "price",
            "running",
        )
    )


def gdp(case: Case, place: str, year: int) -> float:
    """Output of a year, million EUR at prices of 2025."""
    rows = case.table("economy").filter((pl.col("place") == place) & (pl.col("year") == year))
    return float(rows["gdp"].item())


def expenditure(case: Case, place: str, year: int) -> float:
    """Defence expenditure of a past year as NATO counts it, million EUR at prices of 2025."""
    rows = case.table("history").filter((pl.col("place") == place) & (pl.col("year") == year))
    return gdp(case, place, year) * float(rows["share"].item()) / 100


# replacing American forces --------------------------------------------------------------

WHOLE, ONCE = "money-6549", "money-6550"
#: What IISS names and the case has: facts of units by item.
NAMED = {"combat_aircraft": "money-6553", "long_range_air_defence_battery": "money-6555"}


def american(book: Book, case: Case) -> list[Check]:
    """The bill of IISS: what is paid once, and what it costs for 25 years after that."""
    whole, once = (book.fact(fact, "USD").value / 1e9 for fact in (WHOLE, ONCE))
    low, high = (float(book.facts[ONCE][end]) / 1e9 for end in ("low", "high"))
    dollars = exchange_of_2025(book).value
    bill = _bill(book, case)
    paid = float(bill["price"].sum())
    shares = [float((bill["price"] * bill[end]).sum()) / paid for end in ("share", "share_low", "share_high")]
    lacking = missing(case)
    lack = float((lacking["missing"] * lacking["price"]).sum()) / dollars / 1e3
    of_price = tuple(100 * (whole - end) / LIFE / end for end in (high, low))
    totals = [once * (1 + LIFE * share / 100) for share in shares]
    named = tuple(NAMED.values())
    return [
        Check(
            "IISS", "Paid once, of it 400 combat aircraft and 24 batteries of long-range air defence", "USD bn",
            (low, high), paid / dollars / 1e3, (ONCE, *named), (),
            "Two kinds of things are named that the case has a price of; destroyers, submarines, transport and the "
            "equipment of 128,000 soldiers are the rest of the bill.",
        ),
        Check(
            "IISS", "Paid once, beside what European allies lack of the items", "USD bn", (low, high), lack, (ONCE,),
            (),
            "Another question with an answer of the same size: needs by brigades and batteries less stocks at the "
            "start, with orders on the books not taken off.",
        ),
        Check(
            "IISS", "Running costs, percent of what is paid once and year", "percent", (of_price[0], of_price[1]),
            shares[0], (WHOLE, ONCE, *named), (),
            "Theirs is all that is not paid once over 25 years, crews with it; ours are aircraft and batteries "
            "without crews, weighed by price.",
            (shares[1], shares[2]),
        ),
        Check(
            "IISS", "Whole bill of 25 years, at our running costs on their middle of what is paid once", "USD bn",
            (whole, whole), totals[0], (WHOLE, ONCE, *named), (ONCE,),
            "The same comparison as a sum; what is paid once is theirs.", (totals[1], totals[2]),
        ),
    ]  # fmt: skip


def _bill(book: Book, case: Case) -> pl.DataFrame:
    """What IISS names, at prices of the case: item, price (million EUR, of all units), share and its ends (percent)."""
    units = pl.DataFrame({"item": list(NAMED), "units": [book.fact(fact, "units").value for fact in NAMED.values()]})
    return (
        units.join(case.table("items").select("item", each="price"), on="item")
        .join(case.table("running_costs").select("item", "share", "share_low", "share_high"), on="item")
        .with_columns(price=pl.col("units") * pl.col("each"))
        .sort("item")
    )


# contracts and money unspent --------------------------------------------------------------


def contracts(book: Book, case: Case) -> list[Check]:
    """What the British office can sign, beside the year that its row does not rest on."""
    row = case.table("offices").row(by_predicate=pl.col("place") == "GBR", named=True)
    half = 0.5  # from the middle of 2024 to the end of the year, the middle of the twelve months that are held against
    ends = [row[f"signed{end}"] * (1 + row[f"growth{end}"] / 100) ** half / 1e3 for end in ("", "_low", "_high")]
    signed = book.euros("forces-2175").value / 1e3
    return [
        Check(
            "Minister's answer", "Contracts signed in the United Kingdom, July 2024 to June 2025", "EUR bn",
            (signed, signed), ends[0], ("forces-2175",), ("forces-2168",),
            "The row rests on the three financial years to March 2025, which share nine of the twelve months.",
            (ends[1], ends[2]),
        )
    ]  # fmt: skip


def unspent(book: Book, plans: Plans) -> list[Check]:
    """Money that was not spent, and what lapses in the plans."""
    found = []
    for place, name, fact, unit, scale in (
        ("DEU", "Germany", "forces-2095", "billion_EUR", 1.0),
        (DUTCH, "the Netherlands", "forces-2227", "million_EUR/year", 1e-3),
    ):
        seen = book.fact(fact, unit).value * scale
        lapsed = plans.amount("as of 2024-06", "not_spent", date(2024, 7, 1), date(2024, 12, 1), place) / 1e3
        found.append(
            Check(
                "Ministry of defence", f"Money unspent in {name}, 2024 (ours: its second half, as of June 2024)",
                "EUR bn", (seen, seen), lapsed, (fact,), (),
                "A ministry spends what it has on something; the plan has nothing to sign but the items, the first of "
                "them after the contracting delay, and lets the rest lapse. What lapses in the model is no forecast "
                "of money given back.",
            )
        )  # fmt: skip
    return found
