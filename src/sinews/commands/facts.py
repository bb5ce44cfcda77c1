"""`sinews facts`: find facts of a case by words."""

from __future__ import annotations

import sys
from typing import Any

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.cases import read_case
from sinews.commands.output import note, write_json, write_lines, write_table
from sinews.data.search import search


def run(arguments: Arguments, meter: Meter) -> int:
    """Print the facts in which all words occur."""
    case = read_case(arguments.case, meter, as_of=arguments.as_of)
    facts = search(case, arguments.words, arguments.limit)
    if arguments.json:
        write_json("facts", {"words": arguments.words, "count": facts.height, "facts": facts}, case)
    elif sys.stdout.isatty():
        for fact in facts.iter_rows(named=True):
            write_lines(*in_words(fact), "")
    else:
        write_table(facts)
    if facts.is_empty():
        note("No fact has all of these words; fewer or shorter ones find more.")
    return 0


def in_words(fact: dict[str, Any]) -> tuple[str, ...]:
    """A fact in three lines: what it is about, the figure, the source."""
    value, low, high = (_number(fact[name]) for name in ("value", "low", "high"))
    spread = f" ({low or '?'} to {high or '?'})" if low or high else ""
    day = f"as of {fact['as_of']}, " if fact["as_of"] else ""
    read = f"read via {fact['via']}" if fact["via"] else ""
    source = ", ".join(part for part in (fact["publisher"], fact["title"], read, fact["url"]) if part)
    return (
        f"{fact['fact']}: {fact['entity']}, {fact['subject']}, {fact['quantity']}",
        f"    {value or '?'}{spread} {fact['unit']}, {fact['period'] or 'period unknown'}; "
        f"{day}grade {fact['confidence']}, {fact['status']}",
        f"    {source}",
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
