"""The standard steps by which limits are compared, as levers: what `sinews.clocks.years.why` pulls."""

from __future__ import annotations

from collections.abc import Callable

from sinews.clocks.years.limits import STEP, Limit
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.levers import Change, Lever
from sinews.data.selection import Selection
from sinews.data.tables import ChangeKind

#: Months of a step in time.
MONTH = -1.0


def step(scope: Scope, limit: Limit, subject: str) -> Lever:
    """The standard step of a limit; `subject`: an item, an ally, or the group."""
    makers: dict[Limit, Callable[[], tuple[Change, ...]]] = {
        Limit.MONEY: lambda: (_more("budgets", "equipment_share", ("place", subject)),),
        Limit.LINES: lambda: _more_lines(scope.case, (subject,)),
        Limit.ROOM: lambda: (_more("sites", "rate_max", ("item", subject)),),
        Limit.CARRY_OVER: lambda: (_more("parameters", "value", ("parameter", "carry_over_share")),),
        Limit.DELAY: lambda: (_sooner("places", "contracting_delay", _of(scope, subject)),),
        Limit.LEAD_TIME: lambda: (_sooner("items", "lead_time", ("item", subject)),),
        Limit.BUILD_LAG: lambda: (_sooner("sites", "build_lag", ("item", subject)),),
        Limit.CHAIN: lambda: _more_lines(scope.case, chain(scope.case, subject)),
    }
    return Lever(f"{limit.name.lower()}_{subject}", limit.value, makers[limit]())


def chain(case: Case, item: str) -> tuple[str, ...]:
    """An item and all that goes into it, sorted."""
    found, front = {item}, {item}
    recipes = case.table("recipes").select("item", "input").rows()
    while front:
        front = {part for whole, part in recipes if whole in front} - found
        found |= front
    return tuple(sorted(found))


def _of(scope: Scope, subject: str) -> tuple[str, str]:
    return ("group", subject) if subject == scope.question.group else ("place", subject)


def _more(table: str, column: str, *selection: tuple[str, str]) -> Change:
    return Change(table, column, ChangeKind.MULTIPLY, 1 + STEP, selection=_only(*selection))


def _sooner(table: str, column: str, *selection: tuple[str, str]) -> Change:
    return Change(table, column, ChangeKind.ADD, MONTH, selection=_only(*selection))


def _only(*selection: tuple[str, str]) -> Selection:
    return tuple((column, (value,)) for column, value in selection)


def _more_lines(case: Case, items: tuple[str, ...]) -> tuple[Change, ...]:
    """More of what lines make and of what they may come to make; items without lines have nothing to change."""
    made = set(case.table("sites")["item"].to_list())
    selection: Selection = (("item", tuple(item for item in items if item in made)),)
    return tuple(
        Change(table, column, ChangeKind.MULTIPLY, 1 + STEP, selection=selection)
        for table, column in (("capacity", "rate"), ("sites", "rate_max"))
    )
