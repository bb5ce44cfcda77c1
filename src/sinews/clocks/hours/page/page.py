"""How long can people manage on their own, what leaves them without, what would buy hours: the hours clock's page."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.page.sentences import Names, asked, asked_for, burden, headline
from sinews.clocks.hours.readings import advice, of_need, vulnerable
from sinews.present.page import Page, Section
from sinews.present.tables import tidy

#: What no table of the case says of vulnerable people.
MISSING = (
    "Missing: no survey says what vulnerable people have at home, and few states say how many live at home on "
    "electricity, oxygen or care; here they have what others have, so their numbers are too low."
)


def ready(answer: HoursAnswer) -> Page:
    """The page of the hours clock: Ready, Why and Buy."""
    return Page(
        title="How long can people manage on their own?",
        sentences=(headline(answer), asked_for(answer), burden(answer)),
        sections=(when(answer), without(answer), why(answer), *buy(answer), advised(answer), *weak(answer)),
        about=asked(answer),
    )


def when(answer: HoursAnswer) -> Section:
    """The hour at which people go without, by ally."""
    homes = answer.homes
    text = (
        f"The hour at which so many of those who are hit go without, on their own stores. A dash: not within "
        f"{homes.horizon:g} hours. In brackets: all ranges at their worst and at their best end.",
    )
    return Section("Ready", text, hours(answer))


def hours(answer: HoursAnswer) -> pl.DataFrame:
    """Each ally: hour at which the share of the case, 1 and 25 % go without each vital need, with the range."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    table: dict[str, list[object]] = {"ally": [names.places[ally] for ally in homes.allies]}
    shares = sorted(answer.first)
    for k in homes.vital:
        need = homes.needs[k]
        for share in shares:
            table[f"{need}_{share:g}_%"] = [_known(hour) for hour in answer.first[share][:, k]]
        ends = of_need(answer, k)
        table[f"{need}_range"] = [f"{typical.low:.0f} to {typical.high:.0f}" for typical in ends]
    frame = pl.DataFrame(table)
    key = f"{homes.needs[homes.vital[0]]}_{answer.share:g}_%"
    return tidy(frame.sort(key, "ally", nulls_last=True), 3)


def _known(hour: float) -> float | None:
    return float(hour) if np.isfinite(hour) else None


def without(answer: HoursAnswer) -> Section:
    """People without each need at some hours, and people-hours."""
    text = (
        "Million people, all allies together, without each need; people-hours until the end, before and with relief.",
    )
    return Section("Who goes without what, and when", text, people(answer))


def people(answer: HoursAnswer) -> pl.DataFrame:
    """Each need: million people without in the tick that ends at some hours; million people-hours."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    ends = homes.calendar.last_day * 24
    chosen = sorted(
        {int(np.searchsorted(ends, part * homes.horizon - 1e-9)) for part in (1 / 12, 1 / 6, 1 / 3, 2 / 3, 1)}
    )
    total = answer.relieved.lacking.sum(axis=0) / 1e6
    table: dict[str, object] = {"need": [names.needs[need] for need in homes.needs]}
    table |= {f"by_hour_{ends[k]:g}": total[:, k] for k in chosen}
    table["people_hours"] = answer.own.sum(axis=0)
    table["with_relief"] = answer.relieved.hours.sum(axis=0)
    return tidy(pl.DataFrame(table), 3)


def why(answer: HoursAnswer) -> Section:
    """What leaves people without, confirmed by solving again."""
    text = (
        "Each limit was relieved by ten per cent and relief planned again; what that did not confirm is left out. "
        "People-hours of all needs, each with its weight.",
    )
    if not answer.why:
        return Section("Why", ("No single step of ten per cent took anything off.",))
    return Section("Why", text, limits(answer))


def limits(answer: HoursAnswer) -> pl.DataFrame:
    """Limits that leave people without: million people-hours that a step takes off."""
    names = Names.of(answer.homes.case)
    rows = [(names.cause(finding), finding.limit.step, finding.earned, finding.expected) for finding in answer.why]
    schema = {"limit": pl.String, "step": pl.String, "million_people_hours": pl.Float64, "estimated": pl.Float64}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)


def buy(answer: HoursAnswer) -> tuple[Section, ...]:
    """What each lever earns, if it was asked."""
    if not answer.levers:
        return ()
    first = "One step of each lever alone, relief planned again; the cheapest people-hour first."
    return (Section("Buy", (f"{first} Several together: sinews buy.",), levers(answer)),)


def levers(answer: HoursAnswer) -> pl.DataFrame:
    """Each lever: price, million people-hours that it takes off, people-hours for a euro, who decides."""
    rows = [
        (
            effect.lever.name,
            effect.lever.decides,
            *(effect.lever.price or (None,) * 3),
            effect.earned,
            effect.per_million,
        )
        for effect in answer.levers
    ]
    numbers = ("million_EUR", "low", "high", "million_people_hours", "people_hours_for_a_euro")
    schema = {"lever": pl.String, "decides": pl.String, **dict.fromkeys(numbers, pl.Float64)}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)


def advised(answer: HoursAnswer) -> Section:
    """Whose advice is enough for which outage."""
    text = (
        "If everybody kept what their state advises: whose advice bridges the outage until all but one in a hundred of "
        "those hit have service again. A dash: the curve ends before.",
    )
    return Section("For which outage is the advice enough?", text, enough(answer))


def enough(answer: HoursAnswer) -> pl.DataFrame:
    """Each outage: hours until it is over, part out after 3, 7 and 10 days, allies whose advice is (not) enough."""
    table = advice(answer.homes)
    counts = [
        pl.col(name)
        .str.split(" ")
        .list.eval(pl.element().filter(pl.element() != ""))
        .list.len()
        .alias(f"{name}_allies")
        for name in ("enough", "not_enough")
    ]
    out = [name for name in table.columns if name.startswith("out_after")]
    return tidy(table.select("name", "over_after_hours", *out, *counts), 3)


def weak(answer: HoursAnswer) -> tuple[Section, ...]:
    """Vulnerable people, as far as they are counted."""
    table = vulnerable(answer)
    if table.is_empty():
        return ()
    names = Names.of(answer.homes.case)
    shown = table.select(
        pl.col("name").alias("people"),
        pl.col("ally").replace(names.places),
        (pl.col("hit") / 1e6).alias("million_hit"),
        (pl.col("without") / 1e6).alias("million_without_at_the_end"),
    )
    return (Section("The vulnerable", (MISSING,), tidy(shown, 3)),)
