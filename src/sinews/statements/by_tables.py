"""Checks that take tables of a case alone: they load no clock, so that claims that need none are judged at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.statements import affairs, evidence, industry, money, stocks, threats, unbuilt
from sinews.statements.verdict import AnyCheck, ClaimCheck, Statement, Verdict

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

Run = Callable[[Case, "Plans | None", Statement], Verdict]


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


BY_TABLES: tuple[Check, ...] = (
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
)

#: Checks of claims alone: what they are held against stands in the claim, and no row of a case names them.
OF_CLAIMS: tuple[Check, ...] = (
    Check(ClaimCheck.AMOUNT_SPENT, Kind.DATA, affairs.amount_spent),
    Check(ClaimCheck.STOCK_COVER, Kind.DATA, stocks.stock_cover),
    Check(ClaimCheck.CONTRACT_MONTHS, Kind.DATA, affairs.contract_months),
    Check(ClaimCheck.INCIDENTS_RATIO, Kind.DATA, affairs.incidents_ratio),
    Check(ClaimCheck.DECIDED_BY_ALL, Kind.DATA, affairs.decided_by_all),
)

#: All of them by name.
TABLED: dict[AnyCheck, Check] = {check.name: check for check in (*BY_TABLES, *OF_CLAIMS)}


def kind_of(name: AnyCheck) -> Kind:
    """What a check asks."""
    if name in TABLED:
        return Kind.DATA
    return Kind.NOT_COMPUTABLE if name in unbuilt.MISSING else Kind.PLAN
