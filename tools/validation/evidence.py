"""Sentences that were marked by hand beside what the grammar makes of them: precision and recall, and every error.

`python -m tools.validation.evidence` writes the tables of docs/validation-evidence.md between their marks.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from sinews.data.case import Case, embedded
from sinews.evidence.claims.claim import ClaimKind
from sinews.evidence.claims.sentence import claims_of
from sinews.evidence.claims.view import View
from sinews.evidence.grammar.speakers import speaker
from sinews.evidence.lexicon import packaged
from sinews.evidence.page import KINDS
from sinews.evidence.registers import Registers
from sinews.files import write_bytes
from tools.validation.page import with_blocks

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "validation-evidence.md"

#: The marked sentences: those of our own, on which the grammar was developed, and quotations, on which it is measured.
OWN, QUOTED, LATER = (ROOT / "tests" / "evidence" / f"{name}.csv" for name in ("development", "quoted", "later"))

#: The day on which sentences of our own count as said.
SAID = date(2025, 12, 15)

#: What a unit is called in the tables.
UNITS = {
    "percent_of_gdp": "share of GDP", "percent": "other per cent", "percentage_points": "points", "count": "count",
    "times": "multiple", "date": "date", "km": "length",
}  # fmt: skip
TIMES = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})


@dataclass(frozen=True)
class Marked:
    """A sentence with its marks: quantities as `Quantity.written`, kinds of claims, and the speaker that it names."""

    mark: str
    about: str
    said: date
    speaker: str
    text: str
    quantities: tuple[str, ...]
    claims: frozenset[str]


@dataclass
class Score:
    """How much was right, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Part of what was found that is right; 1 if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Part of what is marked that was found; 1 if nothing is marked."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Measured:
    """Scores of one set of sentences, in all and by part, and its errors in words."""

    sentences: int = 0
    claims: dict[str, Score] = field(default_factory=dict)
    quantities: dict[str, Score] = field(default_factory=dict)
    places: dict[str, Score] = field(default_factory=dict)
    speakers: Score = field(default_factory=Score)
    errors: list[str] = field(default_factory=list)

    @staticmethod
    def total(scores: Iterable[Score]) -> Score:
        """All scores together."""
        whole = Score()
        for score in scores:
            whole.right, whole.wrong, whole.missed = (
                whole.right + score.right, whole.wrong + score.wrong, whole.missed + score.missed,
            )  # fmt: skip
        return whole


def marked(path: Path) -> list[Marked]:
    """The marked sentences of a file. ValueError for a mark that is no kind of claim."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [_marked(row) for row in rows]
    known = {kind.value for kind in ClaimKind}
    strange = {kind for one in found for kind in one.claims} - known
    if strange:
        raise ValueError(f"no kinds of claims: {', '.join(sorted(strange))}")
    return found


def _marked(row: dict[str, str]) -> Marked:
    parts = {
        name: tuple(part.strip() for part in row[name].split(";") if part.strip()) for name in ("quantities", "claims")
    }
    about = row.get("trap") or urlsplit(row.get("source", "")).netloc.removeprefix("www.")
    said = date.fromisoformat(row["published"]) if row.get("published") else SAID
    return Marked(
        row["mark"], about, said, row["speaker"], row["sentence"], parts["quantities"], frozenset(parts["claims"])
    )


def measure(sentences: Sequence[Marked], registers: Registers) -> Measured:
    """The grammar held against the marks."""
    found = Measured(sentences=len(sentences))
    for one in sentences:
        view = View(one.text, registers, one.said)
        _quantities(one, [quantity.written for quantity in view.quantities], found)
        _claims(one, {claim.kind.value for claim in claims_of(view)}, found)
        named = speaker(registers.lexicon, one.text)
        _speaker(one, named.name if named else "", found)
    return found


def _quantities(one: Marked, got: list[str], found: Measured) -> None:
    missed = Counter(one.quantities) - Counter(got)
    wrong = Counter(got) - Counter(one.quantities)
    for written, number in Counter(got).items():
        score = found.quantities.setdefault(_unit(written), Score())
        score.right += number - wrong[written]
        score.wrong += wrong[written]
    for written, number in missed.items():
        found.quantities.setdefault(_unit(written), Score()).missed += number
    if missed or wrong:
        found.errors.append(f"{one.mark}, quantities: {_told(missed, wrong)} ({one.text})")


def _claims(one: Marked, got: set[str], found: Measured) -> None:
    place = found.places.setdefault(one.about, Score())
    for kind in got | one.claims:
        score = found.claims.setdefault(kind, Score())
        right, wrong = kind in got and kind in one.claims, kind not in one.claims
        for part in (score, place):
            part.right += right
            part.wrong += wrong
            part.missed += not right and not wrong
    if got != one.claims:
        missed, wrong_ones = Counter(one.claims - got), Counter(got - one.claims)
        found.errors.append(f"{one.mark}, claims: {_told(missed, wrong_ones)} ({one.text})")


def _speaker(one: Marked, named: str, found: Measured) -> None:
    if one.speaker and one.speaker.casefold() in named.casefold():
        found.speakers.right += 1
        return
    found.speakers.missed += bool(one.speaker)
    found.speakers.wrong += bool(named)


def _told(missed: Counter[str], wrong: Counter[str]) -> str:
    parts = [("missed", missed), ("found wrongly", wrong)]
    return "; ".join(f"{word} {', '.join(sorted(names))}" for word, names in parts if names)


def _unit(written: str) -> str:
    unit = written.partition(" ")[2].partition("/")[0]
    return "duration" if unit in TIMES else UNITS.get(unit, "money" if unit.isupper() else unit)


# the page ------------------------------------------------------------------------------------


def page() -> str:
    """The page with its tables as they are now."""
    registers = Registers.of(Case.read(embedded("nato-europe")), packaged())
    own, quoted, later = (measure(marked(path), registers) for path in (OWN, QUOTED, LATER))
    both = measure([*marked(QUOTED), *marked(LATER)], registers)
    parts = {
        "overall": _overall({"own, on which it was developed": own, "quoted, first": quoted, "quoted, later": later}),
        "kinds": _table("claims", both.claims, own.claims, lambda kind: KINDS[ClaimKind(kind)]),
        "quantities": _table("quantities", both.quantities, own.quantities, str),
        "sources": _sources(both),
        "errors": "\n".join(f"- {line}" for line in both.errors + own.errors) or "None.",
    }
    return with_blocks(PAGE.read_text(encoding="utf-8"), parts)


def _overall(sets: dict[str, Measured]) -> str:
    rows = []
    for name, found in sets.items():
        for what, scores in (
            ("claims", found.claims),
            ("quantities", found.quantities),
            ("speakers", {"": found.speakers}),
        ):
            score = Measured.total(scores.values())
            rows.append([name, str(found.sentences), what, *_cells(score)])
    return _markdown(("sentences", "number", "of", "marked", "found", "right", "precision", "recall"), rows)


def _table(what: str, first: dict[str, Score], second: dict[str, Score], name: Callable[[str], str]) -> str:
    rows = []
    for kind in sorted(first.keys() | second.keys(), key=name):
        cells = [_cells(part.get(kind, Score())) for part in (first, second)]
        rows.append([name(kind), *cells[0], *cells[1]])
    ends = ("marked", "found", "right", "precision", "recall")
    return _markdown((what, *(f"quoted: {end}" for end in ends), *(f"own: {end}" for end in ends)), rows)


def _sources(found: Measured) -> str:
    rows = [[place, *_cells(score)] for place, score in sorted(found.places.items())]
    return _markdown(("source", "marked", "found", "right", "precision", "recall"), rows)


def _cells(score: Score) -> list[str]:
    marks, got = score.right + score.missed, score.right + score.wrong
    precision = f"{score.precision:.2f}" if got else ""
    return [str(marks), str(got), str(score.right), precision, f"{score.recall:.2f}" if marks else ""]


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    write_bytes(PAGE, page().encode())
