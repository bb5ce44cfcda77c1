"""The tables of levers: named changes to a case that somebody could decide, and the ladder that they make.

A lever is one row of `levers` and one or more rows of `changes`. A change selects rows of a table and changes one
number of them; or it changes what is asked (table `question`: path, expansion, trust). `ladder` puts levers in the
order in which an answer is built up from today's course; a lever without a price stands on the ladder only.
"""

from __future__ import annotations

from sinews.data.schema import Choice, Code, Month, Number, Reference, Table, Text
from sinews.data.tables.kinds import ChangeKind

#: The name under which a change reaches what is asked instead of a table.
QUESTION = "question"

LEVERS = Table(
    "levers",
    "Decisions that somebody could take, each a named change to the case.",
    (
        Code("lever", "code of the lever"),
        Text("name", "what is decided, in a few words"),
        Text("decides", "who decides"),
        Number("price", "what one step costs beside what the plan itself pays for", unit="million_EUR", blank=True),
        Number("most", "steps that can be taken at most", unit="1", minimum=1.0),
        Month("earliest", "first month in which it can have an effect", in_horizon=True),
    ),
    ("lever",),
)

CHANGES = Table(
    "changes",
    "What one step of a lever changes.",
    (
        Reference("lever", "the lever", table="levers"),
        Code("part", "number of the change within the lever"),
        Code("table", "table that is changed, or question"),
        Text("selection", "rows that are changed, as in item=a|b place=c; all, if blank", blank=True),
        Code("column", "column that is changed"),
        Choice("change", "how it is changed", choices=ChangeKind),
        Number("amount", "by how much, for one step", minimum=-1e12, blank=True),
        Text("unit", "unit of the amount", blank=True),
        Text("text", "what is set, where the column holds words", blank=True),
    ),
    ("lever", "part"),
)

LADDER = Table(
    "ladder",
    "Levers in the order in which an answer is built up, from today's course on; each rung keeps those below it.",
    (
        Code("rung", "number of the rung, 0 for today's course"),
        Reference("lever", "the lever that is added", table="levers"),
    ),
    ("rung",),
)

LEVER_TABLES: tuple[Table, ...] = (LEVERS, CHANGES, LADDER)
