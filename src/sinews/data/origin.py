"""Which case was read, and what was laid over it, in plain sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sinews.data.overlay import Key, Overlay

#: So many new rows are listed one by one, and so much of a digest is shown.
LISTED, SHOWN = 40, 12


@dataclass(frozen=True)
class Origin:
    """Where a case was read: the folder as given, the name of the packaged case (or nothing), and the overlay."""

    folder: str
    packaged: str = ""
    overlay: Overlay | None = None


def sentences(name: str, digest: str, origin: Origin | None) -> tuple[str, ...]:
    """Which case it is (`digest`: its hash), and what was laid over it."""
    of_case = f"Case {name}, {_where(origin)} (digest {digest[:SHOWN]})."
    return (of_case, *_laid(origin.overlay)) if origin and origin.overlay else (of_case,)


def _where(origin: Origin | None) -> str:
    if origin is None:
        return "made from tables"
    return "packaged with sinews" if origin.packaged else f"read from the folder {origin.folder}"


def _laid(overlay: Overlay) -> tuple[str, ...]:
    replaced = Counter(table for table, _ in overlay.replaced)
    counts = ", ".join(f"{table} {number:,}" for table, number in sorted(replaced.items())) or "none"
    over = f"Laid over it: the folder {overlay.folder}. Rows replaced, by table: {counts}."
    if not overlay.new:
        return (f"{over} No row is new.",)
    rows = [_row(row) for row in sorted(overlay.new, key=str)]
    more = f" and {len(rows) - LISTED:,} more" if len(rows) > LISTED else ""
    return (over, f"New rows ({len(rows):,}): {', '.join(rows[:LISTED])}{more}.")


def _row(row: Key) -> str:
    table, parts = row
    return f"{table} {'/'.join(f'{part:%Y-%m}' if isinstance(part, date) else str(part) for part in parts)}"
