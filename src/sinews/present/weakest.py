"""The figures that carry an answer, as sentences: value and range, grade and date, and what the answer loses."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

import polars as pl

from sinews.data.case import Case
from sinews.data.tables import BY_NAME
from sinews.present.words import Names, lowered, number, plain

#: Columns of a line for reading.
WIDTH = 80

#: What has to be said of figures behind no limit that was measured.
UNMEASURED = "What the answer loses with it has not been measured."


def lines(case: Case, table: pl.DataFrame) -> Iterator[str]:
    """What `sinews.data.grounds.weakest` gives, in lines of at most 80 columns; a blank one after each figure."""
    names, sites = Names.of(case), dict(case.table("sites").select("site", "name").iter_rows())
    measured = table["loses"].count() > 0
    opening = (
        "These figures carry most: by what the answer loses when each moves over its range, to first order, from what "
        "is remembered of the limits behind it."
        if measured
        else "Nothing that limits earn comes measured with this case, so the figures come by ground and width of range."
    )
    yield from wrap(opening, WIDTH)
    yield ""
    for place, row in enumerate(table.iter_rows(named=True), 1):
        text = f"{place}. {_figure(names, sites, row)} {_ground(row)} {_loses(row)}"
        yield from wrap(text, WIDTH, subsequent_indent="   ")
        yield ""


def _figure(names: Names, sites: dict[str, str], row: dict[str, object]) -> str:
    parts = [
        sites.get(part) or names.items.get(part) or names.places.get(part) or lowered(plain(part))
        for part in str(row["row"]).split("/")
    ]
    table = BY_NAME[str(row["table"])]
    unit = next(column.unit for column in table.numbers if column.name == row["column"]).replace("item", "units")
    value, low, high = (_number(row[name]) for name in ("value", "low", "high"))
    of = f"{plain(str(row['column']))} in {lowered(plain(table.name))} ({', '.join(parts)})"
    return f"{of}: {' '.join(filter(None, (value, unit.replace('_', ' '))))}, {low} to {high}."


def _ground(row: dict[str, object]) -> str:
    words = {"assumption": "It rests on an assumption", "analogy": "It rests on an analogy"}
    weakest = str(row["weakest"])
    rests = words.get(weakest, f"Its weakest ground is a fact of grade {weakest[-1]}")
    return f"{rests}; newest fact {row['as_of']}." if row["as_of"] else f"{rests}."


def _loses(row: dict[str, object]) -> str:
    if row["loses"] is None:
        return UNMEASURED
    days = "" if not row["days"] else f" and {_number(row['days'])} days of the ready date"
    return f"Over its range the answer moves by {_number(row['loses'])} {row['unit']}{days} ({row['behind']})."


def _number(value: object) -> str:
    return number(value if isinstance(value, float) else None)
