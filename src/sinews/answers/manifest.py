"""What a saved run says of itself: what was asked, of what, with what, and the answer in short."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sinews.answers.provenance import Provenance, here
from sinews.data.case import Case

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Asked, Bottleneck, Effect, Instant, Margin

#: Format of the manifest; raised when its keys change their meaning.
FORMAT = 3

#: Keys of the manifest that make the name of a run: what was asked, of what, with what.
IDENTITY = ("format", "clock", "case", "question", "extras", "solver", "versions")


def identity(inquiry: Asked) -> dict[str, Any]:
    """The part of a manifest that says what was asked, of what, with what."""
    return {
        "format": FORMAT,
        "clock": inquiry.clock,
        "case": _case(inquiry.case),
        "question": plain(asdict(inquiry.question)),  # type: ignore[call-overload]  # every question is a dataclass
        "extras": list(inquiry.extras),
        "solver": {"name": inquiry.solver, "options": dict(inquiry.options)},
        "versions": dict(here()),
    }


def results(answer: Answer[object]) -> dict[str, Any]:
    """The part of a manifest that says what came out; numbers of the clock's own beside those of every clock."""
    solved = asdict(answer.solved) if answer.solved else {}
    size = ("rows", "columns", "nonzeros", "ticks")
    return {
        **{name: value for name, value in solved.items() if name not in size},
        "charges": dict(answer.charges),
        **plain(answer.figures),
        "margins": [margin(part) for part in answer.margins],
        "effects": [effect(part) for part in answer.effects],
        "program": {name: value for name, value in solved.items() if name in size},
        "measured": measured(answer.measured),
        **told(answer.case),
    }


def told(case: Case) -> dict[str, Any]:
    """What every answer says of its case: which it is, whether rows were laid over it, what looks impossible."""
    return {
        "stated": list(case.stated()),
        "closed": case.closed,
        "warnings": [str(warning) for warning in case.warnings],
    }


def _case(case: Case) -> dict[str, Any]:
    settings = case.settings
    cells = Counter(table for table, _ in case.overlaid)
    return {
        "name": settings.name,
        "title": settings.title,
        "as_of": settings.as_of.isoformat(),
        "digest": case.digest,
        "overlaid_rows": dict(sorted(cells.items())),
    }


def margin(margin: Margin) -> dict[str, Any]:
    """A margin as data; months as YYYY-MM."""
    return {
        "of": margin.of,
        "unit": margin.unit,
        **{name: instant(getattr(margin, name)) for name in ("due", "ready", "low", "high")},
        "chance": margin.chance,
        "time": margin.time,
    }


def effect(effect: Effect) -> dict[str, Any]:
    """An effect as data, with the ready times of the margins then."""
    return {
        **{name: getattr(effect, name) for name in ("kind", "code", "name", "earned", "unit")},
        "million_EUR": None if effect.price is None else effect.price[0],
        "ready": {margin.of: instant(margin.ready) for margin in effect.margins},
    }


def measured(provenances: Sequence[Provenance]) -> list[dict[str, Any]]:
    """Where effects come from that were remembered from elsewhere."""
    return [{"by_author": provenance.by_author, "with": dict(provenance.versions)} for provenance in provenances]


def row_of(finding: Bottleneck) -> dict[str, object]:
    """A finding as one row."""
    rows = finding.rows
    return {
        "limit": finding.limit,
        "step": finding.step,
        "subject": finding.subject,
        "earned": finding.earned,
        "unit": finding.unit,
        **finding.more,
        "steps": finding.holds,
        "farther": finding.farther,
        "then": None if finding.then is None else " ".join(finding.then),
        "confidence": None if finding.weakest is None else finding.weakest.value,
        "rows": None
        if rows is None
        else " ".join(f"{table}:{row}" for table, row in rows.select("table", "row").rows()),
    }


# as JSON knows it ---------------------------------------------------------------


def instant(value: Instant | None) -> str | float | None:
    """A point in time as data: a month as YYYY-MM, a number as it is."""
    return value.isoformat()[:7] if isinstance(value, date) else value


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a clock states
    """A value as JSON knows it: words for members of an enumeration, days and paths; null for what is no number."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path | date) else value


def as_text(content: Mapping[str, Any]) -> str:
    """A manifest as text: the same content gives the same bytes."""
    return json.dumps(plain(content), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
