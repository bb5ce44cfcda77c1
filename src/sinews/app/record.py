"""What a page shows of an answer, and remembers of it: its margins, how they read and were found, first sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sinews.answers.answer import Answer, Instant, Margin
from sinews.answers.plain import number, parts, text
from sinews.clocks import AnyClock
from sinews.present.margins import Headed

#: Sentences of an answer that are shown.
SENTENCES = 3

#: How a margin reads whose clock says nothing.
READS = ("time that there is", "time that is needed")


@dataclass(frozen=True)
class Record:
    """Margins of an answer, the first of which is shown.

    `reads`: what the time that there is runs until, and what is needed. `sentences`: the answer's own, the first ones;
    none where only its margins were worked out. `found`: what has to be said wherever the margins are shown, of how
    they were found; empty where they are those of the whole model.
    """

    margins: tuple[Margin, ...]
    reads: tuple[str, str] = READS
    sentences: tuple[str, ...] = ()
    found: str = ""


def of_answer(answer: Answer[Any], clock: AnyClock) -> Record:
    """What is shown of a whole answer."""
    shown = clock.parts(answer)
    reads = shown.reads if isinstance(shown, Headed) else READS
    return Record(answer.margins, reads, shown.page().sentences[:SENTENCES])


def plain(record: Record) -> dict[str, Any]:
    """A record as JSON knows it."""
    return {
        "margins": [
            {
                "of": margin.of,
                "unit": margin.unit,
                "chance": margin.chance,
                **{name: _plain(getattr(margin, name)) for name in ("due", "ready", "low", "high")},
            }
            for margin in record.margins
        ],
        "reads": list(record.reads),
        "sentences": list(record.sentences),
        "found": record.found,
    }


def recorded(row: Mapping[str, Any]) -> Record:
    """A record of what JSON holds; KeyError, TypeError or ValueError if it is none."""
    until, needed = _texts(row["reads"])
    margins = tuple(_margin(margin) for margin in parts(row["margins"]))
    way = text(row, "found") if "found" in row else ""
    return Record(margins, (until, needed), _texts(row["sentences"]), way)


def _margin(row: Mapping[str, Any]) -> Margin:
    due, ready, low, high = (_instant(row[name]) for name in ("due", "ready", "low", "high"))
    chance = None if row["chance"] is None else number(row, "chance")
    return Margin(text(row, "of"), due, ready, text(row, "unit"), low, high, chance)


def _plain(instant: Instant | None) -> str | float | None:
    return instant.isoformat() if isinstance(instant, date) else instant


def _instant(value: object) -> Instant | None:
    if value is None:
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return number({"": value}, "")


def _texts(rows: object) -> tuple[str, ...]:
    lines: Sequence[Any] = parts(rows)
    if not all(isinstance(line, str) for line in lines):
        raise TypeError(lines)
    return tuple(lines)
