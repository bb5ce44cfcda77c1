"""Pairs of promised and observed: dates or amounts, something promised, known by the day of the case, told once."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, DatedCheck, Frames, flagged, have, unread
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.data.tables.slips import DATED as OF_DATES
from sinews.data.tables.slips import LookedUp, OutcomeKind, SlipKind
from sinews.errors import Finding

#: What two rows on one promise have in common.
_SAME = ["programme", "party", "kind", "signed", "due", "promised"]

_AMOUNTS = ("promised", "observed")

_IS_DATE = pl.col("kind").is_in([kind.value for kind in OF_DATES])
_IS_AMOUNT = pl.col("kind").is_in([kind.value for kind in SlipKind if kind not in OF_DATES])


def _amounts(frames: Frames) -> Iterator[Finding]:
    """A rate or a cost states both amounts and their unit, a date none of them."""
    if not have(frames, "slips"):
        return
    rows = frames["slips"]
    for column in (*_AMOUNTS, "unit"):
        cell = pl.col(column)
        ends = [pl.col(f"{column}_{end}").is_null() for end in ("low", "high")] if column in _AMOUNTS else []
        nothing = pl.all_horizontal(cell.is_null(), *ends)  # a range without its number is a finding by itself
        yield from flagged(
            rows, _IS_AMOUNT & nothing, column, "a blank cell",
            "both amounts of a rate or a cost, and their unit", f"State {column}, or correct the kind.",
        )  # fmt: skip
        yield from flagged(
            rows, _IS_DATE & cell.is_not_null(), column, "{}", "a blank cell: a date slips by its months",
            "Take it out, or correct the kind.",
        )  # fmt: skip
    for column in _AMOUNTS:
        yield from flagged(
            rows, pl.col(column) == 0, column, "{:g}", "more than 0, since promises slip by ratios",
            "State how much it was, or take the row out; a date that has not come is a bound of its months.",
        )  # fmt: skip


def _months(frames: Frames) -> Iterator[Finding]:
    """A date is promised for a month after the promise, and comes in one; a bound is later than what was promised."""
    if not have(frames, "slips"):
        return
    rows = frames["slips"]
    for column in ("due", "came"):
        yield from flagged(
            rows, _IS_DATE & (pl.col(column) == pl.col("signed")), column, "{:%Y-%m}, the month of the promise",
            "a month after signed, since dates slip by the ratio of their months",
            "Correct one of the two months, or take the row out.",
        )  # fmt: skip
    early = (pl.col("outcome") == OutcomeKind.BOUND) & _IS_DATE & (pl.col("came") <= pl.col("due"))
    yield from flagged(
        rows, early & (pl.col("came") > pl.col("signed")), "came", "{:%Y-%m}, a bound that is not after due",
        "a bound that says something: a month after the promised one by which it had not come",
        "Take the row out until the promised month has passed, or correct the month.",
    )  # fmt: skip


def _reports(frames: Frames) -> Iterator[Finding]:
    """A report on lateness is about what was late or short, one on the contrary about what was not."""
    if not have(frames, "slips"):
        return
    late = (
        pl.when(_IS_DATE)
        .then(pl.col("came") > pl.col("due"))
        .when(pl.col("kind") == SlipKind.RATE)
        .then(pl.col("observed") < pl.col("promised"))
        .when(pl.col("kind") == SlipKind.COST)
        .then(pl.col("observed") > pl.col("promised"))
    )
    sound = frames["slips"].filter(
        *(pl.col(month) > pl.col("signed") for month in ("due", "came")),
        *(pl.col(amount).is_null() | (pl.col(amount) > 0) for amount in _AMOUNTS),
    )
    for looked_up, wrong, how in (
        (LookedUp.LATE, ~late, "was kept"),
        (LookedUp.EARLY, late, "was not kept"),
    ):
        yield from flagged(
            sound, (pl.col("looked_up") == looked_up) & wrong, "looked_up",
            f"{{}}, of a promise that {how}", "late for what came late or short, early for what did not, or apart",
            "Correct it, or the dates or amounts.",
        )  # fmt: skip


def _twice(frames: Frames) -> Iterator[Finding]:
    """Each promise counts once."""
    if not have(frames, "slips"):
        return
    rows = frames["slips"].drop_nulls(["pair", "programme", "party", "kind", "signed", "due"])
    again = rows.filter(~pl.struct(_SAME).is_first_distinct())
    first = rows.unique(_SAME, keep="first", maintain_order=True)
    pairs = again.join(first, on=_SAME, how="left", suffix="_first", nulls_equal=True, maintain_order="left")
    for file, line, code, other in pairs.select(FILE, LINE, "pair", "pair_first").iter_rows():
        yield Finding(
            file, line, "pair", f'"{code}", the same promise as "{other}"', "each promise once",
            "Take one of the two out, or say what tells them apart in programme, party, kind, months or amount.",
        )  # fmt: skip


def _alone(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Pairs of which no two of a kind differ: nothing says how far promises are spread, so none of them counts."""
    rows = frames["slips"]
    slipped = pl.when(_IS_DATE).then(_since_signed("came") / _since_signed("due"))
    ratio = slipped.otherwise(pl.col("observed") / pl.col("promised"))
    if not (rows.group_by("kind").agg(ratio.n_unique().alias("ratios"))["ratios"] > 1).any():
        yield from unread(rows, ("pair",), "two pairs of some kind that slipped differently")


def _since_signed(column: str) -> pl.Expr:
    """Months from the promise to a month."""
    end, start = pl.col(column), pl.col("signed")
    return 12 * (end.dt.year() - start.dt.year()) + end.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)


def _days(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """What was promised, and what has come, is known by the day of the case."""
    if not have(frames, "slips"):
        return
    day = settings.as_of.replace(day=1)
    yield from flagged(
        frames["slips"], pl.col("signed") > day, "signed", f"{{:%Y-%m}}, after the day of the case {day:%Y-%m}",
        "promises that have been made", "Correct the month, or take the row out.",
    )  # fmt: skip
    seen = (pl.col("outcome") == OutcomeKind.OBSERVED) & (pl.col("signed") <= day)
    yield from flagged(
        frames["slips"], seen & (pl.col("came") > day), "came", f"{{:%Y-%m}}, after the day of the case {day:%Y-%m}",
        "what has been observed", "Correct the month, or the outcome: expected is what is still to come.",
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (_amounts, _months, _reports, _twice)

DATED: tuple[DatedCheck, ...] = (_days,)

IDLE: tuple[DatedCheck, ...] = (_alone,)
