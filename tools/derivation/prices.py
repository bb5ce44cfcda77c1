"""Currencies and price years: every amount of money in million EUR at 2025 prices."""

from __future__ import annotations

from tools.derivation.figures import Book, DerivationError, Figure

#: Currency units of facts -> (currency, factor to millions).
CURRENCIES: dict[str, tuple[str, float]] = {
    "EUR": ("EUR", 1e-6),
    "million_EUR": ("EUR", 1.0),
    "billion_EUR": ("EUR", 1e3),
    "EUR/year": ("EUR", 1e-6),
    "million_EUR/year": ("EUR", 1.0),
    "billion_EUR/year": ("EUR", 1e3),
    "USD": ("USD", 1e-6),
    "million_USD": ("USD", 1.0),
    "billion_USD": ("USD", 1e3),
    "million_USD/year": ("USD", 1.0),
    "billion_USD/year": ("USD", 1e3),
    "million_GBP": ("GBP", 1.0),
    "billion_GBP": ("GBP", 1e3),
    "PLN": ("PLN", 1e-6),
    "million_PLN": ("PLN", 1.0),
    "billion_PLN": ("PLN", 1e3),
    "million_NOK": ("NOK", 1.0),
    "million_SEK": ("SEK", 1.0),
    "million_DKK": ("DKK", 1.0),
    "DKK": ("DKK", 1e-6),
    "billion_DKK": ("DKK", 1e3),
    "million_CZK": ("CZK", 1.0),
    "million_CHF": ("CHF", 1.0),
    "CAD": ("CAD", 1e-6),
    "million_CAD": ("CAD", 1.0),
    "billion_TRY/year": ("TRY", 1e3),
    "UAH": ("UAH", 1e-6),
}

#: Euros for one unit of the currency, average of 2025, and the spread of the years 2022-2026.
EUROS_PER: dict[str, tuple[float, float, float]] = {
    "USD": (0.89, 0.85, 0.95),
    "GBP": (1.17, 1.14, 1.20),
    "PLN": (0.236, 0.213, 0.238),
    "NOK": (0.0853, 0.083, 0.099),
    "SEK": (0.0904, 0.085, 0.095),
    "DKK": (0.134, 0.1335, 0.1345),
    "CZK": (0.0405, 0.039, 0.0425),
    "CHF": (1.067, 1.0, 1.09),
    "CAD": (0.634, 0.61, 0.73),
    "TRY": (0.0224, 0.019, 0.055),
    "UAH": (0.0212, 0.020, 0.030),
}

#: Price level of the year relative to 2025 (euro area, rounded), for bringing amounts to 2025 prices.
PRICE_LEVEL: dict[int, float] = {
    2014: 0.775,
    2015: 0.785,
    2016: 0.79,
    2017: 0.80,
    2018: 0.81,
    2019: 0.82,
    2020: 0.83,
    2021: 0.85,
    2022: 0.89,
    2023: 0.945,
    2024: 0.975,
    2025: 1.0,
    2026: 1.02,
    2027: 1.04,
    2028: 1.06,
    2029: 1.08,
    2030: 1.105,
}


def exchange(book: Book, currency: str) -> Figure:
    """Million EUR of 2025 for one million of `currency`, as a named assumption of conversion."""
    if currency not in EUROS_PER:
        raise DerivationError(f"no rate of exchange for {currency}")
    value, low, high = EUROS_PER[currency]
    return book.assume(
        f"exchange_{currency.lower()}",
        value,
        low,
        high,
        f"EUR/{currency}",
        f"Rounded average rate of {currency} in 2025; the range spans the yearly averages since 2022.",
        role="conversion",
    )


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
    level = PRICE_LEVEL[min(max(year, min(PRICE_LEVEL)), max(PRICE_LEVEL))]
    factor = 1 / level
    return book.assume(
        f"deflator_{year}",
        factor,
        factor * 0.98,
        factor * 1.02,
        "factor",
        "Price level of the euro area's output relative to 2025, rounded; the range is two per cent.",
        role="conversion",
    )


def euros(book: Book, fact_id: str) -> Figure:
    """The amount of a fact in million EUR at 2025 prices; the price year is that of its period's start."""
    row = book.facts.get(fact_id)
    if row is None:
        raise DerivationError(f"no fact {fact_id}")
    return euros_of(book, fact_id, int(row["period_start"][:4] or 2025))


def euros_of(book: Book, fact_id: str, year: int) -> Figure:
    """The amount of a fact in million EUR at 2025 prices, if it is spent at the prices of `year`."""
    row = book.facts.get(fact_id)
    if row is None:
        raise DerivationError(f"no fact {fact_id}")
    if row["unit"] not in CURRENCIES:
        raise DerivationError(f"fact {fact_id} is in {row['unit']}, which is not money")
    currency, factor = CURRENCIES[row["unit"]]
    amount = book.fact(fact_id, row["unit"]) * factor
    if currency != "EUR":
        amount = amount * exchange(book, currency)
    return (amount * deflator(book, year)).of("million_EUR")
