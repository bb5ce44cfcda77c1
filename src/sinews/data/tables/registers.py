"""The tables that every clock rests on: settings, assumptions, rules, sources, facts."""

from __future__ import annotations

from sinews.data.schema import Choice, Code, Number, Plain, Reference, Table, Text
from sinews.data.tables.kinds import Confidence, RuleKind

PARAMETERS = Table(
    "parameters",
    "Settings of the method.",
    (
        Code("parameter", "name"),
        Number("value", "value, in the unit of the row"),
        Text("unit", "unit"),
    ),
    ("parameter",),
    required=True,
)

ASSUMPTIONS = Table(
    "assumptions",
    "Reasoned choices, each explained once.",
    (
        Code("assumption", "name"),
        Plain("value", "most likely value", low="value_low", high="value_high"),
        Plain("value_low", "low end of the range"),
        Plain("value_high", "high end of the range"),
        Text("unit", "unit"),
        Text("role", "judgement, setting or conversion"),
        Text("reason", "how it was reasoned"),
    ),
    ("assumption",),
    required=True,
    may_be_empty=True,
)

RULES = Table(
    "rules",
    "Rules of derivation.",
    (
        Code("rule", "name"),
        Choice("kind", "computation from several figures, or analogy with another row", choices=RuleKind),
        Text("text", "what it does"),
    ),
    ("rule",),
    required=True,
    may_be_empty=True,
)

SOURCES = Table(
    "sources",
    "Where facts come from.",
    (
        Code("source", "code"),
        Text("title", "title"),
        Text("publisher", "publisher", blank=True),
        Text("published", "date of publication", blank=True),
        Text("url", "address", blank=True),
    ),
    ("source",),
    required=True,
    may_be_empty=True,
)

FACTS = Table(
    "facts",
    "Cited figures.",
    (
        Code("fact", "code"),
        Text("entity", "whom it is about"),
        Text("subject", "what it is about"),
        Text("quantity", "what is measured"),
        Plain("value", "value", blank=True, low="low", high="high"),
        Plain("low", "low end of the range", blank=True),
        Plain("high", "high end of the range", blank=True),
        Text("unit", "unit"),
        Text("period_start", "start of the period", blank=True),
        Text("period_end", "end of the period", blank=True),
        Text("status", "observed, estimate, announced, target or requirement"),
        Choice("confidence", "A, B or C", choices=Confidence),
        Text("as_of", "when it became known", blank=True),
        Reference("source", "source", table="sources"),
    ),
    ("fact",),
    required=True,
    may_be_empty=True,
)

REGISTERS: tuple[Table, ...] = (
    PARAMETERS,
    ASSUMPTIONS,
    RULES,
    SOURCES,
    FACTS,
)
