"""Money beside the national budgets: the EU's loans and grants, as far as they buy the modelled items."""

from __future__ import annotations

from tools.derivation.alliance import ALLIES, EU_ALLIES
from tools.derivation.economy import BASE, Gdp
from tools.derivation.figures import Book, Figure, total
from tools.derivation.prices import euros_of

#: Loans by ally: the Council's decision where there is one, else the tentative allocation.
DECIDED: dict[str, str] = {
    "BEL": "money-6511",
    "BGR": "money-6512",
    "DNK": "money-6514",
    "ESP": "money-6515",
    "EST": "money-6519",
    "FIN": "money-6521",
    "GRC": "money-6520",
    "HRV": "money-6516",
    "ITA": "money-6522",
    "POL": "money-6580",
    "PRT": "money-6517",
    "ROU": "money-6518",
}
TENTATIVE: dict[str, str] = {
    "CZE": "money-6504",
    "FRA": "money-6494",
    "HUN": "money-6495",
    "LTU": "money-6498",
    "LVA": "money-6500",
    "SVK": "money-6503",
}
LOANS = "Security Action for Europe, loans"
PROGRAMME = "European Defence Industry Programme, part"
LOAN_YEAR, LOAN_BEGINS, LOAN_ENDS = 2028, "2026-01", "2030-12"

GRANTS, GRANTS_FOR_UKRAINE = "money-6524", "money-6525"
GRANT_YEAR, GRANTS_BEGIN, GRANTS_END = 2026, "2026-01", "2027-12"


def derive(book: Book, gdp: Gdp) -> None:
    """Fill `funds`."""
    _loans(book)
    _grants(book, gdp)


def _loans(book: Book) -> None:
    """Loans for joint purchases, spread over the years in which they may be drawn."""
    share = book.assume(
        "safe_share_for_modelled_items",
        60.0,
        40.0,
        80.0,
        "percent",
        "Loans may buy shells, missiles, ground systems, drones and air defence, but also "
        "bridging, transport, space and networks; about three fifths are taken to be for "
        "modelled items.",
    )
    extra = book.assume(
        "safe_share_beyond_path",
        50.0,
        25.0,
        75.0,
        "percent",
        "What an ally buys with loans counts as its defence spending, so part of it is in "
        "the path of shares already; about half is taken to come on top.",
    )
    rule = book.rule(
        "loan_for_modelled_items",
        "The ceiling of the loan, at prices of the middle year, "
        "times the share for modelled items and the share beyond the "
        "spending path.",
    )
    for facts, status in ((DECIDED, "budgeted"), (TENTATIVE, "announced")):
        for place, fact in facts.items():
            amount = (euros_of(book, fact, LOAN_YEAR) * share * extra * 1e-4).of("million_EUR").by(rule)
            _add(
                book,
                f"safe_{place.lower()}",
                f"{LOANS} of {ALLIES[place]}",
                place,
                (LOAN_BEGINS, LOAN_ENDS),
                amount,
                "order",
                status,
            )


def _grants(book: Book, gdp: Gdp) -> None:
    """Grants of the industry programme, by output of the EU's allies."""
    share = book.assume(
        "edip_share_for_expansion",
        50.0,
        30.0,
        70.0,
        "percent",
        "The programme pays for joint purchases and joint projects as well as for wider "
        "production; half is taken to widen the lines of modelled items.",
    )
    rule = book.rule(
        "grants_by_output",
        "Grants without the part for Ukraine, times the share for "
        "expansion, are split among the EU's allies by their output of "
        "2025.",
    )
    grants = euros_of(book, GRANTS, GRANT_YEAR)
    ukraine = euros_of(book, GRANTS_FOR_UKRAINE, GRANT_YEAR)
    rest = grants.ranged(grants.value, grants.value) - ukraine.ranged(ukraine.value, ukraine.value)
    union = total(gdp[place, BASE] for place in EU_ALLIES).value
    for place in EU_ALLIES:
        own = gdp[place, BASE]
        part = Figure(own.value / union, own.value / union, own.value / union, "ratio", own.basis)
        amount = (rest * share * part * 0.01).of("million_EUR").by(rule)
        _add(
            book,
            f"edip_{place.lower()}",
            f"{PROGRAMME} of {ALLIES[place]}",
            place,
            (GRANTS_BEGIN, GRANTS_END),
            amount,
            "expansion",
            "budgeted",
        )


def _add(
    book: Book, fund: str, name: str, place: str, period: tuple[str, str], amount: Figure, purpose: str, status: str
) -> None:
    start, end = period
    book.add(
        "funds", fund=fund, name=name, place=place, start=start, end=end, amount=amount, purpose=purpose, status=status
    )
