"""People: what is bought counts once it is manned; who is taken in comes after training, and some leave.

people(a, t) = people(a, t-1) x (1 - leave)^years + (1 - drop-out) x taken in(a, t - training)
counts(i) x stock(a, i, t) + kept up(a, i, t) = manned(a, i, t) + unmanned(a, i, t)
sum over i of crew(i) x manned(a, i, t) <= people(a, t) - people elsewhere(a) + posts left empty(a, t) + reservists(a)
more people(a, t) >= people(a, t) - strength(a), and these are paid

What is unmanned does not count for a need. Stocks and what is kept up of them post what there is to man; where a case
has no rows, nothing is posted. Nobody saves pay by letting people go: only who is more than today's strength is paid
here. Where more leave than join, posts elsewhere are the last to stay empty, so a program always has a plan.

charge: posts left empty x 2 / least of crew(i) x need of the group(i), as what is refused (`use`): a person costs more
elsewhere than any crew earns.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.components.base import (
    AT_START,
    CREWS,
    EMPTY_POSTS,
    HELD,
    IN_CREWS,
    IN_SERVICE,
    MANNED,
    MANNING,
    MONEY,
    MORE_PEOPLE,
    PAY,
    PAYROLL,
    PEOPLE,
    PEOPLE_ELSEWHERE,
    RESERVISTS,
    TAKEN_IN,
    UNMANNED,
    money_price,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import PERSONS, Staff, staff
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Variable
from sinews.model.ledger import Ledger

#: By how much a post that stays empty costs more than a crew can earn: steps of a need weigh up to twice their mean.
DEAR = 2.0


def build(scope: Scope, ledger: Ledger) -> None:
    """People in service, whom they man, and what more of them cost."""
    personnel = staff(scope)
    if not len(personnel):
        return
    people = _in_service(scope, ledger, personnel)
    _crews(scope, ledger, personnel, people)
    _elsewhere(scope, ledger, personnel)
    _pay(scope, ledger, personnel, people)


def _in_service(scope: Scope, ledger: Ledger, personnel: Staff) -> Variable:
    places, persons = personnel.places, [PERSONS] * len(personnel)
    about = subjects(persons, place=places)
    people = ledger.variable("people", about)
    first = np.where(scope.calendar.parent < 0, personnel.strength[:, None] * personnel.stay, 0.0)
    ledger.flow(AT_START, PEOPLE, places, persons, first)
    ledger.flow(CARRIED_OVER, PEOPLE, places, persons, -1.0, people)
    ledger.flow(CARRIED_IN, PEOPLE, places, persons, personnel.stay, people, carried=True)
    recruited = ledger.variable("recruited", about, upper=personnel.intake)
    ledger.flow(TAKEN_IN, PEOPLE, places, persons, personnel.joining[:, None], recruited, delay=personnel.training)
    return people


def _crews(scope: Scope, ledger: Ledger, personnel: Staff, people: Variable) -> None:
    """Who is in crews, and what has none."""
    rows = [int(row) for row in personnel.rows]
    where, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    about = subjects(items, place=where, item=items)
    manned, unmanned = ledger.variable("manned", about), ledger.variable("unmanned", about)
    ledger.flow(MANNED, MANNING, where, items, -1.0, manned)
    ledger.flow(UNMANNED, MANNING, where, items, -1.0, unmanned)
    ledger.flow(UNMANNED, HELD, [scope.holder[row] for row in rows], items, -1.0, unmanned)
    ledger.flow(IN_SERVICE, CREWS, personnel.places, [PERSONS] * len(personnel), 1.0, people)
    ledger.flow(IN_CREWS, CREWS, where, [PERSONS] * len(rows), -personnel.crew[:, None], manned)


def _elsewhere(scope: Scope, ledger: Ledger, personnel: Staff) -> None:
    """Who is no crew, as far as posts are filled; and reservists, who are crews besides."""
    places, persons = personnel.places, [PERSONS] * len(personnel)
    elsewhere = (personnel.strength - personnel.today)[:, None]
    empty = ledger.variable("empty_posts", subjects(persons, place=places), upper=np.maximum(elsewhere, 0.0))
    ledger.flow(PEOPLE_ELSEWHERE, CREWS, places, persons, -elsewhere)
    ledger.flow(EMPTY_POSTS, CREWS, places, persons, 1.0, empty)
    ledger.flow(RESERVISTS, CREWS, places, persons, personnel.reserves[:, None])
    ledger.charge("unmet_uses", empty, scope.calendar.share * DEAR / _least(scope, personnel)[:, None])


def _least(scope: Scope, personnel: Staff) -> Array:
    """People who would man the need of the group for that item of each ally which takes fewest; shape (places,)."""
    rows = personnel.rows.tolist()
    where, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    least = np.full(len(personnel), np.inf)
    people = personnel.crew * np.array([scope.need_totals[item] for item in items])
    np.minimum.at(least, [personnel.places.index(place) for place in where], people)
    return least


def _pay(scope: Scope, ledger: Ledger, personnel: Staff, people: Variable) -> None:
    """Pay and keep of those who are more than today's strength; that of all others is in standing costs."""
    places, persons, money = personnel.places, [PERSONS] * len(personnel), ["money"] * len(personnel)
    more = ledger.variable("more_people", subjects(persons, place=places))
    ledger.flow(MORE_PEOPLE, PAYROLL, places, persons, 1.0, more)
    ledger.flow(IN_SERVICE, PAYROLL, places, persons, -1.0, people)
    ledger.flow(AT_START, PAYROLL, places, persons, personnel.strength[:, None])
    cost = personnel.pay[:, None] * scope.calendar.length / 12
    ledger.flow(PAY, MONEY, places, money, -cost, more)
    ledger.charge("money", more, cost * money_price(scope))
