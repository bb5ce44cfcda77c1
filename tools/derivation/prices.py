"""Currencies and price years: every amount of money in million EUR at 2025 prices.

Rates of exchange and price levels are rows (`assumptions.csv`, `price_levels.csv` of the case's sheets).
"""

from __future__ import annotations

from tools.derivation.figures import Book, Figure


def exchange(book: Book, currency: str) -> Figure:
    """Million EUR of 2025 for one million of `currency`, as a named assumption of conversion."""
    return book.exchange(currency)


def exchange_of_2025(book: Book) -> Figure:
    """Euros for one dollar in amounts that are of 2025 themselves, where other years' rates do not matter."""
    return book.assume(
        "exchange_usd_2025",
        0.885,
        0.875,
        0.895,
        "EUR/USD",
        "Rounded average rate of the dollar in 2025, used where the amount is of 2025; the "
        "range is the spread among the averages that institutions publish for that year.",
        role="conversion",
    )


def deflator(book: Book, year: int) -> Figure:
    """Factor from prices of `year` to prices of 2025, as a named assumption of conversion."""
    return book.deflator(year)


def euros(book: Book, fact_id: str) -> Figure:
    """The amount of a fact in million EUR at 2025 prices; the price year is that of its period's start."""
    return book.euros(fact_id)


def euros_of(book: Book, fact_id: str, year: int) -> Figure:
    """The amount of a fact in million EUR at 2025 prices, if it is spent at the prices of `year`."""
    return book.euros(fact_id, year)
