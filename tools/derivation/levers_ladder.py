"""The ladder: from today's course to money without limit.

A rung has no price: it says what a course would be worth, not what a decision costs.
"""

from __future__ import annotations

from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers_terms import Change, Offer, called_up, one_of, own_leads, step
from tools.derivation.shared import START


def rungs(book: Book) -> tuple[Offer, ...]:
    """Today's course, and what is added to it step by step; each rung keeps those below it."""
    once = step(book, 1, "1")
    allowed, not_allowed = step(book, 1, "1"), step(book, 0, "1")

    def rung(code: str, name: str, decides: str, *changes: Change) -> Offer:
        return Offer(code, name, decides, None, once, START, changes)

    group = "group=NATO_EUR"
    return (
        rung(
            "todays_course",
            "Today's course: today's shares of GDP, and the capacity that is there or announced",
            "nobody: this is what happens without a further decision",
            Change("question", "", "path", "set", text="today"),
            Change("question", "", "expansion", "set", not_allowed),
        ),
        rung(
            "pledged_money",
            "Pledged money: spend what the allies have promised",
            "parliaments of the allies",
            Change("question", "", "path", "set", text="national"),
        ),
        rung(
            "faster_contracts",
            "Faster contracts: every ally shortens its procedures as Germany did",
            "ministries of defence and parliaments of the allies",
            Change("places", group, "contracting_delay", "multiply", shorter_procedures(book)),
        ),
        rung(
            "free_expansion",
            "Free expansion: lines in Europe grow wherever it helps",
            "ministries of defence, with the makers",
            Change("question", "", "expansion", "set", allowed),
        ),
        rung(
            "advance_purchase",
            "Advance purchase: long-lead parts lie ready when contracts are signed",
            "ministries of defence, budget committees",
            *_advance_purchase(book),
        ),
        rung(
            "pooled_purchase",
            "Pooled purchase: joint contracts as fast as those of the fastest large buyer, at its price",
            "the allies together, through NATO's agency or the EU",
            Change("places", group, "contracting_delay", "at_most", _fastest(book)),
            Change("items", "item=guided_rocket|rocket_launcher", "price", "multiply", _without_premium(book)),
        ),
        rung(
            "surge_and_conversion",
            "Surge and conversion: lines run more shifts, and plants of other industries make what they can",
            "ministries of defence, with the makers and the owners of plants",
            called_up(book, "surge"),
            called_up(book, "conversion"),
        ),
        rung(
            "money_without_limit",
            "Money without limit: nothing waits for money any more",
            "parliaments of the allies",
            Change("paths", "path=national", "share", "multiply", _without_limit(book)),
        ),
    )


def shorter_procedures(book: Book) -> Figure:
    """Factor on contracting delays where all allies shorten procedures as much as Germany reports."""
    rule = book.rule(
        "shorter_procedures",
        "Germany's procurement office reports procedures shorter by up to this part after its first law; every ally is "
        "taken to do the same, and none of it as the far end.",
    )
    saving = book.fact("society-343", "percent")
    factor = 1 - saving.high / 100
    return Figure(factor, factor, 1.0, "factor", (*saving.basis, f"rule:{rule}"))


def _advance_purchase(book: Book) -> tuple[Change, ...]:
    """A year less where lead times are long, half where they are short: what a reserve of one lot saves."""
    rule = book.rule(
        "parts_of_one_lot",
        "A reserve of long-lead parts for one lot saves a year, for two lots two, of weapons that take about two years "
        "to make. Lead times from two years up fall by that year, for they hold queues that no part shortens; shorter "
        "ones fall by the same part.",
    )
    saved = one_lot(book)
    usual = book.fact("platforms-045", "months")
    leads = {
        str(r["item"]): figure_of(r, "lead_time", "months").value for r in book.tables["items"] if r["kind"] == "needed"
    }
    lines = {site: lead.value for site, lead in own_leads(book, leads).items()}
    less = Figure(-saved.value, -saved.high, -saved.low, "months", saved.basis).by(rule)
    part = 1 - saved.value / usual.value
    factor = Figure(part, max(1 - saved.high / usual.value, 0.0), part, "factor", (*saved.basis, *usual.basis)).by(rule)
    changes = []
    for table, key, known in (("items", "item", leads), ("sites", "site", lines)):
        long = sorted(name for name, lead in known.items() if lead >= usual.value)
        short = sorted(name for name, lead in known.items() if lead < usual.value)
        changes += [Change(table, one_of(key, long), "lead_time", "add", less)] if long else []
        changes += [Change(table, one_of(key, short), "lead_time", "multiply", factor)] if short else []
    return tuple(changes)


def one_lot(book: Book) -> Figure:
    """Months that a reserve of long-lead parts for one lot saves; the high end is two lots."""
    span = book.fact("platforms-047", "months")
    return Figure(span.low, span.low, span.high, "months", span.basis)


def _fastest(book: Book) -> Figure:
    """Contracting delay of the fastest large buyer of the alliance."""
    rule = book.rule(
        "fastest_large_buyer",
        "Joint contracts are signed as fast as the quickest buyer with a published delay signs its own.",
    )
    delays = [
        figure_of(r, "contracting_delay", "months") for r in book.tables["places"] if r["contracting_delay"] != ""
    ]
    return min(delays, key=lambda delay: delay.value).by(rule)


def _without_premium(book: Book) -> Figure:
    """Factor on prices that hold the premium of foreign buyers, if the maker's own state buys for all."""
    rule = book.rule(
        "joint_price",
        "Where a price is that of the maker's own forces with a premium for foreign buyers, a joint purchase through "
        "that state saves the premium. No fact names another saving, so other prices stay.",
    )
    premium = book.assumed("foreign_buyer_premium")
    return Figure(1 / premium.value, 1 / premium.high, 1 / premium.low, "factor", premium.basis).by(rule)


def _without_limit(book: Book) -> Figure:
    rule = book.rule(
        "money_without_limit",
        "Shares of GDP are multiplied so that each meets the bound of its column: no sum is meant, only that money "
        "never runs out.",
    )
    return Figure(100.0, 100.0, 100.0, "factor", (f"rule:{rule}",))
