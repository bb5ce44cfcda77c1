"""An edition beside a case: what it says anew or otherwise, as facts to be taken; what does not fit, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sinews.data.case import Case
from sinews.data.intake.places import Place
from sinews.data.intake.taken import STATED, Cells, Taken, fresh_names, rows_of, text_of_number
from sinews.data.knowledge import last_day
from sinews.errors import CaseError, Finding
from sinews.evidence.published.edition import Edition, Layout, Stated

#: Whom, what and which quantity a series is about, and its unit; with the year, one figure of it.
Series = tuple[str, str, str]
Key = tuple[str, Series, int]


@dataclass(frozen=True)
class Beside:
    """What an edition says beside a case: facts and sources to take, and how many figures the case has already."""

    taken: tuple[Taken, ...]
    sources: tuple[Cells, ...]
    same: int


def beside(case: Case, layout: Layout, edition: Edition, published: str, called: str) -> Beside:
    """The facts of an edition that are new, or other than those of the case; CaseError with all that does not fit."""
    facts = _latest(case, layout)
    wrong = [*edition.findings, *_twice(edition, called), *_lacking(edition, facts, called)]
    if not edition.figures and not wrong:
        remedy = "Take a table with figures of places of the case."
        wrong.append(Finding(called, 0, "", "no figure of a place of the case", "figures that a case can hold", remedy))
    wrong += _older(facts, edition, published, called)
    if wrong:
        raise CaseError(wrong)
    sources = rows_of(case, "sources")
    title = f"{layout.title}, edition of {published}"
    source = next((code for code, row in sources.items() if row["title"] == title), "")
    fresh = {} if source else {"source": f"{layout.name}:{published}", "title": title, "published": published}
    fresh |= {"publisher": layout.publishers[0], "url": layout.url} if fresh else {}
    digits = digits_of(facts.values())
    names = fresh_names(f"{layout.name}-{published}", rows_of(case, "facts"))
    taken = []
    for stated in sorted(edition.figures, key=lambda figure: (figure.measured.quantity, figure.entity, figure.year)):
        there = facts.get(_key(stated))
        value = stated.value * stated.measured.times
        if there is None or not is_same(value, there["value"], digits[_series(there)]):
            row = _row(stated, next(names), source or fresh["source"], published)
            taken.append(Taken(row, there["fact"] if there else "", Place(f"{called}, {stated.place}")))
    return Beside(tuple(taken), (fresh,) if fresh and taken else (), len(edition.figures) - len(taken))


def _row(stated: Stated, fact: str, source: str, published: str) -> dict[str, str]:
    return {
        "fact": fact, "entity": stated.entity, "subject": stated.measured.subject,
        "quantity": stated.measured.quantity, "value": text_of_number(stated.value * stated.measured.times, STATED),
        "low": "", "high": "", "unit": stated.measured.unit, "period_start": str(stated.year),
        "period_end": str(stated.year), "status": stated.status.value, "confidence": "A", "as_of": published,
        "source": source,
    }  # fmt: skip


def _key(stated: Stated) -> Key:
    measured = stated.measured
    return stated.entity, (measured.subject, measured.quantity, measured.unit), stated.year


def _latest(case: Case, layout: Layout) -> Mapping[Key, dict[str, str]]:
    """The facts of the publisher by whom, what and when; of several editions that which became known last."""
    published_by = {code for code, row in rows_of(case, "sources").items() if row["publisher"] in layout.publishers}
    facts: dict[Key, dict[str, str]] = {}
    for row in rows_of(case, "facts").values():
        year = row["period_start"][:4]
        if row["source"] in published_by and row["value"] and year.isdecimal():
            key = (row["entity"], (row["subject"], row["quantity"], row["unit"]), int(year))
            other = facts.get(key)
            if other is None or _since(row) >= _since(other):
                facts[key] = row
    return facts


def _since(row: Mapping[str, str]) -> str:
    day = last_day(row["as_of"])
    return day.isoformat() if day else ""


def _series(fact: Cells) -> tuple[str, ...]:
    """What figures of one table of one edition have in common."""
    return tuple(fact[name] for name in ("subject", "quantity", "unit", "source"))


def digits_of(facts: Iterable[Cells]) -> Mapping[tuple[str, ...], int]:
    """Digits behind the point in which a series is stated: the most of any figure, as zeros at an end are not kept."""
    most: dict[tuple[str, ...], int] = {}
    for fact in facts:
        most[_series(fact)] = max(most.get(_series(fact), 0), len(fact["value"].partition(".")[2]))
    return most


def is_same(value: float, there: str, digits: int) -> bool:
    """Whether a figure is that of the case, whose series may have fewer digits; where it has none, it may be exact."""
    near = 0.5 * 10.0**-digits if digits else 1e-6 * abs(value)
    return abs(value - float(there)) <= near * (1 + 1e-9)


# what does not fit ------------------------------------------------------------------


def _twice(edition: Edition, called: str) -> Iterator[Finding]:
    """Figures that an edition states twice, otherwise."""
    there: dict[Key, Stated] = {}
    for stated in edition.figures:
        other = there.setdefault(_key(stated), stated)
        if other.value != stated.value:
            defect = f"{stated.value:g}, and {other.value:g} at {other.place}"
            expected = f"one figure of {stated.entity} in {stated.year}"
            yield Finding(f"{called}, {stated.place}", 0, "", defect, expected, "Take one of the rows out.")


def _lacking(edition: Edition, facts: Mapping[Key, object], called: str) -> Iterator[Finding]:
    """States of which the case has a series that goes on in the edition for others, and that are not in it."""
    stated = {(entity, series) for entity, series, _ in map(_key, edition.figures)}
    series = {of for _, of in stated}
    for entity, of in sorted({(entity, of) for entity, of, _ in facts if of in series} - stated):
        remedy = "If it was renamed, add its name to a table of words (--words); if it left, take its row over."
        yield Finding(called, 0, "", f"no {of[1]} of {entity}", "all states that the case has", remedy)


def _older(facts: Mapping[Key, Mapping[str, str]], edition: Edition, published: str, called: str) -> Iterator[Finding]:
    """An edition that became known before what the case has of it: before the first day that its facts may mean."""
    newest = max(
        (f"{facts[key]['as_of']}-01-01"[:10] for key in map(_key, edition.figures) if key in facts), default=""
    )
    day = last_day(published)
    if day is not None and day.isoformat() < newest:
        remedy = "Take the newest edition; older ones are in the case, or would take the place of newer figures."
        yield Finding(called, 0, "", f"an edition of {published}", f"one of {newest} or later", remedy)
