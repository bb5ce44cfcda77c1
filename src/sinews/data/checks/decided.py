"""What is approved and not signed: months that fit, buyers and items that the model knows, nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, DatedCheck, Frames, flagged, have
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding

#: What two rows on one decision have in common.
_SAME = ["place", "item", "quantity", "approved", "first", "last"]


def _ends(frames: Frames) -> Iterator[Finding]:
    """The expected month of the signature lies between its ends, which are both there or both blank."""
    if not have(frames, "decided"):
        return
    low, middle = pl.col("signature_low"), pl.col("signature")
    yield from flagged(
        frames["decided"], low > middle, "signature_low", "{:%Y-%m}, after the month that is expected",
        "a month not after signature", "Exchange or correct the two months.",
    )  # fmt: skip
    for end, other in (("low", "high"), ("high", "low")):
        half = pl.col(f"signature_{end}").is_null() & pl.col(f"signature_{other}").is_not_null()
        yield from flagged(
            frames["decided"], half, f"signature_{end}", "a blank cell", "both ends of the range, or neither",
            "State signature_low and signature_high.",
        )  # fmt: skip


def _quantities(frames: Frames) -> Iterator[Finding]:
    """Something was approved."""
    if have(frames, "decided"):
        yield from flagged(
            frames["decided"], pl.col("quantity") == 0, "quantity", "{:g}", "more than 0 units",
            "State how many were approved, or take the row out.",
        )  # fmt: skip


def _twice(frames: Frames) -> Iterator[Finding]:
    """Decisions that have become orders, and rows on the same decision."""
    if not have(frames, "decided", "deliveries"):
        return
    decided = frames["decided"]
    signed = pl.col("decision").is_in(frames["deliveries"]["order"].drop_nulls().implode())
    yield from flagged(
        decided, signed, "decision", '"{}", which is an order of deliveries as well',
        "purchases that stand in one table: approved in decided, signed in deliveries",
        "Take the row out of one of the two tables, or tell the codes apart.",
    )  # fmt: skip
    keys = decided.drop_nulls(_SAME).drop_nulls("decision")
    again = keys.filter(~pl.struct(_SAME).is_first_distinct())
    first = keys.unique(_SAME, keep="first", maintain_order=True)
    pairs = again.join(first, on=_SAME, how="left", suffix="_first", maintain_order="left")
    for file, line, code, other in pairs.select(FILE, LINE, "decision", "decision_first").iter_rows():
        yield Finding(
            file, line, "decision", f'"{code}", the same in all numbers as "{other}"', "each decision once",
            "Take one of the two out, or say what tells them apart in quantity or months.",
        )  # fmt: skip


def _days(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """What is approved was approved by the day of the case; what is not signed is signed after it."""
    if not have(frames, "decided"):
        return
    day = settings.as_of.replace(day=1)
    yield from flagged(
        frames["decided"], pl.col("approved") > day, "approved", f"{{:%Y-%m}}, after the day of the case {day:%Y-%m}",
        "approvals that are known", "Take the row out until it is approved, or correct the month.",
    )  # fmt: skip
    yield from flagged(
        frames["decided"], pl.col("signature") < day, "signature",
        f"{{:%Y-%m}}, before the day of the case {day:%Y-%m}",
        "contracts that are still to be signed",
        "Put what has been signed into deliveries, or state when it is expected now.",
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (_ends, _quantities, _twice)

DATED: tuple[DatedCheck, ...] = (_days,)
