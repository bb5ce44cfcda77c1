"""The address of a page: a question, and levers moved by hand. The same address is the same answer in any browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sinews.app.levers import Hand, catalogue, hands, moved
from sinews.clocks import AnyClock
from sinews.clocks.years.options import Question
from sinews.data.case import Case
from sinews.data.levers import Lever, case_with
from sinews.data.tables.kinds import Status
from sinews.errors import CaseError, Finding, did_you_mean, nearest

#: How the name of a lever of the case begins in an address.
STEPS = "lever."

#: What a clock reads beside its own tables and the parameters: people, and who is in which group under what name.
BESIDE: Mapping[str, frozenset[str]] = {
    "hours": frozenset({"economy", "places", "groups"}),
    "minutes": frozenset({"places", "groups"}),
}

#: Of what is read beside, the column that the clock of years alone takes: months between money and a contract.
MONTHS = ("places", "contracting_delay")

#: What is said for yes and no, and the parts of the question that are chosen.
YES, NO = "yes", "no"
PATH, TRUST, EXPANSION, CREWS = "path", "trust", "expansion", "crews"

#: Signs of a value that a finding repeats.
SHOWN = 40


@dataclass(frozen=True)
class Address:
    """A question to the years clock, and levers by name that are not at rest: numbers by hand, steps of the case's."""

    path: str
    trust: Status
    expansion: bool
    amounts: tuple[tuple[str, float], ...] = ()
    steps: tuple[tuple[str, int], ...] = ()
    crews: bool = False

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What differs from the first question, as names and values in one order."""
        first = Question()
        question = (
            (PATH, self.path, first.path),
            (TRUST, self.trust.value, first.trust.value),
            (EXPANSION, yes(on=self.expansion), yes(on=first.expansion)),
            (CREWS, yes(on=self.crews), yes(on=first.crews)),
        )
        chosen = [(name, value) for name, value, usual in question if value != usual]
        numbers = [(name, f"{amount:g}") for name, amount in self.amounts]
        return (*chosen, *numbers, *((f"{STEPS}{code}", f"{number}") for code, number in self.steps))

    @property
    def query(self) -> str:
        """The part of an address behind the question mark; empty for the first question."""
        return urlencode(self.words)

    def amount(self, name: str) -> float:
        """The number of a lever by hand; 0 at rest."""
        return dict(self.amounts).get(name, 0.0)

    def step(self, code: str) -> int:
        """The steps of a lever of the case; 0 at rest."""
        return dict(self.steps).get(code, 0)


def first() -> Address:
    """The address of the first question."""
    question = Question()
    return Address(question.path, question.trust, question.expansion)


def read(case: Case, words: Sequence[tuple[str, str]]) -> Address:
    """The address of names and values; CaseError with a finding for each that is none, all at once."""
    reader = _Reader(case, {})
    reader.read(words)
    if reader.findings:
        raise CaseError(reader.findings)
    return reader.address()


class _Reader:
    """Reads names and values; `findings`: what is wrong with them."""

    def __init__(self, case: Case, values: dict[str, str]) -> None:
        self._hands = {hand.name: hand for hand in hands(case)}
        self._levers = {f"{STEPS}{lever.code}": lever for part in catalogue(case).values() for lever in part}
        self._choices = {
            PATH: sorted(case.table("paths")["path"].unique().to_list()),
            TRUST: [status.value for status in Status],
            EXPANSION: [YES, NO],
            **({CREWS: [YES, NO]} if crewed(case) else {}),
        }
        self._values = values
        self.findings: list[Finding] = []

    def read(self, words: Sequence[tuple[str, str]]) -> None:
        names = [*self._choices, *self._hands, *self._levers]
        for name, value in words:
            if name not in names:
                self._wrong(name, f"a lever {_short(name)}", "a lever of this page", _meant(name, names))
            elif name in self._values:
                self._wrong(name, "it twice", "it once", "Leave one of the two out.")
            else:
                self._values[name] = value
                self._check(name, value)

    def _check(self, name: str, value: str) -> None:
        if name in self._choices:
            choices = self._choices[name]
            if value not in choices:
                close = nearest(value[:SHOWN], choices)
                remedy = f"Take {close}." if close else "Take one of these."
                self._wrong(name, _short(value), f"one of: {', '.join(choices)}", remedy)
            return
        least, most = _bounds(self._hands.get(name), self._levers.get(name))
        if not _whole(value) or not least <= int(value) <= most:
            self._wrong(name, _short(value), f"a whole number from {least} to {most}", "Move the lever on the page.")

    def _wrong(self, name: str, defect: str, expected: str, remedy: str) -> None:
        self.findings.append(Finding("the address", 0, _short(name), defect, expected, remedy))

    def address(self) -> Address:
        given, question = self._values, first()
        amounts = {name: float(int(given[name])) for name in self._hands if given.get(name)}
        steps = {lever.code: int(given[name]) for name, lever in self._levers.items() if given.get(name)}
        return Address(
            given.get(PATH, question.path),
            Status(given.get(TRUST, question.trust.value)),
            given.get(EXPANSION, yes(on=question.expansion)) == YES,
            tuple((name, amount) for name, amount in amounts.items() if amount),
            tuple((code, number) for code, number in sorted(steps.items()) if number),
            given.get(CREWS, NO) == YES,
        )


def of_clock(address: Address, clock: AnyClock, case: Case) -> Address:
    """The part of an address that a clock has to be asked about: the rest changes nothing that is its own."""
    own = {table.name for table in clock.tables}
    codes = {lever.code for levers in catalogue(case).values() for lever in levers if moves(lever, clock)}
    rest = first()
    fields = {option.field for option in clock.options}
    return Address(
        address.path if PATH in fields else rest.path,
        address.trust if TRUST in fields else rest.trust,
        address.expansion if EXPANSION in fields else rest.expansion,
        tuple(pair for pair in address.amounts if _table(case, pair[0]) in own),
        tuple(pair for pair in address.steps if pair[0] in codes),
        address.crews and CREWS in fields,
    )


def moves(lever: Lever, clock: AnyClock) -> bool:
    """Whether a lever changes what is a clock's own, or what it reads beside."""
    own, beside = {table.name for table in clock.tables}, BESIDE.get(clock.name, frozenset())
    return any(
        change.table in own or (change.table in beside and (change.table, change.column) != MONTHS)
        for change in lever.changes
    )


def question_of(address: Address, clock: AnyClock) -> Mapping[str, object]:
    """The parts of the question of an address that a clock takes."""
    fields = {option.field for option in clock.options}
    parts = {PATH: address.path, TRUST: address.trust.value, EXPANSION: address.expansion, CREWS: address.crews}
    return {name: value for name, value in parts.items() if name in fields}


def crewed(case: Case) -> bool:
    """Whether a case says who serves and what crew a thing needs, so that people can be asked for."""
    return not (case.table("people").is_empty() or case.table("crews").is_empty())


def case_of(case: Case, address: Address) -> Case:
    """The case with the levers of an address pulled; CaseError if the result is none."""
    by_name = {hand.name: hand for hand in hands(case)}
    group = Question().group
    for name, amount in address.amounts:
        case = moved(case, by_name[name], amount, group)
    for lever, number in _pulled(case, address):
        case = case_with(case, lever, number)
    return case


def _pulled(case: Case, address: Address) -> Iterator[tuple[Lever, int]]:
    by_code = {lever.code: lever for part in catalogue(case).values() for lever in part}
    yield from ((by_code[code], number) for code, number in address.steps)


def _bounds(hand: Hand | None, lever: Lever | None) -> tuple[int, int]:
    if hand is not None:
        return hand.least, hand.most
    return 0, lever.most if lever else 0


def _table(case: Case, name: str) -> str:
    return next(hand.table for hand in hands(case) if hand.name == name)


def _whole(text: str) -> bool:
    return len(text) <= 6 and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


def yes(*, on: bool) -> str:
    """Yes or no, as an address says it."""
    return YES if on else NO


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _meant(name: str, names: Sequence[str]) -> str:
    return f"Take it out.{did_you_mean(name[:SHOWN], names)}"
