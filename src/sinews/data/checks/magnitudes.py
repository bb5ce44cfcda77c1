"""Numbers for which no program can be scaled: each is sound alone, and a solver can hold no plan that has them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, EachCheck, Frames, have
from sinews.data.reading import FILE, LINE
from sinews.data.tables import BY_NAME
from sinews.errors import Finding

#: Largest number of a table: in its unit, nothing that is counted here comes near it, and twelve digits are what
#: arithmetic on 16 digits can still be held against.
MOST = 1e12

#: Largest numbers of some columns of the days clock: more than the people of a large state, and than any trip takes.
MOST_OF = {
    ("arrivals", "quantity"): 1e8,
    ("formation_loads", "quantity"): 1e8,
    ("prepositioned", "quantity"): 1e8,
    ("pools", "quantity"): 1e8,
    ("carriage", "stock_per_trip"): 1e6,
}

#: Money that one need may cost, million EUR: ten times what the world makes in a year. The solver sees money beside the
#: budget and units beside the need; in plans of a few states it failed from twice this on.
MOST_COST = 1e9


def _enormous(frames: Frames, name: str) -> Iterator[Finding]:
    """Numbers, and ends of their ranges, that are larger than anything: one finding for each row and number."""
    frame, limits = frames[name], [most for (table, _), most in MOST_OF.items() if table == name]
    numbers = [cell for cell, kind in frame.schema.items() if kind.is_float()]
    largest = frame.select(pl.max_horizontal(pl.col(cell).abs().max() for cell in numbers)).item() if numbers else None
    if largest is None or largest <= min(limits, default=MOST):  # as almost always, and sooner than number by number
        return
    for number in BY_NAME[name].numbers:
        most = MOST_OF.get((name, number.name), MOST)
        cells = [f"{number.name}{end}" for end in ("", "_low", "_high") if f"{number.name}{end}" in frame.columns]
        rows = frame.filter(pl.any_horizontal(pl.col(cell).abs() > most for cell in cells))
        for file, line, *values in rows.select(FILE, LINE, *cells).iter_rows():
            sizes = {cell: value for cell, value in zip(cells, values, strict=True) if value is not None}
            cell = next(cell for cell, value in sizes.items() if abs(value) > most)
            remedy = "Correct the number, or its unit."
            yield Finding(file, line, cell, f"{sizes[cell]:g}", f"a number up to {most:g}", remedy)


#: What a need costs is the product of these numbers.
_FACTORS = (("forces", "quantity"), ("scales", "per_force"), ("scales", "days"), ("items", "price"))


def _unaffordable(frames: Frames) -> Iterator[Finding]:
    """Needs that cost more than there is: named by the factor that lies farthest from the others of its column."""
    if not have(frames, "forces", "scales", "items"):
        return
    told: set[tuple[str, int, str]] = set()
    for row in _costly(frames).iter_rows(named=True):
        far = {factor: row["_".join(factor)] / (frames[factor[0]][factor[1]].median() or 1) for factor in _FACTORS}
        table, column = max(_FACTORS, key=lambda factor: far[factor])
        file, line, value = row[f"{table}_{FILE}"], row[f"{table}_{LINE}"], row[f"{table}_{column}"]
        if (file, line, column) not in told:
            told.add((file, line, column))
            yield Finding(
                file, line, column,
                f"{value:g}, for which the need of {row['item']} costs {row['cost']:.3g} million EUR",
                f"needs that cost at most {MOST_COST:g} million EUR: for more no program can be scaled",
                "Correct the number, or its unit.",
            )  # fmt: skip


def _costly(frames: Frames) -> pl.DataFrame:
    """The largest part of each need that costs too much, with its factors and their rows."""
    keys = {"forces": ["needs_set", "force"], "scales": ["needs_set", "force", "item"], "items": ["item"]}
    forces, scales, items = (
        frames[name].select(*key, *(pl.col(c).alias(f"{name}_{c}") for c in (FILE, LINE, *_columns(name))))
        for name, key in keys.items()
    )
    cost = pl.col("forces_quantity") * pl.col("scales_per_force") * pl.col("scales_days") * pl.col("items_price")
    each = scales.join(forces, on=keys["forces"]).join(items, on="item").with_columns(cost.alias("cost"))
    need = each.with_columns(pl.col("cost").sum().over(keys["scales"]), cost.alias("part"))
    largest = need.filter(pl.col("cost") > MOST_COST).sort("part", descending=True, maintain_order=True)
    return largest.unique(keys["scales"], keep="first", maintain_order=True)


def _columns(table: str) -> list[str]:
    return [column for name, column in _FACTORS if name == table]


CHECKS: tuple[Check, ...] = (_unaffordable,)

EACH: tuple[EachCheck, ...] = (_enormous,)
