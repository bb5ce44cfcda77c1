"""Levers that call up what could be made beyond the rates of lines: surge, and conversion of other plants.

They act from the month of knowledge on, and the first output comes by the lags that stand in the tables.
"""

from __future__ import annotations

from collections.abc import Collection

from tools.derivation import levers_prices as prices
from tools.derivation.alliance import NATO_EUR
from tools.derivation.beyond import PLANTS, surge_of_a_line, surging
from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers_terms import (
    DRONES,
    INTERCEPTORS,
    KNOWN,
    MISSILES,
    SHELL,
    VEHICLES,
    Offer,
    called_up,
    lines,
    one_of,
    step,
)

MAKERS = "the makers, paid by the ministries of defence of their hosts"


def beyond(book: Book) -> tuple[Offer, ...]:
    """All levers on surge and conversion."""
    return (
        _surge(book, "surge_shells", "lines of shells", SHELL),
        _surge(book, "surge_missiles", "lines of missiles, rockets and drones", (*INTERCEPTORS, *MISSILES, *DRONES)),
        _surge(book, "surge_vehicles", "lines of tanks, vehicles and howitzers", VEHICLES),
        _conversion(
            book, "convert_for_vehicles", "Rail and vehicle plants make tanks, vehicles and howitzers", VEHICLES
        ),
        _conversion(book, "convert_for_drones", "Car plants make loitering munitions", DRONES),
    )


def _surge(book: Book, code: str, where: str, items: Collection[str]) -> Offer:
    able = set(surging(book))
    chosen = [row for row in lines(book, items, NATO_EUR) if row["site"] in able]
    made = sorted({str(row["item"]) for row in chosen})
    return Offer(
        code,
        f"Surge at the European {where}: more shifts and longer weeks, at a premium",
        MAKERS,
        prices.surge(book, chosen, surge_of_a_line(book), KNOWN),
        step(book, 1, "1"),
        KNOWN,
        (called_up(book, "surge", one_of("item", made)),),
    )


def _conversion(book: Book, code: str, name: str, items: Collection[str]) -> Offer:
    made = sorted(item for _, _, item in PLANTS.values() if item in items)
    return Offer(
        code,
        f"{name}: conversion, at a premium",
        "the owners of the plants, with the German ministries of defence and the economy",
        prices.conversion(book, _plants(book, made)),
        step(book, 1, "1"),
        KNOWN,
        (called_up(book, "conversion", one_of("item", made)),),
    )


def _plants(book: Book, items: Collection[str]) -> list[tuple[str, Figure]]:
    """What plants would make: item and whole rate."""
    rows = [row for row in book.tables["conversion"] if row["item"] in items]
    return [(str(row["item"]), figure_of(row, "rate", "units/month")) for row in rows]
