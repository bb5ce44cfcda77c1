"""Economy, spending paths, budgets, funds and settings; also the door to the conversion of money."""

from __future__ import annotations

from tools.derivation import economy, funds, settings, spending
from tools.derivation.figures import Book
from tools.derivation.prices import deflator, euros, euros_of, exchange

__all__ = ["deflator", "derive", "euros", "euros_of", "exchange"]


def derive(book: Book) -> None:
    """Fill `economy`, `paths`, `budgets`, `history`, `funds` and `parameters`."""
    gdp = economy.derive(book)
    spending.derive(book)
    funds.derive(book, gdp)
    settings.derive(book)
