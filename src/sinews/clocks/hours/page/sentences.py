"""The sentences of the hours clock: names instead of codes, and what each part of its answer says in words."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.effects import Effect
from sinews.clocks.hours.limits import ALL
from sinews.clocks.hours.readings import Typical, median, soonest, worst
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.why import Bottleneck
from sinews.data.case import Case
from sinews.present.words import billions, counted, listed, lowered, number, short

#: Limits that a sentence names.
LEADING = 3


@dataclass(frozen=True)
class Names:
    """Names of needs, services, outages and states, by code."""

    needs: dict[str, str]
    services: dict[str, str]
    outages: dict[str, str]
    places: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names that the case's own tables give."""
        tables = (("needs", "need"), ("services", "service"), ("outages", "outage"), ("places", "place"))
        return cls(*(dict(case.table(table).select(key, "name").iter_rows()) for table, key in tables))

    def cause(self, limit: Bottleneck) -> str:
        """What leaves people without."""
        return self._said(limit.limit.about, limit.subject)

    def step(self, limit: Bottleneck) -> str:
        """The standard step that relieves a limit."""
        return f"{limit.limit.step} {self._said(limit.limit.relief, limit.subject)}"

    def _said(self, words: str, code: str) -> str:
        """Words about a need or a service with its name filled in."""
        if code == ALL:
            return words
        return words.format(need=self.needs.get(code, code), service=lowered(self.services.get(code, code)))


def vital(homes: Homes, names: Names) -> str:
    """The vital needs in words."""
    return listed((names.needs[homes.needs[need]] for need in sorted(homes.vital, key=lambda k: homes.needs[k])), "or")


def hours(value: float, horizon: float) -> str:
    """An hour in words; at the horizon: at least so long."""
    return f"{number(horizon)} hours or longer" if value >= horizon - 1e-9 else counted(_rounded(value), "hour")


def _rounded(value: float) -> float:
    return round(value) if value >= 10 else round(value, 1)


def _ranged(typical: Typical, horizon: float) -> str:
    """An hour with its range."""
    if typical.low >= horizon - 1e-9:
        return hours(typical.hour, horizon)
    top = f"{number(horizon)} or more" if typical.high >= horizon - 1e-9 else number(_rounded(typical.high))
    return f"{hours(typical.hour, horizon)} (range {number(_rounded(typical.low))} to {top})"


def asked(answer: HoursAnswer) -> str:
    """What was asked of which case."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    whom = names.places[homes.allies[0]] if len(homes.allies) == 1 else f"{len(homes.allies)} allies"
    return f"{homes.case.settings.title}; outage: {lowered(names.outages[homes.outage])}; {whom}."


def headline(answer: HoursAnswer) -> str:
    """The median ally and the worst, in one sentence; or the one that was asked about."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    first = soonest(answer)
    what = f"{number(answer.share)} % are without {vital(homes, names)}"
    if len(first) == 1:
        return f"In {names.places[first[0].ally]} {what} after {_ranged(first[0], homes.horizon)}."
    low, mid = worst(first), median(homes, first)
    return (
        f"At the median of all people ({names.places[mid.ally]}) {what} after {_ranged(mid, homes.horizon)}; where it "
        f"comes first ({names.places[low.ally]}), after {_ranged(low, homes.horizon)}."
    )


def gap(answer: HoursAnswer) -> str:
    """How many hours are missing at the median of all people, as the title of a card."""
    missing = answer.homes.horizon - median(answer.homes, soonest(answer)).hour
    return f"{counted(_rounded(missing), 'hour')} missing" if missing > 0 else "Long enough at the median"


def asked_for(answer: HoursAnswer) -> str:
    """The time that people are to manage, and how far off they are."""
    homes = answer.homes
    first = soonest(answer)
    gap = homes.horizon - median(homes, first).hour
    goal = f"They are to manage on their own for {number(homes.horizon)} hours"
    return f"{goal}: {counted(_rounded(gap), 'hour')} are missing." if gap > 0 else f"{goal}, and do."


def burden(answer: HoursAnswer) -> str:
    """People-hours without the vital needs, and what relief takes off."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    own, left = answer.own.sum(axis=0), answer.relieved.hours.sum(axis=0)
    parts = [
        f"{number(own[k])} million people-hours without {names.needs[homes.needs[k]]} ({number(left[k])} with relief)"
        for k in homes.vital
    ]
    return f"Until hour {number(homes.horizon)}: {listed(parts)}."


def held_up(answer: HoursAnswer) -> str:
    """What leaves people without, in one sentence."""
    names = Names.of(answer.homes.case)
    if not answer.why:
        return "No single step of ten per cent that was tried takes anything off."
    steps = listed(f"{names.step(finding)} ({number(finding.earned, 2)} million)" for finding in answer.why[:LEADING])
    return f"What would take most people-hours off, by a tenth each: {steps}."


def best(answer: HoursAnswer) -> Effect | None:
    """The lever that buys people-hours at the least price; None if none was measured or none helps."""
    helping = [effect for effect in answer.levers if effect.earned > 0]
    return helping[0] if helping else None


def bought(effect: Effect) -> str:
    """What a lever buys, for its price."""
    price = effect.lever.price or (0.0, 0.0, 0.0)
    return (
        f"{lowered(short(effect.lever.name))}: {number(effect.earned, 2)} million people-hours for "
        f"{billions(price[0])} ({number(effect.per_million, 2)} people-hours for a euro)"
    )
