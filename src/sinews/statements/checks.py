"""Every check, listed once, and the verdicts on the statements of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.statements import (
    affairs,
    curve,
    evidence,
    hours,
    industry,
    margins,
    minutes,
    money,
    movement,
    readiness,
    stocks,
    threats,
    unbuilt,
)
from sinews.statements.plans import Plans
from sinews.statements.reading import statements
from sinews.statements.verdict import AnyCheck, ClaimCheck, Statement, Verdict

Run = Callable[[Case, Plans | None, Statement], Verdict]


class Kind(StrEnum):
    """What a check asks: tables of the case, a plan of a clock, or something that is not there yet."""

    DATA = "data"
    PLAN = "plan"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True)
class Check:
    """A check by name: what it asks, and the function that gives the verdict."""

    name: AnyCheck
    kind: Kind
    run: Run


CHECKS: tuple[Check, ...] = (
    Check(StatementCheck.MEMBERS, Kind.DATA, money.members),
    Check(StatementCheck.EXPENDITURE_GROWTH, Kind.DATA, money.expenditure_growth),
    Check(StatementCheck.SHARE_OF_EACH, Kind.DATA, money.share_of_each),
    Check(StatementCheck.SHARE_PLEDGED, Kind.DATA, money.share_pledged),
    Check(StatementCheck.SHARE_MEDIAN, Kind.DATA, money.share_median),
    Check(StatementCheck.SHARE_CHANGE, Kind.DATA, money.share_change),
    Check(StatementCheck.ADVERSARY_GROWTH, Kind.DATA, money.adversary_growth),
    Check(StatementCheck.SMALLER_YET_FASTER, Kind.DATA, industry.smaller_yet_faster),
    Check(StatementCheck.IMPORTS, Kind.DATA, industry.imports),
    Check(StatementCheck.OUTPUT_RATIO, Kind.DATA, industry.output_ratio),
    Check(StatementCheck.RATE_TARGET, Kind.DATA, industry.rate_target),
    Check(StatementCheck.NEED_LEVEL, Kind.DATA, stocks.need_level),
    Check(StatementCheck.GAP_LEVEL, Kind.DATA, stocks.gap_level),
    Check(StatementCheck.GAP_IN_FORCES, Kind.DATA, stocks.gap_in_forces),
    Check(StatementCheck.NEED_OVER_STOCK, Kind.DATA, stocks.need_over_stock),
    Check(StatementCheck.GROWTH_NEEDED, Kind.DATA, stocks.growth_needed),
    Check(StatementCheck.STOCK_GOAL, Kind.DATA, stocks.stock_goal),
    Check(StatementCheck.THREAT_WITHIN, Kind.DATA, threats.threat_within),
    Check(StatementCheck.EVIDENCE_LEVEL, Kind.DATA, evidence.evidence_level),
    Check(StatementCheck.EVIDENCE_RANK, Kind.DATA, evidence.evidence_rank),
    Check(StatementCheck.EVIDENCE_RATIO, Kind.DATA, evidence.evidence_ratio),
    Check(StatementCheck.EVIDENCE_GROWTH, Kind.DATA, evidence.evidence_growth),
    Check(StatementCheck.EACH_DECIDED, Kind.DATA, evidence.each_decided),
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

#: Checks of claims alone: what they are held against stands in the claim, and no row of a case names them.
OF_CLAIMS: tuple[Check, ...] = (
    Check(ClaimCheck.AMOUNT_SPENT, Kind.DATA, affairs.amount_spent),
    Check(ClaimCheck.STOCK_COVER, Kind.DATA, stocks.stock_cover),
    Check(ClaimCheck.CONTRACT_MONTHS, Kind.DATA, affairs.contract_months),
    Check(ClaimCheck.INCIDENTS_RATIO, Kind.DATA, affairs.incidents_ratio),
    Check(ClaimCheck.DECIDED_BY_ALL, Kind.DATA, affairs.decided_by_all),
    Check(ClaimCheck.CURVE_FALLS_SHORT, Kind.PLAN, curve.curve_falls_short),
    Check(ClaimCheck.MINUTES_OF_WARNING, Kind.PLAN, minutes.minutes_of_warning),
)

#: Every check by which a claim may be judged.
FOR_CLAIMS: dict[AnyCheck, Check] = BY_NAME | {check.name: check for check in OF_CLAIMS}


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
