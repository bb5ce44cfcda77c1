"""Kinds of figures, as a reader asks of them: what the uncertainty of a date is put down to."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from sinews.clocks.years.trials.trial import Draw
from sinews.data.ranges import Column


class Kind(StrEnum):
    """What is drawn, by what it is about."""

    NEEDS = "needs"
    STOCKS = "stocks"
    ORDER_BOOK = "order_book"
    WEAR = "wear_and_aid"
    SERVICEABILITY = "serviceability"
    LINES = "rates_of_lines"
    NEW_LINES = "new_lines"
    TIMES = "contracting_and_lead_times"
    OFFICES = "contracting_offices"
    MONEY = "money"
    PRICES = "prices"
    PROMISES = "promises"
    THREAT = "threat"
    OTHER = "other_figures"


_TABLES = {
    "forces": Kind.NEEDS,
    "scales": Kind.NEEDS,
    "stocks": Kind.STOCKS,
    "retirements": Kind.STOCKS,
    "deliveries": Kind.ORDER_BOOK,
    "decided": Kind.ORDER_BOOK,
    "uses": Kind.WEAR,
    "serviceability": Kind.SERVICEABILITY,
    "capacity": Kind.LINES,
    "recipes": Kind.LINES,
    "surge": Kind.LINES,
    "conversion": Kind.LINES,
    "sites": Kind.NEW_LINES,
    "places": Kind.TIMES,
    "offices": Kind.OFFICES,
    "economy": Kind.MONEY,
    "paths": Kind.MONEY,
    "budgets": Kind.MONEY,
    "funds": Kind.MONEY,
}

_COLUMNS = {
    ("items", "price"): Kind.PRICES,
    ("items", "advance_share"): Kind.PRICES,
    ("items", "lead_time"): Kind.TIMES,
    ("items", "loss_rate"): Kind.WEAR,
    ("serviceability", "cost"): Kind.PRICES,
    ("sites", "capex"): Kind.PRICES,
    ("sites", "export_share"): Kind.LINES,
    ("sites", "rate_max"): Kind.LINES,
}


def kind(column: Column) -> Kind:
    """The kind of the figures of a column."""
    return _COLUMNS.get(column) or _TABLES.get(column[0], Kind.OTHER)


def exchanged(draw: Draw, other: Draw, chosen: Kind) -> Draw:
    """A draw with the figures of one kind taken from another."""
    mixed = {
        column: other.positions[column] if kind(column) is chosen else drawn for column, drawn in draw.positions.items()
    }
    return Draw(mixed, other.terms if chosen is Kind.PROMISES else draw.terms)


def held(draw: Draw, chosen: Kind) -> Draw:
    """A draw with the figures of one kind at their likely values, and promises kept if it is these."""
    kept = {column: 0.0 * drawn if kind(column) is chosen else drawn for column, drawn in draw.positions.items()}
    terms = replace(draw.terms, book=None, approved={}, rise=None, rate=None)
    return Draw(kept, terms if chosen is Kind.PROMISES else draw.terms)
