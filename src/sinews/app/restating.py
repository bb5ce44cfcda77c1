"""Answers that are there though nobody has asked: they differ from a remembered one by when something is due."""

from __future__ import annotations

from dataclasses import replace

from sinews.app.address import Address
from sinews.app.levers import hands
from sinews.app.record import Record
from sinews.clocks import AnyClock
from sinews.clocks.years import YEARS
from sinews.clocks.years.restated import ONLY_DUE, restated
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case


def alike(address: Address, clock: AnyClock, case: Case) -> Address:
    """An address at which the clock needs the same time: without the levers by hand that move only what is due."""
    if clock is not YEARS:
        return address
    moving = {hand.name for hand in hands(case) if hand.table in ONLY_DUE}
    return replace(address, amounts=tuple(pair for pair in address.amounts if pair[0] not in moving))


def again(record: Record, scope: Scope) -> Record:
    """What a record says of another scope of the years clock that needs the same time, and was found so."""
    return Record(restated(scope, record.margins), record.reads, found=record.found)
