"""A file of proposed facts, as `sinews read --facts` writes it, and which of its rows become facts of a case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sinews.data.case import Case
from sinews.data.intake.places import Place
from sinews.data.intake.taken import Cells, Taken, fresh_names, rows_of
from sinews.data.knowledge import last_day
from sinews.data.reading import FILE, LINE, read_sheet
from sinews.data.rows import findings as defects
from sinews.data.schema import Choice, Plain, Table, Text
from sinews.data.tables import Confidence
from sinews.errors import CaseError, Finding, did_you_mean

#: How codes of facts and of sources that somebody has accepted begin.
OWN = "own"


class Compared(StrEnum):
    """What the case has beside a proposed row."""

    NEW = "new"
    SAME = "the same"
    CONTRADICTS = "contradicts"
    NEWER = "newer"


class Sure(StrEnum):
    """Whether what stands in a row was understood."""

    YES = "true"
    NO = "false"


class FactStatus(StrEnum):
    """What kind of figure a document gives, as facts say it."""

    OBSERVED = "observed"
    ESTIMATE = "estimate"
    ANNOUNCED = "announced"
    TARGET = "target"
    REQUIREMENT = "requirement"


PROPOSED = Table(
    "proposed",
    "Figures that could be facts.",
    (
        Text("entity", "whom it is about"),
        Text("subject", "what it is about"),
        Text("quantity", "what is measured"),
        Plain("value", "value", low="low", high="high"),
        Plain("low", "low end of the range", blank=True),
        Plain("high", "high end of the range", blank=True),
        Text("unit", "unit"),
        Text("period_start", "start of the period"),
        Text("period_end", "end of the period"),
        Choice("status", "what kind of figure it is", choices=FactStatus),
        Text("source", "document in which it stands"),
        Text("as_of", "day on which it became known", blank=True),
        Text("place", "place in the document", blank=True),
        Choice("sure", "whether it was understood", choices=Sure),
        Text("unsure_of", "what was not sure", blank=True),
        Choice("compared", "what the case has beside it", choices=Compared),
        Text("fact", "fact of the case beside it", blank=True),
        Plain("value_there", "its value", blank=True),
        Text("mark", "mark of the claim", blank=True),
    ),
    ("entity", "subject", "quantity", "unit", "period_start", "period_end", "source", "place", "value"),
)


@dataclass(frozen=True)
class Proposal:
    """A row of a file: its line (the header is line 1), and its cells."""

    line: int
    cells: Cells


def read_proposals(path: Path, called: str, chosen: Collection[int]) -> list[Proposal]:
    """The rows of a file that are chosen (from 1, below the header; none: all); CaseError with all that is wrong."""
    sheet, wrong = read_sheet(path, called, PROPOSED)
    wrong += defects(sheet, None) if sheet and not wrong else []
    if wrong or sheet is None:
        raise CaseError(wrong)
    rows = sheet.raw.drop(FILE).fill_null("").iter_rows(named=True)
    proposals = [Proposal(int(row[LINE]), {name: str(row[name]) for name in row if name != LINE}) for row in rows]
    missing = sorted(number for number in chosen if not 1 <= number <= len(proposals))
    if missing:
        there = f"rows 1 to {len(proposals)}" if proposals else "no row"
        raise CaseError([Finding(called, 0, "", f"no row {n}", there, "Choose rows that are there.") for n in missing])
    if not proposals:
        raise CaseError([Finding(called, 0, "", "no rows", "figures to be accepted", "Read a document with figures.")])
    return [proposal for number, proposal in enumerate(proposals, 1) if not chosen or number in chosen]


def accepted(
    case: Case, proposals: Sequence[Proposal], called: str, confidence: Confidence
) -> tuple[list[Taken], list[Cells]]:
    """The facts that rows become, and sources that the case does not have; CaseError with all that is wrong.

    A figure that was taken from the same document before is not taken again.
    """
    facts = rows_of(case, "facts")
    entities = {*case.table("places")["place"], *case.table("groups")["group"], *case.table("facts")["entity"]}
    wrong = [
        finding for proposal in proposals for finding in _unfit(proposal.cells, proposal.line, called, facts, entities)
    ]
    wrong += _claimed_twice(proposals, called)
    if wrong:
        raise CaseError(wrong)
    titles = {row["title"]: source for source, row in rows_of(case, "sources").items()}
    there = {_figure(row, row["source"]) for row in facts.values()}
    names, codes = fresh_names(OWN, facts), fresh_names(f"{OWN}:document", rows_of(case, "sources"))
    taken: list[Taken] = []
    sources: list[Cells] = []
    for proposal in proposals:
        cells = proposal.cells
        title = cells["source"]
        if title in titles and _figure(cells, titles[title]) in there:
            continue
        if title not in titles:
            titles[title] = next(codes)
            sources.append({"source": titles[title], "title": title, "published": cells["as_of"]})
        row = {**cells, "fact": next(names), "confidence": confidence.value, "source": titles[title]}
        taken.append(Taken(row, _replaces(cells), Place(called, proposal.line)))
        there.add(_figure(cells, titles[title]))
    return taken, sources


def _replaces(cells: Cells) -> str:
    """The fact in whose place a row stands; empty if in none's."""
    return cells["fact"] if cells["compared"] in (Compared.CONTRADICTS, Compared.NEWER) else ""


def _claimed_twice(proposals: Sequence[Proposal], called: str) -> list[Finding]:
    """Rows with other figures that would stand in the place of one fact."""
    first: dict[str, Proposal] = {}
    wrong = []
    for proposal in proposals:
        fact = _replaces(proposal.cells)
        before = first.setdefault(fact, proposal)
        if fact and _figure(before.cells, "") != _figure(proposal.cells, ""):
            defect, expected = f'"{fact}", as in row {before.line}', "one row in the place of a fact"
            remedy = "Choose one of them with --rows, or clear the cell."
            wrong.append(Finding(called, proposal.line, "fact", defect, expected, remedy))
    return wrong


def _figure(cells: Cells, source: str) -> tuple[str, ...]:
    """What makes a figure of a document the same as another."""
    names = ("entity", "subject", "quantity", "unit", "period_start", "period_end")
    return (source, f"{float(cells['value'] or 'nan'):.6g}", *(cells[name] for name in names))


def _unfit(
    cells: Cells, line: int, called: str, facts: dict[str, dict[str, str]], entities: Collection[str]
) -> Iterator[Finding]:
    """What keeps a row from being a fact."""
    if cells["sure"] == Sure.NO:
        defect = f"a figure that was not understood ({cells['unsure_of'] or 'its unit or year'})"
        remedy = "Read the sentence, correct the row, and write true in its column sure; or leave the row out."
        yield Finding(called, line, "sure", defect, "a figure that was understood", remedy)
    if cells["entity"] not in entities:
        remedy = f"Write a code of the case.{did_you_mean(cells['entity'], entities)}"
        yield Finding(called, line, "entity", f'"{cells["entity"]}"', "a place or group of the case", remedy)
    for column in ("period_start", "period_end", "as_of"):
        if last_day(cells[column]) is None:
            defect = f'"{cells[column]}"' if cells[column] else "a blank cell"
            yield Finding(called, line, column, defect, "YYYY, YYYY-MM or YYYY-MM-DD", "Say when that was.")
    yield from _beside(cells, line, called, facts)


def _beside(cells: Cells, line: int, called: str, facts: dict[str, dict[str, str]]) -> Iterator[Finding]:
    """What is wrong with the fact that a row names beside it."""
    beside = facts.get(cells["fact"])
    if cells["fact"] and beside is None:
        remedy = "Read the document again with this case, or clear the cell."
        yield Finding(called, line, "fact", f'"{cells["fact"]}"', "a fact of the case", remedy)
    elif beside is not None:
        for column in ("entity", "unit"):
            if beside[column] != cells[column]:
                defect = f"{cells[column]}, beside {cells['fact']}, which has {beside[column]}"
                yield Finding(called, line, column, defect, "the same of both", "Correct one of them, or clear `fact`.")
