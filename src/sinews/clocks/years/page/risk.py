"""How sure is the date: sentences, tables and chart of trials."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl

from sinews.clocks.years.page.charts import risk as charts
from sinews.clocks.years.page.charts.risk import QUANTILES
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.ready import ALL
from sinews.clocks.years.trials.risk import FAN, PARTS, Outcome, Risk, by_when, interval, worst
from sinews.clocks.years.trials.trial import Reading
from sinews.data.months import month_after
from sinews.present.figure import drawn
from sinews.present.page import Figure, Page, Section
from sinews.present.tables import tidy
from sinews.present.words import Names, listed, lowered, month, number, plain

#: What the readings are, in words.
WORDS = {
    Reading.ADAPTED: "each ally orders by its own figures",
    Reading.KEPT: "the plan is kept to the letter",
}

#: Columns of the table of chances.
CHANCES = {
    "reading": pl.String,
    "family": pl.String,
    **dict.fromkeys(("chance", "chance_low", "chance_high", "within_horizon"), pl.Float64),
    **dict.fromkeys(("half_ready", "nine_tenths_ready"), pl.Date),
}

#: Columns of the table of what is lacking.
LACKING = {"reading": pl.String, **dict.fromkeys(("at_test", "worst_tenth", "expected"), pl.Float64)}


def chances(risk: Risk) -> pl.DataFrame:
    """A row a reading and family (columns CHANCES): chances in percent, dates blank where they lie beyond."""
    rows = []
    for outcome in risk.outcomes:
        for family, instants in outcome.ready.families.items():
            whole = [100 * part for part in interval(outcome.ready.chance(family))]
            dates = [by_when(risk.scope, instants, part) for part in PARTS]
            rows.append((outcome.reading.value, family, *whole, 100 * float(np.isfinite(instants).mean()), *dates))
    return pl.DataFrame(rows, schema=CHANCES, orient="row")


def fan(risk: Risk) -> pl.DataFrame:
    """Quantiles of coverage in percent by reading, family and tick: reading, family, month, q10 to q90."""
    months = [month_after(risk.scope.calendar.origin, int(end) - 1) for end in risk.scope.shown.end]
    parts = []
    for outcome in risk.outcomes:
        for family, covered in outcome.coverage.items():
            levels = 100 * np.quantile(covered, FAN, axis=0)
            columns = dict(zip(QUANTILES, levels, strict=True))
            who = [pl.lit(outcome.reading.value).alias("reading"), pl.lit(family).alias("family")]
            parts.append(pl.DataFrame({"month": months, **columns}).select(*who, pl.all()))
    return pl.concat(parts)


def lacking(risk: Risk) -> pl.DataFrame:
    """Points that are lacking (columns LACKING): at the drawn test, on average over its worst tenth, and expected."""
    rows = [
        (one.reading.value, float(one.shortfall.mean()), worst(one.shortfall), float(one.expected.mean()))
        for one in risk.outcomes
    ]
    return pl.DataFrame(rows, schema=LACKING, orient="row")


def tables(risk: Risk) -> dict[str, pl.DataFrame]:
    """All tables by name."""
    return {
        "chance": chances(risk),
        "fan": fan(risk),
        "lacking": lacking(risk),
        "drivers": risk.drivers,
        "figures": risk.figures,
    }


#: Names of the tables.
TABLES = ("chance", "fan", "lacking", "drivers", "figures")


def headline(risk: Risk) -> str:
    """The chance, and the dates of half and nine tenths of it."""
    adapted, kept = (risk.outcome(reading) for reading in (Reading.ADAPTED, Reading.KEPT))
    part, low, high = interval(adapted.ready.chance())
    held = f", {held_words(risk)}" if risk.asked.held else ""
    letter = f"{percent(float(kept.ready.chance().mean()))} if {WORDS[Reading.KEPT]}"
    return (
        f"A {percent(part)} chance ({_bare(low)} to {_bare(high)}) that all is ready before an attack becomes "
        f"possible, if {WORDS[Reading.ADAPTED]}{held}; {letter}."
    )


def held_words(risk: Risk) -> str:
    """Which figures are taken as known."""
    return f"with {listed(lowered(plain(kind.value)) for kind in risk.asked.held)} exactly as likely"


def percent(part: float) -> str:
    """A part as a percentage: to a tenth below ten."""
    return f"{_bare(part)} %"


def _bare(part: float) -> str:
    value = 100 * part
    if value < 0.05:
        return "under 0.1" if value > 0 else "0"
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def dates(outcome: Outcome, scope: Scope, family: str = ALL) -> str:
    """By when half and nine tenths of the trials are ready."""
    instants = outcome.ready.families[family]
    half, most = (by_when(scope, instants, part) for part in PARTS)
    if half and most:
        return f"half a chance by {month(half)}, nine tenths by {month(most)}"
    within = percent(float(np.isfinite(instants).mean()))
    end = month(scope.case.settings.end)
    if half:
        return f"half a chance by {month(half)}; nine tenths not by {end} ({within} by then)"
    return f"not half a chance by {end} ({within} by then)"


def sentences(risk: Risk) -> tuple[str, ...]:
    """What the trials say, the most important first."""
    adapted, scope = risk.outcome(Reading.ADAPTED), risk.scope
    families = (
        f"{plain(family)}: {dates(adapted, scope, family)}" for family in adapted.ready.families if family != ALL
    )
    lines = [
        headline(risk),
        f"For all to be ready: {dates(adapted, scope)}. {'. '.join(families)}.",
        f"If nothing but the threat were uncertain, the chance would be {percent(risk.certain)}.",
        f"At the test {number(float(adapted.shortfall.mean()))} points of the weighted needs are lacking on average, "
        f"{number(worst(adapted.shortfall))} in the worst tenth of the trials.",
    ]
    if len(risk.drivers):
        lines.append(_driving(risk))
    return tuple(lines)


def _driving(risk: Risk) -> str:
    kind, first, low, high = risk.drivers.select("kind", "total", "total_low", "total_high").row(0)
    text = (
        f"What is lacking differs most by {lowered(plain(kind))}: with all else known, {percent(max(first, 0.0))} "
        f"({_bare(max(low, 0.0))} to {_bare(max(high, 0.0))}) of its variance would stay."
    )
    if len(risk.figures):
        table, row, column = risk.figures.select("table", "row", "column").row(0)
        text += f" The figure to look up first is {lowered(plain(column))} in {table} for {row}."
    return text


def page(risk: Risk, about: str, family: str = ALL) -> Page:
    """The page of `sinews risk`; `family`: whose fan is shown."""
    found = tables(risk)
    shown = found["fan"].filter((pl.col("reading") == Reading.ADAPTED.value) & (pl.col("family") == family))
    yearly = shown.filter(pl.col("month").dt.month() == 12).drop("reading", "family")
    sections = [
        Section("The chance, by family", (READINGS,), tidy(found["chance"].with_columns(_plain("family")), 3)),
        Section(
            f"Coverage at the end of years, percent of the weighted needs: {lowered(plain(family))}",
            (FANNED,),
            tidy(yearly, 3),
            figure(risk),
        ),
        Section("What is lacking at the test, percentage points", (LACKS,), tidy(found["lacking"], 3)),
        Section("What drives it", (DRIVES,), tidy(found["drivers"].with_columns(_plain("kind")), 2)),
        Section("Figures to look up first", (FIRST,), tidy(found["figures"].with_columns(_plain("kind")), 2)),
    ]
    kept = [section for section in sections if section.table is None or len(section.table)]
    return Page("How sure is the date?", sentences(risk), tuple(kept), f"{about} {_trials(risk)}", notes=NOTES)


def figure(risk: Risk) -> Figure:
    """The fan by family, as orders are adapted."""
    families = {family: plain(family) for family in ("all", *risk.scope.families)}
    data = fan(risk).filter(pl.col("reading") == Reading.ADAPTED.value).drop("reading")
    named = data.with_columns(pl.col("family").replace(families))
    return drawn(
        "chance",
        (
            "Coverage of needs over time by family, with the bands in which half and four fifths of the trials lie.",
            FANNED,
        ),
        named,
        partial(charts.fan, median=risk.scope.threat.quantile(0.5)),
    )


def _trials(risk: Risk) -> str:
    who = Names.of(risk.scope.case).place(risk.scope.question.group)
    return f"{risk.asked.trials:,} trials of the plan of {who}, seed {risk.asked.seed}."


def _plain(column: str) -> pl.Expr:
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
FIRST = "Figures by the part of the variance of what is lacking that goes with each alone, in a straight line."
NOTES = (
    "Trials keep what the plan enlarges and when it orders. Nobody plans again as years pass, which would raise the "
    "chance.",
    "Figures on the same sources are drawn as one, all others apart; what is promised slips as promises have slipped.",
)
