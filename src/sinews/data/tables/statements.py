"""What officials have said, as rows that can be checked: a claim, its figure, and the check that computes the verdict.

There is no column for a verdict: `sinews.statements` computes it from the case and the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sinews.data.schema import Basis, Choice, Code, Month, Number, Reference, Table, Text


class Side(StrEnum):
    """On which side of its figure a claim holds."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    WITHIN = "within"


class StatementCheck(StrEnum):
    """Which check computes the verdict. Each is one function of `sinews.statements`."""

    # tables and facts of the case
    MEMBERS = "members"
    EXPENDITURE_GROWTH = "expenditure_growth"
    SHARE_OF_EACH = "share_of_each"
    SHARE_PLEDGED = "share_pledged"
    SHARE_MEDIAN = "share_median"
    SHARE_CHANGE = "share_change"
    SMALLER_YET_FASTER = "smaller_yet_faster"
    ADVERSARY_GROWTH = "adversary_growth"
    IMPORTS = "imports"
    OUTPUT_RATIO = "output_ratio"
    RATE_TARGET = "rate_target"
    NEED_LEVEL = "need_level"
    GAP_LEVEL = "gap_level"
    GAP_IN_FORCES = "gap_in_forces"
    NEED_OVER_STOCK = "need_over_stock"
    GROWTH_NEEDED = "growth_needed"
    STOCK_GOAL = "stock_goal"
    THREAT_WITHIN = "threat_within"
    EVIDENCE_LEVEL = "evidence_level"
    EVIDENCE_RANK = "evidence_rank"
    EVIDENCE_RATIO = "evidence_ratio"
    EVIDENCE_GROWTH = "evidence_growth"
    EACH_DECIDED = "each_decided"
    # plans of the years clock
    COVERED_NOW_NOT_LATER = "covered_now_not_later"
    EXPANSION_NEEDED = "expansion_needed"
    LINES_MATTER = "lines_matter"
    CONTRACTS_MATTER = "contracts_matter"
    PATH_FALLS_SHORT = "path_falls_short"
    MONEY_FALLS_SHORT = "money_falls_short"
    # plans of the days clock
    HEAVY_LOADS_BIND = "heavy_loads_bind"
    # answers of any clock
    CLOCK_MARGIN = "clock_margin"
    # answers of the hours clock
    HOURS_CLOCK = "hours_clock"
    # answers of the minutes clock
    MINUTES_CLOCK = "minutes_clock"
    # not computable yet, with the reason
    NO_DATA = "no_data"


#: Cells that a check cannot do without.
REQUIRED: Mapping[StatementCheck, tuple[str, ...]] = {
    StatementCheck.MEMBERS: ("about", "value"),
    StatementCheck.EXPENDITURE_GROWTH: ("about", "start", "end", "side", "threshold"),
    StatementCheck.SHARE_OF_EACH: ("about", "start", "end", "side", "value"),
    StatementCheck.SHARE_PLEDGED: ("about", "end", "path", "side", "value"),
    StatementCheck.SHARE_MEDIAN: ("about", "start", "end", "side", "value"),
    StatementCheck.SHARE_CHANGE: ("about", "start", "end", "side", "threshold"),
    StatementCheck.SMALLER_YET_FASTER: ("about", "against", "item", "start", "end", "threshold"),
    StatementCheck.ADVERSARY_GROWTH: ("about", "start", "end", "side", "threshold"),
    StatementCheck.IMPORTS: ("about", "against", "start", "end"),
    StatementCheck.OUTPUT_RATIO: ("about", "against", "item", "end", "side", "value"),
    StatementCheck.RATE_TARGET: ("about", "item", "end", "side", "value"),
    StatementCheck.NEED_LEVEL: ("about", "item", "side", "value"),
    StatementCheck.GAP_LEVEL: ("about", "item", "side", "value"),
    StatementCheck.GAP_IN_FORCES: ("about", "item", "force", "side", "value"),
    StatementCheck.NEED_OVER_STOCK: ("about", "item", "side", "value"),
    StatementCheck.GROWTH_NEEDED: ("about", "item", "end", "side", "value"),
    StatementCheck.THREAT_WITHIN: ("start", "end"),
    StatementCheck.EVIDENCE_LEVEL: ("evidence", "side", "threshold"),
    StatementCheck.EVIDENCE_RANK: ("about", "evidence", "value"),
    StatementCheck.EVIDENCE_RATIO: ("evidence", "side", "threshold"),
    StatementCheck.EVIDENCE_GROWTH: ("evidence", "start", "end", "side", "threshold"),
    StatementCheck.EACH_DECIDED: ("about", "against", "evidence"),
    StatementCheck.COVERED_NOW_NOT_LATER: (),
    StatementCheck.EXPANSION_NEEDED: (),
    StatementCheck.LINES_MATTER: ("about", "step", "threshold"),
    StatementCheck.CONTRACTS_MATTER: ("step", "threshold"),
    StatementCheck.PATH_FALLS_SHORT: ("path",),
    StatementCheck.MONEY_FALLS_SHORT: (),
    StatementCheck.STOCK_GOAL: ("about", "item", "end", "side", "value"),
    StatementCheck.HEAVY_LOADS_BIND: ("threshold",),
    StatementCheck.CLOCK_MARGIN: ("side", "value"),
    StatementCheck.HOURS_CLOCK: ("value",),
    StatementCheck.MINUTES_CLOCK: ("about", "value"),
    StatementCheck.NO_DATA: (),
}

STATEMENTS = Table(
    "statements",
    "What officials have said and set as targets, and how each claim is checked.",
    (
        Code("statement", "code of the statement"),
        Text("office", "office that made it"),
        Reference(
            "place", "state or institution of the office", table="places", also=("NATO", "EU27", "IISS"), blank=True
        ),
        Month("date", "date of the statement"),
        Code("subject", "what it is about"),
        Code("quantity", "what is claimed of it"),
        Text("claim", "the claim in short"),
        Number("value", "the figure stated, in the unit of the row; blank for a claim in words", blank=True),
        Number("threshold", "what a claim in words is held against, in the unit of the row", blank=True),
        Text("unit", "unit of value or threshold", blank=True),
        Choice("side", "side of the figure on which the claim holds", choices=Side, blank=True),
        Month("start", "first month of the period that it is about", blank=True),
        Month("end", "last month of the period that it is about", blank=True, after="start"),
        Choice("check", "check that computes the verdict", choices=StatementCheck),
        Text("about", "groups, states or cities that it is about, set apart by blanks", blank=True),
        Text("against", "groups or states that they are compared with, set apart by blanks", blank=True),
        Reference("item", "item", table="items", blank=True),
        Text("owner", "owner of the lines", blank=True),
        Code("force", "kind of force", blank=True),
        Code("path", "spending path", blank=True),
        Number("step", "change that the check makes", unit="percent", maximum=100.0, blank=True),
        Text("evidence", "facts that the check compares, set apart by blanks", blank=True),
        Basis("basis", "facts that state the claim"),
    ),
    ("statement",),
)

COUNTERPARTS = Table(
    "counterparts",
    "Which items of an adversary are set beside which item of the alliance.",
    (
        Code("counterpart", "item as the table adversary names it"),
        Reference("item", "item of the alliance", table="items"),
        Text("differs", "in what the two differ"),
        Basis("basis", "what it rests on"),
    ),
    ("counterpart",),
)

STATEMENT_TABLES: tuple[Table, ...] = (STATEMENTS, COUNTERPARTS)
