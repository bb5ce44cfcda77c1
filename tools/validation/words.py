"""Numbers, names and tables as the generated pages have them."""

from __future__ import annotations

from collections.abc import Sequence

#: From here on a number has no digit after its point, and from here on thousands are set apart.
WHOLE, THOUSANDS = 20, 1000


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def count(value: float) -> str:
    """A whole number with thousands set apart."""
    return f"{value:,.0f}"


def short(value: float) -> str:
    """A number with no more digits than it carries."""
    if abs(value) >= THOUSANDS or value == 0:
        return count(value)
    return f"{value:.0f}" if abs(value) >= WHOLE else f"{value:.1f}"


def span(low: float, high: float) -> str:
    """A range in words; nothing below it, or one number where it has no width."""
    if low in (0.0, high):
        return short(high) if low else f"at most {short(high)}"
    return f"{short(low)} to {short(high)}"


def signed(value: float | None) -> str:
    """A signed whole number; nothing for none, and no minus before a zero."""
    return "" if value is None else f"{round(value) + 0:+d}" if round(value) else "0"


def ids(facts: Sequence[str]) -> str:
    """Ids of facts, each once, sorted."""
    return ", ".join(sorted(dict.fromkeys(facts)))
