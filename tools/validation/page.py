"""The generated parts of docs/validation.md: tables and the sentences that hold their figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import mean

from sinews.clocks.years.measured import DAYS
from sinews.data.case import Case
from sinews.data.months import month_after
from tools.derivation.figures import Book
from tools.validation import budget_page, published, shells, steps, surge, world_war
from tools.validation.plans import Plans
from tools.validation.words import count, ids, short, signed, span, table


def blocks(book: Book, case: Case) -> dict[str, str]:
    """Markdown by the name of its mark."""
    return {
        "shells": _shells(book, case),
        "world-war": _world_war(book),
        "surge": _surge(book, case),
        "published": _published(book, case),
        "steps": _answers(case, "undone", steps.STEPS),
        "questions": _answers(case, "asked", (steps.STEPS[0], *steps.QUESTIONS)),
        **budget_page.section(book, case, Plans.read()),
    }


def with_blocks(text: str, parts: dict[str, str]) -> str:
    """The page with other content between its marks; ValueError for a mark that it lacks."""
    for name, part in parts.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            raise ValueError(f"the page needs the marks {start} and {end}, once each")
        before, rest = text.split(start)
        text = f"{before}{start}\n{part}\n{end}{rest.split(end)[1]}"
    return text


# shells ---------------------------------------------------------------------------


def _shells(book: Book, case: Case) -> str:
    found, seen = shells.projections(book, case), shells.observed(book, case)
    errors, delays = shells.errors(found, seen), shells.delays(found, seen)
    said = errors.drop_nulls("announced_error")
    sizes = {name: mean(abs(value) for value in said[f"{name}_error"]) for name in ("announced", "model")}
    sentence = (
        f"Over the {said.height} figures for which there was an announcement, announcements were off by "
        f"{sizes['announced']:.0f} percent on average, the model by {sizes['model']:.0f} percent."
    )
    rates = table(
        ("as of", "region", "month", "observed", "announced", "error %", "model", "error %"),
        [
            (
                f"{day:%Y-%m}", region, f"{month:%Y-%m}", count(value), count(path) if wrong is not None else "none",
                signed(wrong), count(model), signed(off),
            )
            for day, region, month, value, path, model, wrong, off in errors.iter_rows()
        ],
    )  # fmt: skip
    late = table(
        ("as of", "region", "level", "observed", "announced for", "months late", "in the model", "months late"),
        [
            (f"{day:%Y-%m}", region, count(level), _month(day, was), *_late(day, was, path), *_late(day, was, model))
            for day, region, level, was, path, model in delays.iter_rows()
        ],
    )
    return f"{rates}\n\n{late}\n\n{sentence}\n\n{_rests(found, seen)}"


def _late(day: date, was: int, path: int | None) -> tuple[str, str]:
    """The month that a path names for a level, and how many months later it was reached."""
    if path is None:
        return f"after {shells.END:%Y-%m}", ""
    return (_month(day, path) if path else f"by {day:%Y-%m}", f"{was - path:+d}" if path else f"{was:+d} and more")


def _month(day: date, after: int) -> str:
    return f"{month_after(day, after):%Y-%m}"


def _rests(found: Sequence[shells.Projection], seen: dict[str, list[shells.Seen]]) -> str:
    known = [fact for one in found for point in (one.vintage.seen, *one.vintage.goals) for fact in point.rate.basis]
    later = [
        fact for points in seen.values() for point in points if len(point.rate.basis) == 1 for fact in point.rate.basis
    ]
    return (
        f"Known then: {ids(known)}. Observed: {ids(later)}; Europe at the end of 2025 is the sum of the last rates "
        "observed at lines of the case. Build lag and ramp: medians over lines of shells in the case as of the day."
    )


# world war --------------------------------------------------------------------------


def _world_war(book: Book) -> str:
    periods = [*world_war.british_shells(book), *world_war.american_rounds(book)]
    made = table(
        ("programme", "months", "observed, million", "model, million", "error %", "observed by"),
        [
            (what, months, f"{value:.1f}", f"{model:.1f}", signed(off), rests)
            for what, months, value, model, off, rests in world_war.table(periods).iter_rows()
        ],
    )
    rises = table(
        ("programme", "begun", "level", "observed after", "in the model after", "error, months", "rests on"),
        [
            (
                one.programme, f"{one.begun:%Y-%m}", one.level, f"{one.observed} months",
                f"{one.model} months" if one.model is not None else "never",
                f"{one.model - one.observed:+d}" if one.model is not None else "", one.rests,
            )
            for one in world_war.rises(book)
        ],
    )  # fmt: skip
    lag = world_war.first_output(book)
    sentence = (
        f"From the beginning of a plant to its first output: {lag.value:.1f} months ({lag.low:.1f} to {lag.high:.1f}; "
        f"{ids(world_war.PLANTS)}). Whole programmes: {world_war.BRITISH_PROGRAMME}, {world_war.GERMAN_PROGRAMME}."
    )
    return f"{made}\n\n{rises}\n\n{sentence}"


# surge and conversion ---------------------------------------------------------------


def _surge(book: Book, case: Case) -> str:
    rises = table(
        ("programme", "from", "to", "observed, times", "in the model", "by", "ends of ranges", "error %", "observed by",
         "independent"),
        [
            (
                one.programme, f"{one.begun:%Y-%m}", f"{one.until:%Y-%m}", f"{one.observed:.1f}", f"{one.model:.2f}",
                "surge and conversion" if one.plants else "surge", f"{one.ends[0]:.2f} to {one.ends[1]:.2f}",
                signed(one.error), ", ".join(one.rests), _independent(one.known),
            )
            for one in surge.rises(book, case)
        ],
    )  # fmt: skip
    waits = table(
        ("conversion", "to", "observed, months", "in the model", "ends of ranges", "observed by", "independent"),
        [
            (
                one.programme, one.level, f"{one.observed:.0f}", f"{one.model}", f"{one.ends[0]} to {one.ends[1]}",
                ", ".join(one.rests), _independent(one.known),
            )
            for one in surge.waits(book, case)
        ],
    )  # fmt: skip
    numbers = surge.terms(case)
    sentence = (
        f"As the case has it: a line surges by {numbers.most:.0f} percent of its rate after {numbers.lag:.0f} months; "
        f"plants come to {100 * numbers.again:.0f} percent of what lines make, from month {numbers.plants_lag:.0f} on "
        f"and over {numbers.ramp:.0f} months. Rests on: {ids([one for one in numbers.basis if '-' in one])}."
    )
    return f"{rises}\n\n{waits}\n\n{sentence}"


def _independent(known: Sequence[str]) -> str:
    return f"no: {ids(known)}" if known else "yes"


# published ----------------------------------------------------------------------------


def _published(book: Book, case: Case) -> str:
    found = published.rebuilt(book, case)
    answers = table(
        ("source", "question", "published", "ours", "error %", "rests on"),
        [
            (
                one.source, one.question, f"{span(*one.published)} {one.unit}", f"{short(one.ours)} {one.unit}",
                signed(one.error), ", ".join(one.rests),
            )
            for one in found
        ],
    )  # fmt: skip
    about: dict[str, list[str]] = {}
    for one in found:
        about.setdefault(one.why, []).append(one.question)
    why = "\n".join(f"- {'; '.join(questions)}. {text}" for text, questions in about.items())
    equipment = published.equipment_alone(book, case)
    return (
        f"{answers}\n\n{why}\n\nThe tanks, vehicles, guns and shells that Bruegel and Kiel name cost EUR "
        f"{equipment:.0f} bn at the prices of the case, once: most of the money for standing alone goes to what the "
        "model does not hold (people, aircraft, ships, operation)."
    )


# steps ----------------------------------------------------------------------------


def _answers(case: Case, title: str, questions: Sequence[steps.Step]) -> str:
    """Answers beside that of the base question, and by how much they differ; nothing is solved here."""
    measured = steps.found(steps.known(case))
    if steps.STEPS[0].name not in measured:
        return "Nothing of this is measured for the case and the model as they are now."
    base = measured[steps.STEPS[0].name]
    rows = [
        (
            step.name,
            *(_met(case, answer.families.get(family)) for family in base.families),
            _met(case, answer.instant),
            _days(base.instant, answer.instant),
            f"{answer.points:.2f}",
            f"{answer.points - base.points:+.2f}",
            answer.dearest or "none",
        )
        for step, answer in ((step, measured[step.name]) for step in questions if step.name in measured)
    ]
    families = [family.replace("_", " ") for family in base.families]
    lines = table((title, *families, "all", "days", "points", "change", "dearest at the date"), rows)
    missing = [step.name for step in questions if step.name not in measured]
    return "\n\n".join([lines, *([f"Not measured: {'; '.join(missing)}."] if missing else [])])


def _met(case: Case, instant: float | None) -> str:
    """The month in which the standard is met."""
    month = steps.month(case, instant)
    return "later" if month is None else f"{month:%Y-%m}"


def _days(base: float | None, instant: float | None) -> str:
    """By how many days a date lies later than another one."""
    return "" if base is None or instant is None else f"{round(DAYS * (instant - base)):+d}"
