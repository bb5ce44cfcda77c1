"""Levers of the case: what could be decided, what a step of it costs and changes, and the ladder.

Levers for sale stand in `levers_offers`, their prices in `levers_prices`, the rungs in `levers_ladder`; what they
read from the other tables, and what a lever is, in `levers_terms`.
"""

from __future__ import annotations

from collections.abc import Iterable

from tools.derivation.figures import Book
from tools.derivation.levers_ladder import rungs
from tools.derivation.levers_offers import offers
from tools.derivation.levers_terms import Offer


def derive(book: Book) -> None:
    """Fill `levers`, `changes` and `ladder`. Runs last: it reads what the other modules have written."""
    ladder = rungs(book)
    write(book, (*ladder, *offers(book)))
    for number, rung in enumerate(ladder):
        book.add("ladder", rung=number, lever=rung.code)


def write(book: Book, levers: Iterable[Offer]) -> None:
    """Rows of `levers` and `changes`."""
    for offer in levers:
        book.add(
            "levers",
            lever=offer.code,
            name=offer.name,
            decides=offer.decides,
            price=offer.price,
            most=offer.most,
            earliest=offer.earliest,
        )
        for part, change in enumerate(offer.changes, 1):
            book.add(
                "changes",
                lever=offer.code,
                part=part,
                table=change.table,
                selection=change.selection,
                column=change.column,
                change=change.change,
                amount=change.amount,
                unit=change.amount.unit if change.amount else "",
                text=change.text,
            )
