"""The sentences of the days clock: names instead of codes, and what each part of its answer says in words."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.why import Bottleneck
from sinews.data.case import Case
from sinews.present.words import counted, listed, lowered, number, short

#: Limits that the first sentences name.
LEADING = 3

#: Days below which a lever earns nothing, of mean lateness and of a closing day.
NOTHING, SAME = 0.02, 0.25

#: Days within which a tier is there on the very day.
ON_THE_DAY = 0.05

#: What is said of days where better routes are left.
STEPS = "They are told in half-days, later ones in longer steps, as the search for routes stops before the best plan."

#: What is said of a tier that an effect does not change, and the last word on one that it makes later.
SAME_DAY, LATER = "no change", "later"


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
        names = [dict(case.table(table).select(key, "name").iter_rows()) for table, key in tables]
        return cls(*names)

    def tier(self, code: str) -> str:
        """A tier by itself, without what its name says behind a comma on when it is due."""
        return self.tiers[code].split(", ", maxsplit=1)[0]

    def limit(self, finding: Bottleneck) -> str:
        """The limit that holds the plan up."""
        return self._said(finding.limit.about, finding.subject)

    def relief(self, finding: Bottleneck) -> str:
        """The standard step that relieves a limit."""
        return f"{finding.limit.step} {self._said(finding.limit.relief, finding.subject)}"

    def cause(self, finding: Bottleneck) -> str:
        """Why a limit holds the plan up: a way that is full, or too few of what moves."""
        return self._said(finding.limit.cause, finding.subject)

    def _said(self, words: str, code: str) -> str:
        """Words about a link, a node or a carrier with its name filled in."""
        carrier = lowered(self.carriers.get(code, code))
        return words.format(link=self.links.get(code, code), node=self.nodes.get(code, code), carrier=carrier)


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
    if answer.gap is not None:
        parts.append(f"in whole trains, at most {number(100 * answer.gap)} % above the best plan on these routes")
    return "; ".join(parts) + "."


def horizon(answer: DaysAnswer) -> str:
    """The last day that the plan knows, as a number."""
    return number(float(answer.scope.calendar.last_day[-1]))


# when a tier has closed ----------------------------------------------------------


def headline(answer: DaysAnswer) -> str:
    """The answer in one sentence for each tier: its day, and its margin."""
    return " ".join(tier(answer, closure) for closure in answer.whole)


def tier(answer: DaysAnswer, closure: Closure) -> str:
    """A tier: the day on which it has arrived against the day on which it is due, and what comes last."""
    names = Names.of(answer.scope.case)
    last = f"{lowered(names.loads[closure.load])} come last"
    if closure.day is None:
        days = horizon(answer)
        return f"{names.tier(closure.tier)}: not there within {days} days, due on day {number(closure.due)}; {last}."
    days, due = number(closure.day), number(closure.due)
    return f"{names.tier(closure.tier)}: there on day {days}, due on day {due}, {against(answer, closure)}; {last}."


def reached(answer: DaysAnswer, closure: Closure) -> str:
    """The day on which a tier is there and the day on which it is due, in a short sentence."""
    if closure.day is None:
        return f"Not there within {horizon(answer)} days, due on day {number(closure.due)}."
    return f"There on day {number(closure.day)}, due on day {number(closure.due)}."


def against(answer: DaysAnswer, closure: Closure) -> str:
    """The margin of a tier in words: days to spare, or days too late."""
    if closure.margin is None:
        most = float(answer.scope.calendar.last_day[-1]) - closure.due
        return f"more than {counted(most, 'day')} too late" if most > 0 else "not within the horizon"
    if abs(closure.margin) < ON_THE_DAY:
        return "on the very day"
    return f"{counted(abs(closure.margin), 'day')} {'to spare' if closure.margin > 0 else 'too late'}"


def standard(answer: DaysAnswer) -> str:
    """What a day is counted from, what there means, and how finely days are told."""
    level = number(answer.scope.case.parameter("days_standard"))
    text = (
        f"Days count from the order to move. A tier is there when {level} % of everything that it and the tiers before "
        "it ask for has arrived, in every area."
    )
    return f"{text} {STEPS}" if answer.plan.found.better else text


def late(answer: DaysAnswer) -> str:
    """Mean lateness, in one sentence."""
    days = counted(answer.late, "day")
    return f"On average what is needed comes {days} late; what is needed first counts most."


def lateness(answer: DaysAnswer) -> str:
    """Mean lateness, and what leads among the limits."""
    return f"{late(answer)} {held_up(answer)}"


def held_up(answer: DaysAnswer) -> str:
    """What holds the movement up first, in one sentence."""
    if not answer.why:
        return "No single link, transfer point or pool of vehicles holds it up: notice, permission and distance do."
    names = Names.of(answer.scope.case)
    return f"What holds the movement up first: {listed(names.cause(finding) for finding in answer.why[:LEADING])}."


# what changes it -----------------------------------------------------------------


def gains(answer: DaysAnswer, effect: Effect) -> tuple[tuple[str, str], ...]:
    """Each tier with what an effect makes of its day, in words: days earlier or later, or that nothing changes."""
    names = Names.of(answer.scope.case)
    then = {closure.tier: closure.day for closure in effect.closures if closure.area is None}
    return tuple((names.tier(closure.tier), _change(closure.day, then.get(closure.tier))) for closure in answer.whole)


def _change(today: float | None, then: float | None) -> str:
    if today is None or then is None:
        return SAME_DAY if today == then else "no longer there" if then is None else f"there on day {number(then)}"
    if abs(today - then) < SAME:
        return SAME_DAY
    return f"{counted(abs(today - then), 'day')} {'earlier' if then < today else LATER}"


def best(answer: DaysAnswer) -> Effect | None:
    """The lever that takes most off the mean lateness; None if none was tried or none earns anything."""
    leading = answer.levers[:1]
    return leading[0] if leading and leading[0].earned >= NOTHING else None


def gained(answer: DaysAnswer, effect: Effect) -> str:
    """What becomes of each tier that an effect changes, as a list in words; empty if it changes none."""
    return listed(f"{lowered(name)} {words}" for name, words in gains(answer, effect) if words != SAME_DAY)


def delays(answer: DaysAnswer, effect: Effect) -> str:
    """The tiers that an effect makes later, as a list in words; empty if it makes none later."""
    return listed(f"{lowered(name)} {words}" for name, words in gains(answer, effect) if words.endswith(LATER))


def delaying(answer: DaysAnswer) -> str:
    """Levers that make what comes on average earlier and some tier later, in one sentence; empty if none does."""
    pairs = [(effect.name, delays(answer, effect)) for effect in answer.levers if effect.earned >= NOTHING]
    said = [f"with {lowered(short(name))} {words}" for name, words in pairs if words]
    return f"What comes on average comes earlier, not each tier: {'; '.join(said)}." if said else ""


def helps(answer: DaysAnswer, effect: Effect) -> str:
    """A lever by name with what it earns on average, and the tiers that it makes later, in one sentence."""
    average = f"{short(effect.name)}, {counted(effect.earned, 'day')} earlier on average"
    return f"{'; '.join(filter(None, (average, delays(answer, effect))))}."


def bought(answer: DaysAnswer, effect: Effect) -> str:
    """What a lever earns, in one sentence."""
    average = f"{counted(effect.earned, 'day')} earlier on average"
    return f"{short(effect.name)}: {'; '.join(filter(None, (average, gained(answer, effect))))}."


def dearest(answer: DaysAnswer) -> str:
    """What the loss of the corridor that is missed most costs, in one sentence; empty if none is missed."""
    leading = answer.corridors[:1]
    if not leading or leading[0].earned > -NOTHING:
        return ""
    average = f"{counted(-leading[0].earned, 'day')} later on average"
    return f"With it out of service: {'; '.join(filter(None, (average, gained(answer, leading[0]))))}."
