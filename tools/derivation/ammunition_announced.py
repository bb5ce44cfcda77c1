"""What had been announced for lines of 155 mm before it was overtaken by what was observed.

None of these rows counts today: each lies no later than the last observation of its line, and an observation supersedes
what had been promised for the same time or before. They are kept so that a case as of an earlier day has the
announcements of that day: those of the latest month by then (`sinews.data.vintage`), as a new plan replaces the old
one.
"""

from __future__ import annotations

from tools.derivation.ammunition_lines import RATE, month
from tools.derivation.figures import Book, DerivationError, Figure

#: American targets: month, fact, status. Targets for a year stand in its middle, for a fiscal year at its start.
AMERICAN = (
    ("2023-04", "ammunition-417", "announced"),
    ("2025-07", "ammunition-418", "announced"),
    ("2024-04", "ammunition-012", "announced"),
    ("2024-07", "ammunition-014", "announced"),
    ("2024-10", "ammunition-009", "announced"),
    ("2025-04", "ammunition-010", "announced"),
    ("2025-10", "ammunition-011", "announced"),
    ("2024-12", "ammunition-381", "announced"),
    ("2025-10", "ammunition-295", "budgeted"),
)


def write_announced(book: Book) -> None:
    """Add the rows to `capacity`. Runs after the lines have been written."""
    superseded = book.rule(
        "announced_then",
        "An announcement that has been overtaken is kept with the date that it named, so that a case as of an earlier "
        "day has it; it lies no later than the last observation of its line and so counts in no plan of today.",
    )
    group = book.rule(
        "group_plan_less_other_works",
        "What a group announced for all its works, less the rate of the works that state their own, counts for the "
        "works that it bought or enlarged to get there.",
    )
    for date, fact, status in AMERICAN:
        keep_announced(book, "usa_iowa", date, book.fact(fact, RATE).by(superseded), status)
    german = book.fact("ammunition-094", RATE)
    for date, fact in (("2024-07", "ammunition-303"), ("2024-12", "ammunition-095")):
        rate = (book.fact(fact, RATE) - german).by(group).by(superseded)
        keep_announced(book, "esp_expal", date, rate, "announced")
    keep_announced(book, "deu_unterluess", "2025-12", book.fact("ammunition-100", RATE).by(superseded), "announced")
    abroad = book.fact("ammunition-162", RATE) - book.fact("ammunition-157", RATE)
    french = (book.fact("ammunition-163", RATE) - abroad).by(group).by(superseded)
    keep_announced(book, "fra_knds", "2024-07", french, "announced")


def keep_announced(book: Book, site: str, date: str, rate: Figure, status: str) -> None:
    """Add one announcement; DerivationError if it lies after the last observation of the line, and so would count."""
    rows = [row for row in book.tables["capacity"] if row["site"] == site and row["status"] == "delivered"]
    last = max(str(row["date"]) for row in rows)
    if month(date) > month(last):
        raise DerivationError(f"the announcement of {date} for {site} has not been overtaken: last seen {last}")
    book.add("capacity", site=site, date=date, status=status, rate=rate)
