"""The tables of a case, as data. A clock reads some; a case may leave out those that are not required."""

from __future__ import annotations

from sinews.data.schema import Table
from sinews.data.tables.days import DAYS
from sinews.data.tables.factors import FACTORS
from sinews.data.tables.hours import HOURS
from sinews.data.tables.kinds import (
    AdversaryQuantity,
    ChangeKind,
    Confidence,
    Holding,
    ItemKind,
    Loading,
    Method,
    Mode,
    PlaceKind,
    Purpose,
    RuleKind,
    Status,
    Use,
)
from sinews.data.tables.levers import LEVER_TABLES, QUESTION
from sinews.data.tables.minutes import MINUTES
from sinews.data.tables.registers import REGISTERS
from sinews.data.tables.slips import SLIPS
from sinews.data.tables.statements import STATEMENT_TABLES, Side, StatementCheck
from sinews.data.tables.years import MARKET, YEARS

__all__ = [
    "BY_NAME",
    "MARKET",
    "QUESTION",
    "TABLES",
    "AdversaryQuantity",
    "ChangeKind",
    "Confidence",
    "Holding",
    "ItemKind",
    "Loading",
    "Method",
    "Mode",
    "PlaceKind",
    "Purpose",
    "RuleKind",
    "Side",
    "StatementCheck",
    "Status",
    "Use",
]

#: What trials of plans read, and no clock alone.
CHANCE: tuple[Table, ...] = (SLIPS, FACTORS)

TABLES: tuple[Table, ...] = (*YEARS, *DAYS, *HOURS, *MINUTES, *LEVER_TABLES, *STATEMENT_TABLES, *CHANCE, *REGISTERS)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
