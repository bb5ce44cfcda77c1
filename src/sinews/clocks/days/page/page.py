"""In how many days is the flank reinforced, what holds the movement up, what would buy days: the days clock's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.cut import Cut
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.flows import timetable
from sinews.clocks.days.limits import LINK, POOL
from sinews.clocks.days.page.sentences import Names, asked, delaying, headline, lateness, standard
from sinews.clocks.days.why import Bottleneck
from sinews.present.page import Page, Section
from sinews.present.tables import tidy
from sinews.present.words import lowered


def ready(answer: DaysAnswer) -> Page:
    """The page of the days clock: Ready, Why and Buy."""
    return Page(
        title="In how many days is the flank reinforced?",
        sentences=(headline(answer), lateness(answer)),
        sections=(when(answer), why(answer), narrow(answer), *buy(answer), *robust(answer)),
        about=asked(answer),
    )


def when(answer: DaysAnswer) -> Section:
    """Closure by tier and area."""
    return Section("Ready", (standard(answer),), closures(answer))


def closures(answer: DaysAnswer) -> pl.DataFrame:
    """Each tier in all areas, then in each: due day, closed day, margin, and the load that comes last."""
    names = Names.of(answer.scope.case)
    rows = [
        (
            names.tiers[closure.tier],
            names.areas[closure.area] if closure.area else "all areas",
            closure.due,
            closure.day,
            closure.margin,
            names.loads[closure.load],
        )
        for closure in answer.closures
    ]
    schema = {"tier": pl.String, "area": pl.String, "due_day": pl.Float64, "closed_day": pl.Float64,
              "margin_days": pl.Float64, "last_load": pl.String}  # fmt: skip
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4)


def why(answer: DaysAnswer) -> Section:
    """What holds the movement up, confirmed by solving again."""
    text = (
        "Each limit was relieved by ten per cent and the plan made again on the same routes; what that did not confirm "
        "is left out. What comes on average comes earlier then; single tiers may come later.",
    )
    if not answer.why:
        return Section("Why", ("No single limit that was relieved by ten per cent made the plan less late.",))
    return Section("Why", text, limits(answer))


def limits(answer: DaysAnswer) -> pl.DataFrame:
    """Limits that hold the movement up: days off mean lateness, by solving again and by price; whether in a cut."""
    names = Names.of(answer.scope.case)
    links = {link for cut in answer.cuts for link in cut.links}
    points = {node for cut in answer.cuts for node, _ in cut.points}
    rows = [
        (
            names.cause(finding),
            finding.limit.name,
            finding.earned,
            finding.expected,
            _in_cut(finding, links, points),
        )
        for finding in answer.why
    ]
    schema = {"limit": pl.String, "kind": pl.String, "days_off_mean_lateness": pl.Float64, "by_its_price": pl.Float64,
              "in_a_minimum_cut": pl.String}  # fmt: skip
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)


def _in_cut(finding: Bottleneck, links: set[str], points: set[str]) -> str:
    if finding.limit == POOL:
        return "not a part of the network"
    return "yes" if finding.subject in (links if finding.limit == LINK else points) else "no"


def narrow(answer: DaysAnswer) -> Section:
    """The minimum cut by area and load."""
    text = (
        "The minimum cut: what can reach an area each day at most if nothing else moved, and the links and transfer "
        "points that set this. Blank: nothing in the network bounds it.",
    )
    return Section("Where the network is narrow", text, cuts(answer))


def cuts(answer: DaysAnswer) -> pl.DataFrame:
    """What can reach each area a day at most, by load, and what sets this."""
    names = Names.of(answer.scope.case)
    rows = [
        (names.areas[cut.area], names.loads[cut.load], _finite(cut.per_day), _cut(cut, names)) for cut in answer.cuts
    ]
    schema = {"area": pl.String, "load": pl.String, "units_a_day": pl.Float64, "cut": pl.String}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4)


def _finite(value: float) -> float | None:
    return None if value == float("inf") else value


def _cut(cut: Cut, names: Names) -> str:
    parts = [names.links[link] for link in cut.links]
    parts += [f"{lowered(names.carriers[carrier])} at {names.nodes[node]}" for node, carrier in cut.points]
    return "; ".join(parts)


def buy(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each lever earns, if it was asked."""
    if not answer.levers:
        return ()
    text = (
        "Each lever alone, with routes found and the plan made anew. Several together: sinews buy.",
        delaying(answer),
    )
    return (Section("Buy", tuple(filter(None, text)), levers(answer)),)


def levers(answer: DaysAnswer) -> pl.DataFrame:
    """Each lever: closed days, days earned by tier, days off mean lateness, price."""
    prices = [effect.lever.price[0] if effect.lever and effect.lever.price else None for effect in answer.levers]
    return _effects(answer, answer.levers, "lever").with_columns(pl.Series("million_EUR", prices, dtype=pl.Float64))


def robust(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each corridor out of service costs, if it was asked."""
    if not answer.corridors:
        return ()
    text = ("Each corridor alone out of service, for works, weather or a strike.",)
    return (Section("Without a corridor", text, corridors(answer)),)


def corridors(answer: DaysAnswer) -> pl.DataFrame:
    """Each corridor out of service: closed days, days earned by tier (negative: lost), days off mean lateness."""
    return _effects(answer, answer.corridors, "corridor")


def _effects(answer: DaysAnswer, effects: Iterable[Effect], word: str) -> pl.DataFrame:
    today = {closure.tier: closure.day for closure in answer.whole}
    rows = []
    for effect in effects:
        days = {closure.tier: closure.day for closure in effect.closures if closure.area is None}
        rows.append((effect.name, *days.values(), *earned(answer.whole, effect), effect.earned))
    schema = {
        word: pl.String,
        **{f"{tier}_closed_day": pl.Float64 for tier in today},
        **{f"{tier}_days_earned": pl.Float64 for tier in today},
        "days_off_mean_lateness": pl.Float64,
    }
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4)


def earned(whole: Sequence[Closure], effect: Effect) -> tuple[float | None, ...]:
    """Days by which each tier closes earlier; None where it does not close, today or then."""
    then = {closure.tier: closure.day for closure in effect.closures if closure.area is None}
    both = ((closure.day, then.get(closure.tier)) for closure in whole)
    return tuple(None if now is None or after is None else now - after for now, after in both)


def way(answer: DaysAnswer, formation: str) -> Page:
    """The timetable of one formation."""
    case = answer.scope.case
    names = Names.of(case)
    table = timetable(answer.plan, formation)
    named = table.with_columns(
        pl.col("load").replace(names.loads),
        pl.col("by").replace(names.carriers),
        pl.col("start").replace(names.nodes),
        pl.col("end").replace(names.nodes),
    )
    about = dict(case.table("formations").select("formation", "name").iter_rows())[formation]
    text = (
        "Times are those of the first part of each way; day 0 is the order to move."
        if table.height
        else "Nothing of it moves in this plan: it is not needed, or no way leads from its start.",
    )
    last = table.group_by("load", "way").agg(pl.col("to_day").max()).group_by("load").agg(pl.col("to_day").min())
    latest = max((float(day) for day in last["to_day"]), default=0.0)
    first = f"The first of each of its loads has arrived by day {latest:.1f}." if table.height else ""
    return Page(
        title=f"How does {about} travel?",
        sentences=tuple(filter(None, (first or text[0],))),
        sections=(Section("Timetable", text if first else (), tidy(named, 4)),),
        about=asked(answer),
    )
