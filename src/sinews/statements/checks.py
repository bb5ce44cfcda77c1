"""Every check, listed once, and the verdicts on the statements of a case."""

from __future__ import annotations

from collections.abc import Iterable

from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.statements import curve, hours, margins, minutes, movement, readiness, unbuilt
from sinews.statements.by_tables import BY_TABLES, TABLED, Check, Kind
from sinews.statements.plans import Plans
from sinews.statements.reading import statements
from sinews.statements.verdict import AnyCheck, ClaimCheck, Verdict

CHECKS: tuple[Check, ...] = (
    *BY_TABLES,
    Check(StatementCheck.COVERED_NOW_NOT_LATER, Kind.PLAN, readiness.covered_now_not_later),
    Check(StatementCheck.EXPANSION_NEEDED, Kind.PLAN, readiness.expansion_needed),
    Check(StatementCheck.LINES_MATTER, Kind.PLAN, readiness.lines_matter),
    Check(StatementCheck.CONTRACTS_MATTER, Kind.PLAN, readiness.contracts_matter),
    Check(StatementCheck.PATH_FALLS_SHORT, Kind.PLAN, readiness.path_falls_short),
    Check(StatementCheck.MONEY_FALLS_SHORT, Kind.PLAN, readiness.money_falls_short),
    Check(StatementCheck.HEAVY_LOADS_BIND, Kind.PLAN, movement.heavy_loads_bind),
    Check(StatementCheck.CLOCK_MARGIN, Kind.PLAN, margins.clock_margin),
    Check(StatementCheck.HOURS_CLOCK, Kind.PLAN, hours.hours_on_their_own),
    Check(StatementCheck.MINUTES_CLOCK, Kind.PLAN, minutes.minutes_of_flight),
    *(Check(name, Kind.NOT_COMPUTABLE, unbuilt.undecidable) for name in unbuilt.MISSING),
)

BY_NAME: dict[AnyCheck, Check] = {check.name: check for check in CHECKS}

#: Every check by which a claim may be judged.
FOR_CLAIMS: dict[AnyCheck, Check] = {
    **BY_NAME,
    **TABLED,
    ClaimCheck.CURVE_FALLS_SHORT: Check(ClaimCheck.CURVE_FALLS_SHORT, Kind.PLAN, curve.curve_falls_short),
    ClaimCheck.MINUTES_OF_WARNING: Check(ClaimCheck.MINUTES_OF_WARNING, Kind.PLAN, minutes.minutes_of_warning),
}


def verdicts(case: Case, plans: Plans | None = None, kinds: Iterable[Kind] = tuple(Kind)) -> tuple[Verdict, ...]:
    """The verdict on each statement of the case whose check is of one of `kinds`, by date and code.

    Without `plans` claims that take a plan are open. Raises SolveError as the solver does.
    """
    wanted = set(kinds)
    return tuple(
        BY_NAME[statement.check].run(case, plans, statement)
        for statement in statements(case)
        if BY_NAME[statement.check].kind in wanted
    )
