"""The report on what the answer rests on: the plan by item, needs, statements on the threat, assumptions, limits."""

from __future__ import annotations

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import grounds
from sinews.clocks.years.page import page as headings
from sinews.clocks.years.page.needs import cross_check
from sinews.present.page import Section
from sinews.present.words import number

LIMITS = (
    "It counts things, not outcomes: covered needs do not win a war, and missing ones do not lose it.",
    "It rests on public figures. Where none is public, an assumption stands in, by name and with a range.",
    "It gives one plan for the most likely values. A band in a chart shows the range of one figure, others unchanged.",
    "It knows money, contracts, lines, inputs and stocks. It does not know recruits, training, command, or morale.",
    "It takes the allies as buyers on one market with one aim. Real procurement is national, slower and less even.",
    "It pools what officials have said about a possible attack. It does not forecast one.",
    "What one more step would earn holds for small steps; larger ones meet the next limit.",
)


def plan(answer: YearsAnswer) -> tuple[Section, ...]:
    """The plan by item, the extra capacity, and needs against those that were published."""
    return (
        Section("The plan by item", (), headings.by_item(answer), topic="Plan by item"),
        headings.expansion(answer),
        cross_check(answer),
    )


def threat(answer: YearsAnswer) -> Section:
    """The statements that are pooled into the threat."""
    text = (
        "Each statement gives an interval, taken as even within it. Statements of one office share the weight of the "
        "office; every office weighs the same."
    )
    table = grounds.statements(answer)
    counted = table.height - len(answer.scope.threat.set_aside)
    title = f"{number(counted)} dated statements say when an attack becomes possible"
    return Section(title, (text,), table, topic="Who says when")


def assumptions(answer: YearsAnswer) -> Section:
    """Named assumptions."""
    text = ("Where no figure is public, or a choice had to be made. Those on which most numbers rest come first.",)
    table = grounds.assumptions(answer)
    return Section(f"{table.height} assumptions, each with its range and reason", text, table, topic="Assumptions")


def limits() -> Section:
    """What the model leaves out."""
    return Section("What this model does not do", LIMITS, topic="Limits")
