"""The report on what is paid before the items, and on the money curve."""

from __future__ import annotations

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import claims, curve, sources
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import number

#: Allies that a picture shows.
SHOWN = 12


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """What budgets go to ally by ally, if anything comes before the items; the money curve, if it was worked out."""
    of_budgets = [budgets(answer)] if claims.by_ally(answer)["standing_percent"].sum() > 0 else []
    return (*of_budgets, *([money_curve(answer)] if answer.curve else []))


def budgets(answer: YearsAnswer) -> Section:
    """Shares of each budget, beside what is published of equipment."""
    from sinews.clocks.years.page.charts import claims as charts

    data = claims.by_ally(answer)
    parts = data.select("budget_billion_EUR", "equipment_percent").rows()
    share = sum(budget * part for budget, part in parts) / sum(budget for budget, _ in parts)
    words = (
        "Bars: what the budgets of the allies with the most money go to in the plan, from 2026 on.",
        "Percent of budgets and funds (model). Equipment in the plan: dark and light blue, from the left; dots: what "
        "NATO's tables have of it for the latest year. Grey: what is not spent in time.",
    )
    figure = drawn(
        "budgets",
        words,
        charts.long(data.head(SHOWN)),
        charts.budgets,
        digest=tidy(data, 3),
        sources=sources.of_money(answer),
    )
    missing = claims.missing(answer)
    named = (f"Not in any of these figures: {' '.join(missing)}",) if missing else ()
    title = f"Of all budgets {number(share, 2)} % buy equipment in the plan"
    return Section(title, named, figure=figure, topic="What budgets go to")


def money_curve(answer: YearsAnswer) -> Section:
    """Expected shortfall by core share of output, a line for each reading."""
    from sinews.clocks.years.page.charts import claims as charts

    data = curve.rows(answer.scope, answer.curve)
    words = (
        "Lines: expected shortfall of the plan by the core share of output that all allies reach three years after the "
        "start, and then hold.",
        "Points of expected shortfall (model), on ticks of half a year and a year: compare the lines with each other.",
    )
    digest = data.pivot(on="reading", index="share_percent_of_GDP", values="points", maintain_order=True)
    figure = drawn("money-curve", words, data, charts.money_curve, digest=digest, sources=sources.of_shares(answer))
    text = (*curve.sentences(answer.curve), curve.by_ally(answer.scope, answer.curve), curve.ready_from(answer.curve))
    return Section("What each half point of output buys", tuple(filter(None, text)), figure=figure, topic="Money curve")
