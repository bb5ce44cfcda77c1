"""Running contracts: what lines have on order that no published order names.

A line that runs has work in hand. By Little's law (Little 1961) the work in hand is the rate times the time that an
order takes, so the lines that Europe can draw on hold about output x lead time on order for it. What published order
books of European allies leave of that is spread over the largest buyers, due evenly over the lead time. Without it
every line would stand idle until the first order of the plan falls due. No contract is known behind them, so they are
estimated, one grade below contracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.shared import EUROPE, gdp_ratio, months

START = "2026-01"
#: Items of which nothing is left to estimate: makers or buyers publish what is on order, or the lines work for others.
KNOWN = (
    "main_battle_tank",
    "combat_aircraft",
    "long_range_air_defence_battery",
    "long_range_drone",
    "loitering_munition",
)
#: Rates of lines that run.
RUNNING = ("delivered", "estimated")
#: Buyers that running contracts are spread over.
LARGEST = 8
Row = Mapping[str, object]


def derive(book: Book) -> None:
    """Add running contracts to `deliveries`. Runs last: it reads items, sites, capacity and deliveries."""
    rule = book.rule(
        "running_contracts",
        "By Little's law lines hold output times lead time on order; what the published orders of European allies that "
        "fall due within the lead time leave of it is spread over the eight largest economies among them by GDP, which "
        "place most orders, and over the lead time evenly. Not for items of which makers or buyers publish what is on "
        "order, nor where the lines work for others.",
    )
    buyers = sorted(EUROPE, key=lambda ally: -gdp_ratio(book, ally, EUROPE).value)[:LARGEST]
    lead_times = {
        str(r["item"]): figure_of(r, "lead_time", "months") for r in book.tables["items"] if r["kind"] == "needed"
    }
    for item, rate in sorted(_open_rates(book, lead_times).items()):
        lead = lead_times[item]
        in_hand = (rate * lead).of("units")
        known = _published(book, item, lead.value)
        low, value, high = (max(end - known, 0.0) for end in (in_hand.low, in_hand.value, in_hand.high))
        if value <= 0:
            continue
        rest = Figure(value, low, high, "units", in_hand.basis)
        for ally in buyers:
            book.add(
                "deliveries",
                order=f"running_{item}_{ally}",
                place=ally,
                item=item,
                start=START,
                end=_after(START, round(lead.value)),
                quantity=(rest * gdp_ratio(book, ally, buyers)).of("units").by(rule),
                status="estimated",
                supplier="",
            )


def _open_rates(book: Book, items: Mapping[str, Figure]) -> dict[str, Figure]:
    """Observed monthly output at the start that Europe can draw on, by item."""
    observed: dict[str, Row] = {}
    for row in sorted(book.tables["capacity"], key=lambda row: str(row["date"])):
        if row["status"] in RUNNING and str(row["date"])[:7] <= START:
            observed[str(row["site"])] = row
    parts: dict[str, list[Figure]] = defaultdict(list)
    for site in book.tables["sites"]:
        if site["item"] in items and site["item"] not in KNOWN and site["site"] in observed:
            rate = figure_of(observed[str(site["site"])], "rate", "units/month")
            inside = site["place"] in EUROPE
            parts[str(site["item"])].append(rate if inside else rate * figure_of(site, "export_share", "percent") / 100)
    return {item: total(rates) for item, rates in parts.items()}


def _published(book: Book, item: str, lead: float) -> float:
    """Published orders of European allies that fall due within `lead` months of the start."""
    due = 0.0
    for row in book.tables["deliveries"]:
        if row["item"] == item and row["place"] in EUROPE and row["status"] == "contracted":
            first = max(months(START, str(row["start"])), 0)
            span = max(months(START, str(row["end"])), first) - first + 1
            due += float(str(row["quantity"])) * min(max(lead - first, 0.0) / span, 1.0)
    return due


def _after(start: str, count: int) -> str:
    number = 12 * int(start[:4]) + int(start[5:7]) - 1 + count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
