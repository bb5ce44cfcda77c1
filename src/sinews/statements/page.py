"""What officials have said, and whether it holds: tables, a page, and a section for a report."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.data.case import Case
from sinews.present.page import Page, Section
from sinews.present.sources import cited
from sinews.present.words import Names, listed, lowered, month, plain
from sinews.statements.by_tables import kind_of
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, shown

#: Sources that a table names for one verdict.
SOURCES = 3

RULE = (
    "A claim holds if the whole range of the figure is on the claimed side, in part if its most likely value is, and "
    "does not hold otherwise. Open: nothing here can decide it yet. Every verdict is computed."
)

#: Columns of a verdict as data.
SCHEMA: dict[str, type[pl.DataType]] = {
    "statement": pl.String,
    "said_in": pl.Date,
    "office": pl.String,
    "place": pl.String,
    "claim": pl.String,
    "verdict": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "against": pl.Float64,
    "against_low": pl.Float64,
    "against_high": pl.Float64,
    "because": pl.String,
    "what_would_change_it": pl.String,
    "check": pl.String,
    "kind": pl.String,
    "stated_in": pl.String,
    "rests_on": pl.String,
    "rows": pl.String,
    "sources": pl.String,
}


def frame(case: Case, verdicts: Sequence[Verdict]) -> pl.DataFrame:
    """Verdicts as data, one row each (columns SCHEMA); blank where there is no figure, or none within the horizon."""
    citations = cited(case)
    return pl.DataFrame([_row(verdict, citations) for verdict in verdicts], schema=SCHEMA)


def _row(verdict: Verdict, citations: dict[str, str]) -> dict[str, object]:
    statement, figure, against = verdict.statement, verdict.figure, verdict.against
    return {
        "statement": statement.code,
        "said_in": statement.said,
        "office": statement.office,
        "place": statement.place or None,
        "claim": statement.claim,
        "verdict": verdict.outcome.value,
        **_ends(figure, ("value", "low", "high")),
        "unit": figure.unit if figure else None,
        **_ends(against, ("against", "against_low", "against_high")),
        "because": verdict.because,
        "what_would_change_it": verdict.change,
        "check": statement.check.value,
        "kind": kind_of(statement.check).value,
        "stated_in": " ".join(statement.basis),
        "rests_on": " ".join(verdict.basis),
        "rows": "; ".join(verdict.rows),
        "sources": rests_on([*statement.basis, *verdict.basis], citations),
    }


def _ends(figure: Estimate | None, names: tuple[str, str, str]) -> dict[str, float | None]:
    ends = (figure.value, figure.low, figure.high) if figure else (None, None, None)
    return {
        name: None if end is None or abs(end) == float("inf") else end for name, end in zip(names, ends, strict=True)
    }


def page(case: Case, verdicts: Sequence[Verdict]) -> Page:
    """Verdicts for reading, those of one outcome together."""
    parts = {outcome: [verdict for verdict in verdicts if verdict.outcome is outcome] for outcome in Outcome}
    return Page(
        title="What officials say, and whether it holds",
        sentences=(counted(verdicts), RULE),
        sections=tuple(_part(case, outcome, members) for outcome, members in parts.items() if members),
        about=f"Case {case.settings.name}, known as of {month(case.settings.as_of)}.",
    )


def counted(verdicts: Sequence[Verdict]) -> str:
    """How many claims hold, in one sentence."""
    numbers = {outcome: sum(verdict.outcome is outcome for verdict in verdicts) for outcome in Outcome}
    verbs = {
        Outcome.HOLDS: "hold" if numbers[Outcome.HOLDS] != 1 else "holds",
        Outcome.IN_PART: "in part",
        Outcome.DOES_NOT_HOLD: "not",
        Outcome.OPEN: "open",
    }
    parts = [
        f"{numbers[outcome]} {verbs[outcome]}" for outcome in (Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD)
    ]
    still = (
        f"; {numbers[Outcome.OPEN]} {'are' if numbers[Outcome.OPEN] != 1 else 'is'} open"
        if numbers[Outcome.OPEN]
        else ""
    )
    return f"Of {len(verdicts)} statements {listed(parts)}{still}."


def _part(case: Case, outcome: Outcome, verdicts: Sequence[Verdict]) -> Section:
    names = Names.of(case)
    table = pl.DataFrame(
        {
            "claim": [f"{verdict.statement.claim} ({said_by(names, verdict.statement)})" for verdict in verdicts],
            "because": [verdict.because for verdict in verdicts],
            "what_would_change_it": [verdict.change for verdict in verdicts],
        }
    )
    return Section(plain(outcome.value), (), table)


def said_by(names: Names, statement: Statement) -> str:
    """Who said it, and when; the state only where the office does not name it."""
    of = names.places.get(statement.place, "")
    where = "" if not of or of.lower() in statement.office.lower() else f", {of}"
    return f"{statement.office}{where}, {month(statement.said)}"


def section(case: Case, verdicts: Sequence[Verdict]) -> Section:
    """The verdicts as one section of a report: verdict, statement, figure with range, what would change it, sources."""
    names, citations = Names.of(case), cited(case)
    columns = {
        "verdict": [verdict.outcome.value for verdict in verdicts],
        "statement": [verdict.statement.claim for verdict in verdicts],
        "who_and_when": [said_by(names, verdict.statement) for verdict in verdicts],
        "figure": [ranged(verdict.figure) for verdict in verdicts],
        "held_against": [ranged(verdict.against) for verdict in verdicts],
        "because": [verdict.because for verdict in verdicts],
        "what_would_change_it": [verdict.change for verdict in verdicts],
        "stated_in": [rests_on(verdict.statement.basis, citations) for verdict in verdicts],
        "figure_rests_on": [rests_on(verdict.basis, citations) for verdict in verdicts],
    }
    table = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Section("What officials say, and whether it holds", (counted(verdicts), RULE), table)


def ranged(figure: Estimate | None) -> str:
    """A figure with its range and unit; a dash where there is none."""
    if figure is None:
        return "–"  # noqa: RUF001 - a dash is meant
    if figure.low == figure.high:
        return shown(figure.value, figure.unit)
    return f"{shown(figure.value, figure.unit)} ({shown(figure.low, figure.unit)} to {shown(figure.high, figure.unit)})"


def rests_on(basis: Sequence[str], citations: dict[str, str]) -> str:
    """Sources of a basis, the first of them, and the assumptions in it."""
    named = list(dict.fromkeys(citations[token] for token in basis if token in citations))
    reasoned = [lowered(plain(token)) for token in basis if token not in citations and not token.startswith("rule:")]
    parts = named[:SOURCES]
    if len(named) > SOURCES:
        parts.append(f"{len(named) - SOURCES} more sources")
    if reasoned:
        more = f" and {len(reasoned) - SOURCES} more" if len(reasoned) > SOURCES else ""
        parts.append(f"assumptions: {', '.join(reasoned[:SOURCES])}{more}")
    return "; ".join(parts)
