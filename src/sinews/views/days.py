"""In how many days is the flank reinforced, what holds the movement up, what would buy days: the days clock's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import polars as pl

from sinews.case import Case
from sinews.clocks.days import DaysAnswer
from sinews.mobility.closure import Closure
from sinews.mobility.cut import Cut
from sinews.mobility.effects import Effect
from sinews.mobility.flows import timetable
from sinews.mobility.limits import Bottleneck, Limit
from sinews.views.page import Chart, Figure, Page, Section
from sinews.views.readings import tidy
from sinews.views.words import lowered

#: Limits that the first sentences name.
LEADING = 3


@dataclass(frozen=True)
class Names:
    """Names of what a case's network consists of, by code."""

    areas: dict[str, str]
    tiers: dict[str, str]
    loads: dict[str, str]
    nodes: dict[str, str]
    links: dict[str, str]
    carriers: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names that the case's own tables give."""
        tables = (("areas", "area"), ("tiers", "tier"), ("loads", "load"), ("nodes", "node"), ("links", "link"),
                  ("carriers", "carrier"))  # fmt: skip
        found = [dict(case.table(table).select(key, "name").iter_rows()) for table, key in tables]
        return cls(*found)

    def limit(self, found: Bottleneck) -> str:
        """What holds the plan up."""
        if found.limit is Limit.LINK:
            return self.links[found.subject]
        if found.limit is Limit.TRANSFER:
            return f"transfer at {self.nodes[found.subject]}"
        return f"pool of {lowered(self.carriers[found.subject])}"


def ready(answer: DaysAnswer) -> Page:
    """The page of the days clock: Ready, Why and Buy."""
    return Page(
        title="In how many days is the flank reinforced?",
        sentences=(headline(answer), lateness(answer)),
        sections=(when(answer), why(answer), narrow(answer), *buy(answer), *robust(answer)),
        about=asked(answer),
    )


def sections(answer: DaysAnswer) -> tuple[Section, ...]:
    """What a report on other clocks may append: the answer, its charts, and what would buy days."""
    return (
        Section("Days: can forces reach the flank in time?", (headline(answer), lateness(answer)), _closures(answer)),
        _curve(answer),
        _map(answer),
        why(answer),
        narrow(answer),
        *buy(answer),
        *robust(answer),
    )


def asked(answer: DaysAnswer) -> str:
    """What was asked of which case."""
    scope = answer.scope
    parts = [
        scope.case.settings.title,
        f"order to move in {scope.on:%Y-%m}",
        f"ticks of {scope.calendar.hours:g} hours",
    ]
    if scope.question.without:
        parts.append(f"without {', '.join(scope.question.without)}")
    return "; ".join(parts) + "."


def headline(answer: DaysAnswer) -> str:
    """The answer in one sentence: each tier, its day, and its margin."""
    names = Names.of(answer.scope.case)
    return " ".join(_closed(names.tiers[one.tier], one, names, answer) for one in answer.whole)


def _closed(name: str, one: Closure, names: Names, answer: DaysAnswer) -> str:
    last = f"; {lowered(names.loads[one.load])} come last"
    if one.day is None:
        return (
            f"{name} has not arrived within {answer.scope.calendar.last_day[-1]:g} days; it is due on day "
            f"{one.due:g}{last}."
        )
    margin = one.due - one.day
    state = f"{_days(margin)} before" if margin >= 0 else f"{_days(-margin)} after"
    return f"{name} has arrived on day {one.day:.1f}, {state} day {one.due:g}, when it is due{last}."


def _days(amount: float) -> str:
    return f"{amount:.1f} days"


def lateness(answer: DaysAnswer) -> str:
    """Mean lateness, and what leads among the limits."""
    text = f"On average what is needed comes {answer.late:.2f} days late (weighted by tier and load)."
    if not answer.why:
        return f"{text} No single link, transfer point or pool holds it up: notice, permission and distance do."
    names = Names.of(answer.scope.case)
    leading = ", ".join(names.limit(found) for found in answer.why[:LEADING])
    return f"{text} What holds the movement up first: {leading}."


def when(answer: DaysAnswer) -> Section:
    """Closure by tier and area."""
    return Section("Ready", (), _closures(answer))


def _closures(answer: DaysAnswer) -> pl.DataFrame:
    names = Names.of(answer.scope.case)
    rows = [
        (
            names.tiers[one.tier],
            names.areas[one.area] if one.area else "all areas",
            one.due,
            one.day,
            one.margin,
            names.loads[one.load],
        )
        for one in answer.closures
    ]
    schema = {"tier": pl.String, "area": pl.String, "due_day": pl.Float64, "closed_day": pl.Float64,
              "margin_days": pl.Float64, "last_load": pl.String}  # fmt: skip
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4)


def why(answer: DaysAnswer) -> Section:
    """What holds the movement up, confirmed by solving again."""
    text = (
        "Each limit was relieved by ten per cent and the plan made again on the same routes; what that did not confirm "
        "is left out.",
    )
    if not answer.why:
        return Section("Why", ("No single limit that was relieved by ten per cent made the plan less late.",))
    names = Names.of(answer.scope.case)
    cut = {link for one in answer.cuts for link in one.links}
    points = {node for one in answer.cuts for node, _ in one.points}
    rows = [
        (
            names.limit(found),
            found.limit.name.lower(),
            found.earned,
            found.priced,
            _in_cut(found, cut, points),
        )
        for found in answer.why
    ]
    schema = {"limit": pl.String, "kind": pl.String, "days_off_mean_lateness": pl.Float64, "by_its_price": pl.Float64,
              "in_a_minimum_cut": pl.String}  # fmt: skip
    return Section("Why", text, tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3))


def _in_cut(found: Bottleneck, links: set[str], points: set[str]) -> str:
    if found.limit is Limit.POOL:
        return "not a part of the network"
    return "yes" if found.subject in (links if found.limit is Limit.LINK else points) else "no"


def narrow(answer: DaysAnswer) -> Section:
    """The minimum cut by area and load."""
    names = Names.of(answer.scope.case)
    rows = [
        (names.areas[one.area], names.loads[one.load], _finite(one.per_day), _cut(one, names)) for one in answer.cuts
    ]
    schema = {"area": pl.String, "load": pl.String, "units_a_day": pl.Float64, "cut": pl.String}
    text = (
        "The minimum cut: what can reach an area each day at most if nothing else moved, and the links and transfer "
        "points that set this. Blank: nothing in the network bounds it.",
    )
    return Section("Where the network is narrow", text, tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4))


def _finite(value: float) -> float | None:
    return None if value == float("inf") else value


def _cut(one: Cut, names: Names) -> str:
    parts = [names.links[link] for link in one.links]
    parts += [f"{lowered(names.carriers[carrier])} at {names.nodes[node]}" for node, carrier in one.points]
    return "; ".join(parts)


def buy(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each lever earns, if it was asked."""
    if not answer.levers:
        return ()
    text = ("Each lever alone, with routes found and the plan made anew.",)
    return (Section("Buy", text, _effects(answer, answer.levers, "lever")),)


def robust(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each corridor out of service costs, if it was asked."""
    if not answer.corridors:
        return ()
    text = ("Each corridor alone out of service, for works, weather or a strike.",)
    return (Section("Without a corridor", text, _effects(answer, answer.corridors, "corridor")),)


def _effects(answer: DaysAnswer, effects: Iterable[Effect], word: str) -> pl.DataFrame:
    today = {one.tier: one.day for one in answer.whole}
    rows = []
    for effect in effects:
        days = {one.tier: one.day for one in effect.closures if one.area is None}
        price = effect.lever.price[0] if effect.lever and effect.lever.price else None
        gains = [None if today[t] is None or days[t] is None else today[t] - days[t] for t in today]  # type: ignore[operator]
        rows.append((effect.name, *days.values(), *gains, effect.earned, *((price,) if word == "lever" else ())))
    tiers = list(today)
    schema = {
        word: pl.String,
        **{f"{tier}_closed_day": pl.Float64 for tier in tiers},
        **{f"{tier}_days_earned": pl.Float64 for tier in tiers},
        "days_off_mean_lateness": pl.Float64,
        **({"million_EUR": pl.Float64} if word == "lever" else {}),
    }
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 4)


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


# charts -------------------------------------------------------------------------


def _figure(
    name: str,
    description: str,
    reading: str,
    data: pl.DataFrame,
    draw: Callable[[pl.DataFrame], Chart],
    digest: pl.DataFrame | None = None,
) -> Figure:
    from sinews.views.charts import styled

    def drawn() -> Chart:
        return styled(draw(data))

    return Figure(name, description, reading, data, drawn, digest)


def _curve(answer: DaysAnswer) -> Section:
    from sinews.views import days_charts

    data = curve_data(answer)
    figure = _figure(
        "arrivals",
        f"One small chart for each area: share of what is needed that has arrived, day by day. {headline(answer)}",
        "Dashed lines: part of the need that has arrived, by load (model). Red steps: what is due by then.",
        data,
        days_charts.arrivals,
    )
    return Section("Arrivals against what is due", (), figure=figure)


def curve_data(answer: DaysAnswer) -> pl.DataFrame:
    """Arrivals in percent of all tiers, by area, load and day."""
    names = Names.of(answer.scope.case)
    share = [(100 * pl.col(column) / pl.col("total")).alias(f"{column}_percent") for column in ("arrived", "due")]
    table = answer.curve.filter(pl.col("total") > 0).with_columns(*share)
    return tidy(
        table.select(
            pl.col("area").replace(names.areas),
            pl.col("load").replace(names.loads),
            "day",
            "arrived_percent",
            "due_percent",
        ),
        4,
    )


def _map(answer: DaysAnswer) -> Section:
    from sinews.views import days_map

    data = days_map.data(answer)
    nodes = days_map.ends(answer)
    figure = _figure(
        "map",
        f"Map of Europe with the links of the network; wider lines carry more trips a day. {lateness(answer)}",
        "Move the slider from the order to move onwards. Width: loaded trips a day (model). Red: links that hold the "
        "plan up. Circles: places in the areas where forces have to arrive.",
        data,
        partial(days_map.draw, nodes=nodes),
        days_map.busiest(data),
    )
    return Section("What moves where, day by day", (), figure=figure)
