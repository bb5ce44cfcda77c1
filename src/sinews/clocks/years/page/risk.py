"""How sure is the date: sentences, tables and chart of trials."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl

from sinews.clocks.years.page.charts import risk as charts
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.gained import Tables
from sinews.clocks.years.trials.ready import ALL
from sinews.clocks.years.trials.risk import Inquiry, fewer
from sinews.clocks.years.trials.told import Told
from sinews.clocks.years.trials.trial import Reading
from sinews.present.figure import drawn
from sinews.present.page import Figure, Page, Section
from sinews.present.tables import tidy
from sinews.present.words import Names, listed, lowered, month, number, plain

#: A percentage that is rounding.
NOTHING = 1e-9

#: What the readings are, in words.
WORDS = {
    Reading.ADAPTED: "each ally orders by its own figures",
    Reading.KEPT: "the plan is kept to the letter",
}


def headline(told: Told) -> str:
    """The chance under both readings."""
    adapted, kept = (_row(told, reading) for reading in (Reading.ADAPTED, Reading.KEPT))
    held = f", {_held(told)}" if told.inquiry.held else ""
    ends = f"{_bare(adapted['chance_low'])} to {_bare(adapted['chance_high'])}"
    letter = f"{percent(kept['chance'])} if {WORDS[Reading.KEPT]}"
    return (
        f"A {percent(adapted['chance'])} chance ({ends}) that all is ready before an attack becomes possible, "
        f"if {WORDS[Reading.ADAPTED]}{held}; {letter}."
    )


def by_family(told: Told) -> str:
    """The chance of each family to be ready in time as orders are adapted, and of all by the end that is shown."""
    rows = told.tables["chance"].filter((pl.col("reading") == Reading.ADAPTED.value) & (pl.col("family") != ALL))
    rows = rows.sort("chance", descending=True, maintain_order=True)
    families = listed(f"{lowered(plain(row['family']))} {percent(row['chance'])}" for row in rows.iter_rows(named=True))
    whole = percent(_row(told, Reading.ADAPTED)["within_horizon"])
    end = month(told.tables["fan"].sort("month")["month"][-1])
    return f"By family: {families}. All is ready by {end} in {whole} of the trials."


def percent(value: float) -> str:
    """A percentage: to a tenth below ten."""
    return f"{_bare(value)} %"


def dates(told: Told, scope: Scope, family: str = ALL) -> str:
    """By when half and nine tenths of the trials are ready, as orders are adapted."""
    row = _row(told, Reading.ADAPTED, family)
    half, most = (row[name] for name in ("half_ready", "nine_tenths_ready"))
    if half and most:
        return f"half a chance by {month(half)}, nine tenths by {month(most)}"
    within, end = percent(row["within_horizon"]), month(scope.case.settings.end)
    if half:
        return f"half a chance by {month(half)}; nine tenths not by {end} ({within} by then)"
    return f"not half a chance by {end} ({within} by then)"


def sentences(told: Told, scope: Scope) -> tuple[str, ...]:
    """What the trials say, the most important first."""
    families = (f"{plain(family)}: {dates(told, scope, family)}." for family in scope.families)
    adapted = told.tables["lacking"].filter(pl.col("reading") == Reading.ADAPTED.value)
    worst = number(adapted["worst_tenth"][0])
    lines = [
        headline(told),
        f"All ready: {dates(told, scope)}. {' '.join(families)}",
        f"If nothing but the threat were uncertain, the chance would be {percent(told.certain)}.",
        f"At the test {number(told.points)} points of the weighted needs are lacking on average, {worst} in the worst "
        "tenth of the trials.",
    ]
    return (*lines, *_driving(told))


def _driving(told: Told) -> tuple[str, ...]:
    """What the uncertainty is put down to; nothing where it was not asked for."""
    drivers, figures = told.tables["drivers"], told.tables["figures"]
    lines = []
    if len(drivers):
        kind, total, low, high = drivers.select("kind", "total", "total_low", "total_high").row(0)
        part, least, most = (max(100 * value, 0.0) for value in (total, low, high))
        lines.append(
            f"What is lacking differs most by {lowered(plain(kind))}: with all else known, {percent(part)} "
            f"({_bare(least)} to {_bare(most)}) of its variance would stay."
        )
    if len(figures):
        table, row, column = figures.select("table", "row", "column").row(0)
        lines.append(f"The figure to look up first: {lowered(plain(column))} in {table} for {row}.")
    return tuple(lines)


def page(told: Told, scope: Scope, about: str, family: str = ALL) -> Page:
    """The page of `sinews risk`; `family`: whose coverage is listed year by year."""
    tables = told.tables
    shown = tables["fan"].filter((pl.col("reading") == Reading.ADAPTED.value) & (pl.col("family") == family))
    yearly = shown.filter(pl.col("month").dt.month() == 12).drop("reading", "family")
    sections = [
        Section("The chance, by family", (READINGS,), tidy(tables["chance"].with_columns(_words("family")), 3)),
        Section(
            f"Coverage at the end of years, percent of the weighted needs: {lowered(plain(family))}",
            (FANNED,),
            tidy(yearly, 3),
            figure(told, scope),
        ),
        Section("What is lacking at the test, percentage points", (LACKS,), tidy(tables["lacking"], 3)),
        Section("What drives it", (DRIVES,), tidy(tables["drivers"].with_columns(_words("kind")), 2)),
        Section("Figures to look up first", (FIRST,), tidy(tables["figures"].with_columns(_words("kind")), 2)),
    ]
    kept = [section for section in sections if section.table is not None and len(section.table)]
    return Page(
        "How sure is the date?", sentences(told, scope), tuple(kept), f"{about} {_trials(told, scope)}", notes=NOTES
    )


def pulls(tables: Tables, inquiry: Inquiry, family: str = ALL, *, anew: bool = False) -> Section:
    """What levers do to the chance of a family; those that no trial feels are named below.

    `anew`: whether a plan was made for each lever.
    """
    levers, chances = tables["levers"], tables["lever_chances"].filter(pl.col("family") == family)
    felt = levers.filter(pl.col("expected_change").is_not_null())
    columns = ["lever", "chance_before", "chance", "chance_change", "chance_error", "half_ready"]
    changed = felt.drop("price_low", "price_high", "chance_change", "chance_error")
    shown = changed.join(chances.select(columns), on="lever", how="left", maintain_order="left")
    unfelt = levers.filter(pl.col("expected_change").is_null())["lever"].to_list()
    why = UNUSED if anew else REPLANNED
    rest = f" No trial comes otherwise with {listed(plain(lever) for lever in unfelt)}: {why}" if unfelt else ""
    plans = "with a plan made anew for each" if anew else "while the plan is kept"
    told = f"{ANEW if anew else KEPT} {PULLED}"
    return Section(
        f"What levers do to the chance {plans}: {lowered(plain(family))}",
        (f"{fewer(inquiry):,} trials of the same seed, with each lever and without. {told}{rest}",),
        tidy(shown.with_columns(_words("lever")), 3),
    )


def figure(told: Told, scope: Scope) -> Figure:
    """The fan by family, as orders are adapted."""
    families = {family: plain(family) for family in (ALL, *scope.families)}
    data = told.tables["fan"].filter(pl.col("reading") == Reading.ADAPTED.value).drop("reading")
    words = "Coverage of needs over time by family, with the bands in which half and four fifths of the trials lie."
    return drawn(
        "chance",
        (words, FANNED),
        data.with_columns(pl.col("family").replace(families)),
        partial(charts.fan, median=scope.threat.quantile(0.5)),
    )


def _row(told: Told, reading: Reading, family: str = ALL) -> dict[str, Any]:
    chosen = (pl.col("reading") == reading.value) & (pl.col("family") == family)
    return told.tables["chance"].filter(chosen).row(0, named=True)


def _held(told: Told) -> str:
    """Which figures are taken as known."""
    return f"with {listed(lowered(plain(kind.value)) for kind in told.inquiry.held)} exactly as likely"


def _bare(value: float) -> str:
    if value < 0.05:
        return "under 0.1" if value > NOTHING else "0"
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def _trials(told: Told, scope: Scope) -> str:
    who = Names.of(scope.case).place(scope.question.group)
    return f"{told.inquiry.trials:,} trials of the plan of {who}, seed {told.inquiry.seed}."


def _words(column: str) -> pl.Expr:
    return pl.col(column).map_elements(plain, return_dtype=pl.String)


READINGS = (
    "Adapted: allies know their own needs, stocks and order books, and order more or less of what the plan has them "
    "order; kept: they order what the plan has for the likely figures. Chances in percent, with the interval that "
    "comes of so many trials."
)
FANNED = (
    "One trial in ten lies below q10, a quarter below q25, half below q50, a quarter above q75, one in ten above q90. "
    "Coverage is a mean over items by weight; all is ready where every item holds the standard, which is later."
)
LACKS = "At the drawn test; its mean over the worst tenth of the trials; and expected over all tests that may come."
DRIVES = (
    "First: the part of the variance of what is lacking that would go if this kind of figure were known. Total: the "
    "part that would stay if all others were. Each with an interval that holds nine times out of ten."
)
KEPT = (
    "The same figures are drawn in both, and the same is ordered and enlarged, adapted to what each ally knows: what "
    "a plan made anew with the lever would earn is not in it (--anew)."
)
ANEW = (
    "The same figures are drawn in both. With the lever a plan is made anew, for the likely figures; what it orders is "
    "adapted to what each ally knows. A plan that is better for the likely figures may be worse in trials."
)
PULLED = (
    "Prices in million EUR; chance in percent, what is lacking at the test and expected in percentage points: changes "
    "with their standard errors. An error of 0 says that no trial came otherwise, not that none could."
)
REPLANNED = "only a plan made anew could use these."
UNUSED = "a plan made anew does not use these."
FIRST = "Figures by the part of the variance of what is lacking that goes with each alone, in a straight line."
NOTES = (
    "Trials keep what the plan enlarges and when it orders. Nobody plans again as years pass, which would raise the "
    "chance.",
    "Figures on the same sources are drawn as one, others apart but for common factors; what is promised slips as "
    "promises have slipped.",
)
