"""Pages that take the whole answer of a clock: why, what can be bought, what it means for an ally; statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polars as pl
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sinews.answers.answer import Answer
from sinews.answers.runs import SavedRun
from sinews.app import address as addresses
from sinews.app import going
from sinews.app.address import SHOWN, Address
from sinews.app.ally import cities, corridors, orders
from sinews.app.clocks_page import Chosen, told
from sinews.app.country import country
from sinews.app.desk import Desk
from sinews.app.levers import catalogue
from sinews.app.pages import Pages
from sinews.app.work import Job
from sinews.clocks import AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.buying import purchased
from sinews.clocks.clock import STEPS, Purchasable
from sinews.clocks.days import DAYS
from sinews.clocks.minutes import MINUTES
from sinews.clocks.years import YEARS
from sinews.errors import CaseError, Finding, UsageError, did_you_mean
from sinews.present import buying
from sinews.present.page import Page, Section
from sinews.present.told import from_where
from sinews.present.words import Names, plain
from sinews.statements.by_tables import Kind as Takes
from sinews.statements.checks import verdicts
from sinews.statements.page import page as of_verdicts
from sinews.statements.plans import Plans
from sinews.statements.reading import statements

#: Rows of a table that print has of a page that is to be brief; the style sheet leaves out the others.
PRINTED = 6

#: Which claims are judged: those that take data alone, at once, or also those that take plans.
DATA, PLANS = "data", "plans"


@dataclass(frozen=True)
class Kind:
    """A kind of page: its path and title, what is chosen on it, and what makes it of a choice and an address.

    `of`: the part of an address that it depends on: levers of other clocks make no other page. `saves`: whether it is
    made of one answer, which can be saved as a run. `brief`: whether print has but the first rows of its tables.
    """

    path: str
    title: str
    choice: Callable[[Desk, Address], Chosen | None]
    make: Callable[[Desk, str, Address, Job], Page]
    of: Callable[[Desk, str, Address], Address]
    saves: bool = False
    brief: bool = False


def routes(pages: Pages) -> list[Route]:
    """All of them."""
    return [Route(kind.path, _shown(pages, kind)) for kind in KINDS]


def _shown(pages: Pages, kind: Kind) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        desk = pages.desk
        choices = kind.choice(desk, addresses.first())
        value, address = _read(desk, choices, going.words(request))
        choices = kind.choice(desk, address) if choices else None
        chosen = [(choices.name, value)] if choices else []
        path, name = (_path(kind, chosen, part) for part in (address, kind.of(desk, value, address)))
        prepared = desk.shelf.get(name, lambda job: kind.make(desk, value, address, job), begin=going.begins(request))
        alive = prepared.job is not None and prepared.job.alive
        return pages.show(
            request,
            "worked.html",
            title=kind.title,
            here=kind.path,
            path=path,
            told=f"For {told(desk, address)}.",
            choices=None if choices is None else Chosen(choices.name, choices.label, choices.words, value),
            kept=address.words,
            prepared=prepared,
            saves=urlencode(address.words) if kind.saves and prepared.page is not None else None,
            page=prepared.page,
            printed=PRINTED if kind.brief else None,
            progress=going.progress(prepared.job) if alive and prepared.job and prepared.page is None else "",
            ended="" if alive else going.ended(prepared.job),
        )

    return show


def _path(kind: Kind, chosen: Sequence[tuple[str, str]], address: Address) -> str:
    """The path of a page of a kind at a choice and an address."""
    query = urlencode([*chosen, *address.words])
    return f"{kind.path}?{query}" if query else kind.path


def _whole(_: Desk, __: str, address: Address) -> Address:
    """All of an address."""
    return address


def _read(desk: Desk, choices: Chosen | None, words: Sequence[tuple[str, str]]) -> tuple[str, Address]:
    """What is chosen, and the address; CaseError with all that is wrong with either."""
    findings: list[Finding] = []
    own = [value for name, value in words if choices and name == choices.name]
    there = [value for value, _ in choices.words] if choices else [""]
    value = own[0] if own else (choices.value if choices else "")
    if choices and (len(own) > 1 or value not in there):
        defect = "it twice" if len(own) > 1 else value[:SHOWN] or "nothing"
        remedy = f"Choose it on the page.{did_you_mean(value[:SHOWN], there)}"
        findings.append(Finding("the address", 0, choices.name, defect, f"one of: {', '.join(there)}", remedy))
    address = addresses.first()
    try:
        address = addresses.read(desk.case, [pair for pair in words if not choices or pair[0] != choices.name])
    except CaseError as error:
        findings += error.findings
    if findings:
        raise CaseError(findings)
    return value, address


# what is chosen -------------------------------------------------------------------


def _clocks(desk: Desk, _: Address) -> Chosen:
    names = tuple((clock.name, plain(clock.name)) for clock in desk.clocks)
    return Chosen("clock", "Clock", names, names[0][0])


def _sellers(desk: Desk, _: Address) -> Chosen | None:
    names = tuple((clock.name, plain(clock.name)) for clock in desk.clocks if catalogue(desk.case)[clock.name])
    return Chosen("clock", "Clock", names, names[0][0]) if names else None


def _allies(desk: Desk, _: Address) -> Chosen:
    names = Names.of(desk.case)
    codes = sorted(desk.case.table("places").filter(pl.col("kind") == "ally")["place"].to_list(), key=names.place)
    return Chosen("place", "Ally", tuple((code, names.place(code)) for code in codes), codes[0])


def _takes(_: Desk, __: Address) -> Chosen:
    return Chosen("take", "Claims that take", ((DATA, "data alone"), (PLANS, "data and plans")), DATA)


# what is made ---------------------------------------------------------------------


def _clock(desk: Desk, name: str) -> AnyClock:
    return next(clock for clock in desk.clocks if clock.name == name)


def _notes(asking: Asking) -> tuple[str, ...]:
    return tuple(from_where(provenance) for provenance in asking.means.memory.elsewhere)


def _of_clock(desk: Desk, name: str, address: Address) -> Address:
    """The part of an address that a clock is asked about."""
    return addresses.of_clock(address, _clock(desk, name), desk.case) if name else address


def _why(desk: Desk, name: str, address: Address, job: Job) -> Page:
    """The page of a clock's own command; its answer can be saved."""
    asking = desk.asking(_clock(desk, name), address, job)
    page = asking.parts.page()
    desk.remember(asking)
    desk.drawer.put(desk.name(asking.clock, _of_clock(desk, name, address)), SavedRun.of(asking.answer))
    return Page(page.title, page.sentences, page.sections, notes=(page.about, *_notes(asking)))


def _buy(desk: Desk, name: str, address: Address, job: Job) -> Page:
    """Levers alone, the best package, and that of the address by hand. UsageError where nothing is for sale."""
    if not name:
        raise UsageError("Nothing is for sale in this case; add rows to its tables levers and changes.")
    clock = _clock(desk, name)
    by_hand = addresses.of_clock(address, clock, desk.case)
    asking = desk.asking(
        clock,
        addresses.Address(by_hand.path, by_hand.trust, by_hand.expansion, by_hand.amounts, crews=by_hand.crews),
        job,
    )
    if isinstance(clock, Purchasable):
        sections = _bought(clock, asking, by_hand)
    else:
        asking.extend(["offers"])
        sections = tuple(
            Section(plain(table), (), frame) for table, frame in asking.answer.tables.items() if not frame.is_empty()
        )
    desk.remember(asking)
    return Page("", (), sections, notes=_notes(asking))


def _bought(clock: AnyClock, asking: Asking, address: Address) -> tuple[Section, ...]:
    assert isinstance(clock, Purchasable)  # noqa: S101 - the caller has asked
    answer = asking.answer
    purchase = purchased(clock, answer, asking.means, None, STEPS)
    if purchase is None:
        return ()
    sections = (buying.levers(purchase, "Levers alone"), buying.steps(purchase, "The best package, step by step"))
    levers = {lever.code: lever for lever in catalogue(answer.case)[clock.name]}
    package = tuple((levers[code], float(number)) for code, number in address.steps)
    if not package:
        return (*sections, Section("The package by hand", ("Choose steps on the page of the four clocks.",)))
    [effect] = clock.together(answer, [package], asking.means)
    price, low, high = effect.price or (0.0, 0.0, 0.0)
    table = pl.DataFrame(
        {
            "package": [" + ".join(f"{lever.name} ({steps:g})" for lever, steps in package)],
            "price_million_EUR": [price],
            "low_million_EUR": [low],
            "high_million_EUR": [high],
            "earned": [effect.earned],
            "unit": [effect.unit],
        }
    )
    return (Section("The package by hand, measured together", (), table), *sections)


#: What clocks beside that of the years say of an ally.
OF_ALLY: tuple[tuple[AnyClock, Callable[[Answer[Any], str], Section | None]], ...] = (
    (DAYS, corridors),
    (MINUTES, cities),
)


def _country(desk: Desk, place: str, address: Address, job: Job) -> Page:
    """What the plan, the movement and the warning mean for an ally, and its orders if promises slip."""
    there = {clock.name: desk.asking(clock, address, job) for clock in (YEARS, DAYS, MINUTES) if clock in desk.clocks}
    if YEARS.name not in there:
        raise UsageError("The case has nothing for the years clock, whose plan this page shows.")
    answer = there[YEARS.name].answer
    sections = [orders(answer.case, place)]
    sections += [part(there[clock.name].answer, place) for clock, part in OF_ALLY if clock.name in there]
    for asking in there.values():
        desk.remember(asking)
    return country(answer, place, [section for section in sections if section is not None])


def _statements(desk: Desk, takes: str, address: Address, job: Job) -> Page:
    """A verdict on each statement of the case that takes data alone, or on all."""
    case = addresses.case_of(desk.case, address)
    if not statements(case):
        raise UsageError("The case has no statements; add rows to its table statements.")
    whole = takes == PLANS
    askings = [desk.asking(clock, address, job) for clock in desk.clocks] if whole else []
    judged = verdicts(case, Plans(case, askings) if whole else None, list(Takes) if whole else [Takes.DATA])
    for asking in askings:
        desk.remember(asking)
    page = of_verdicts(case, judged)
    return Page(page.title, page.sentences, page.sections, notes=(page.about,))


KINDS: tuple[Kind, ...] = (
    Kind("/why", "Why", _clocks, _why, _of_clock, saves=True),
    Kind("/buy", "Buy", _sellers, _buy, _of_clock),
    Kind("/country", "Country", _allies, _country, _whole, brief=True),
    Kind("/statements", "Statements", _takes, _statements, _whole),
)
