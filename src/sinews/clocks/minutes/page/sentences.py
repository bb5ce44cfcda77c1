"""The sentences of the minutes clock: names instead of codes, and what each part of its answer says in words."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.effects import Effect
from sinews.clocks.minutes.readings import Typical, median, of_class, overall, worst
from sinews.clocks.minutes.why import Bottleneck
from sinews.data.case import Case
from sinews.present.words import billions, counted, listed, lowered, number, short

#: Limits that a sentence names.
LEADING = 3

#: What stands at the end of every page of this clock.
PURPOSE = (
    "Published speed classes and areas of the size of countries and regions; the result is people warned and "
    "sheltered. This is about civil protection, and plans no operation."
)


@dataclass(frozen=True)
class Names:
    """Names of cities, classes, channels, areas and states, by code."""

    cities: dict[str, str]
    classes: dict[str, str]
    channels: dict[str, str]
    areas: dict[str, str]
    places: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names that the case's own tables give."""
        tables = (
            ("cities", "city"), ("arrival_classes", "arrival_class"), ("warning_channels", "channel"),
            ("launch_areas", "launch_area"), ("places", "place"),
        )  # fmt: skip
        return cls(*(dict(case.table(table).select(key, "name").iter_rows()) for table, key in tables))

    def cause(self, limit: Bottleneck) -> str:
        """The link or share that holds people back."""
        return self._said(limit.limit.about, limit.subject)

    def step(self, limit: Bottleneck) -> str:
        """The standard step that relieves a limit."""
        return f"{limit.limit.step} {self._said(limit.limit.relief, limit.subject)}"

    def _said(self, words: str, code: str) -> str:
        return words.format(arrival=self.classes.get(code, code), channel=self.channels.get(code, code), kind=code)


def minutes(value: float) -> str:
    """Minutes in words."""
    return counted(rounded(value), "minute")


def rounded(value: float) -> float:
    """Minutes as they are told: whole ones from ten on, tenths below."""
    return float(round(value)) if abs(value) >= 10 else round(value, 1)


def asked(answer: MinutesAnswer) -> str:
    """What was asked of which case."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    whom = names.cities[scope.codes[0]] if len(scope.codes) == 1 else f"{len(scope.codes)} cities"
    hour = "at any hour" if scope.question.hour is None else f"at hour {number(scope.question.hour)}"
    return (
        f"{scope.case.settings.title}; {names.classes[scope.headline]}, launched {hour}; {whom}; "
        f"{scope.draws.trials:,} trials each."
    )


def headline(answer: MinutesAnswer) -> str:
    """The city at the median of the people and the worst, in one sentence; or the one that was asked about."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    cities = of_class(answer, scope.headline)
    what = names.classes[scope.headline]
    if not cities:
        return f"{capital(what)} reaches none of the cities, or nobody in them is warned."
    if len(cities) == 1:
        return f"Minutes in {names.cities[cities[0].city]} for {what}: {_few(cities[0])} ({_told(answer, cities[0])})."
    mid, low = median(scope, cities), worst(cities)
    return (
        f"Minutes for {what}: {_few(mid)} at the median of the people ({names.cities[mid.city]}: "
        f"{_told(answer, mid)}), {_few(low)} in the worst city ({names.cities[low.city]}: {_told(answer, low)})."
    )


def spared(answer: MinutesAnswer) -> str:
    """Minutes to spare at the median of the people, as the title of a card."""
    cities = of_class(answer, answer.scope.headline)
    if not cities:
        return "No city in reach"
    spare = median(answer.scope, cities).spare
    return f"{counted(rounded(abs(spare)), 'minute')} {'to spare' if spare >= 0 else 'too few'}"


def capital(words: str) -> str:
    """Words with a capital at the start."""
    return words[:1].upper() + words[1:]


def bare(words: str) -> str:
    """The name of a class without its article."""
    return words.removeprefix("an ").removeprefix("a ")


def towns(number: int) -> str:
    """A number of cities in words."""
    return "1 city" if number == 1 else f"{number} cities"


def _few(city: Typical) -> str:
    """Minutes to spare, or that are too few."""
    return f"{number(rounded(abs(city.spare)))} {'to spare' if city.spare >= 0 else 'too few'}"


def _told(answer: MinutesAnswer, city: Typical) -> str:
    """Time there is and time needed, with the range of the difference."""
    there, needed, low, high = (number(rounded(value)) for value in (city.available, city.needed, city.low, city.high))
    return (
        f"{there} of flight, {needed} until {number(answer.scope.share)} % of those warned could be in a shelter; "
        f"range {low} to {high}"
    )


def classes(answer: MinutesAnswer) -> str:
    """The margin at the median by class."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    parts = []
    for name in scope.classes[1:]:
        if cities := of_class(answer, name):
            mid = median(scope, cities)
            end = "to spare" if mid.spare >= 0 else "too few"
            many = "" if len(scope.codes) == 1 else f" (median of {towns(len(cities))})"
            parts.append(f"{names.classes[name]}: {minutes(abs(mid.spare))} {end}{many}")
    return f"Other classes: {'; '.join(parts)}." if parts else ""


def in_time(answer: MinutesAnswer) -> str:
    """Shares of the people who are warned, under cover and in shelter in time."""
    scope = answer.scope
    percent = overall(scope, answer.headline)
    value, low, high = (100 * end / max(_thousand(answer), 1e-9) for end in answer.safe)
    return (
        f"In time, of all people: {number(percent['warned'], 2)} % are warned, {number(percent['covered'], 2)} % are "
        f"under cover and {number(percent['sheltered'], 2)} % in shelter; with cover counted at {number(scope.cover)}, "
        f"that is {number(value, 2)} % (range {number(low, 2)} to {number(high, 2)})."
    )


def _thousand(answer: MinutesAnswer) -> float:
    return float(answer.scope.people[answer.headline.within].sum()) / 1000


def held_up(answer: MinutesAnswer) -> str:
    """Which link binds, in one sentence."""
    names = Names.of(answer.scope.case)
    if not answer.why:
        return "No single step that was tried brings anybody more into safety in time."
    steps = listed(
        f"{names.step(finding)} ({number(finding.earned, 2)} thousand people)" for finding in answer.why[:LEADING]
    )
    return f"What would bring most people more into safety in time: {steps}."


def best(answer: MinutesAnswer) -> Effect | None:
    """The lever that brings most people into safety for its money; None if none was measured or none helps."""
    helping = [effect for effect in answer.levers if effect.earned > 0]
    return helping[0] if helping else None


def bought(effect: Effect) -> str:
    """What a lever buys, for its price."""
    price = effect.lever.price or (0.0, 0.0, 0.0)
    return (
        f"{lowered(short(effect.lever.name))}: {number(effect.earned, 2)} thousand people for {billions(price[0])} "
        f"({number(effect.per_million, 2)} people for a thousand euros)"
    )
