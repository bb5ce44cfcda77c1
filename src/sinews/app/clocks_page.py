"""The first page: the margins of all clocks, and levers that move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sinews.app import address as addresses
from sinews.app import going
from sinews.app.address import CREWS, EXPANSION, NO, PATH, STEPS, TRUST, YES, Address, crewed, yes
from sinews.app.desk import Desk
from sinews.app.levers import Hand, catalogue, hands
from sinews.app.pages import Pages
from sinews.app.picture import Picture, picture
from sinews.app.record import Record
from sinews.app.work import Job, State
from sinews.clocks import AnyClock
from sinews.data.levers import Lever
from sinews.data.tables.kinds import Status
from sinews.present.told import from_where
from sinews.present.words import plain


@dataclass(frozen=True)
class Shown:
    """A clock on the page: the exact answer to the address, or how far it is and the last exact one.

    `last`: what the last exact answer was to, in words. `job`: the name of the work, to cancel it or to begin it again.
    """

    name: str
    record: Record | None
    picture: Picture | None
    job: str = ""
    progress: str = ""
    ended: str = ""
    last: str = ""

    @property
    def computing(self) -> bool:
        """Whether the answer is being worked out."""
        return bool(self.progress)


@dataclass(frozen=True)
class Chosen:
    """A part of the question that is chosen: its name in the address, its label, and its words with the chosen one."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    value: str


def routes(pages: Pages) -> list[Route]:
    """The page."""

    def show(request: Request) -> Response:
        address = addresses.read(pages.desk.case, going.words(request))
        response = _page(pages, request, address)
        if request.headers.get("hx-trigger") == "levers":
            response.headers["hx-push-url"] = path_of(address)
        return response

    return [Route("/", show)]


def _page(pages: Pages, request: Request, address: Address) -> Response:
    desk = pages.desk
    clocks = [_shown(desk, clock, address, begin=going.begins(request)) for clock in desk.clocks]
    return pages.show(
        request,
        "clocks.html",
        title="Four clocks",
        clocks=clocks,
        computing=any(clock.computing for clock in clocks),
        ended=any(clock.ended for clock in clocks),
        address=address,
        path=path_of(address),
        told=told(desk, address),
        chosen=_chosen(desk, address),
        hands=[(hand, int(address.amount(hand.name))) for hand in hands(desk.case)],
        steps=_steps(desk, address),
        query=address.query,
        notes=[from_where(origin) for origin in desk.elsewhere],
    )


def path_of(address: Address, page: str = "/") -> str:
    """The path of a page at an address."""
    return f"{page}?{address.query}" if address.query else page


def _shown(desk: Desk, clock: AnyClock, address: Address, *, begin: bool) -> Shown:
    record = desk.record(clock, address)
    if record is not None:
        return Shown(clock.name, record, picture(record, desk.case))
    job = desk.job(clock, address)
    if job is not None and job.state is State.DONE:  # it has ended since it was looked for
        record = desk.record(clock, address)
        if record is not None:
            return Shown(clock.name, record, picture(record, desk.case))
    if job is None or (begin and job.state in {State.CANCELLED, State.DONE}):
        job = desk.begin(clock, address) if begin else job
    return _pending(desk, clock, address, job)


def _pending(desk: Desk, clock: AnyClock, address: Address, job: Job | None) -> Shown:
    """A clock whose exact answer is not there: how far it is, beside the last exact one."""
    last = desk.last(clock)
    record = last[1] if last else None
    name = desk.name(clock, addresses.of_clock(address, clock, desk.case))
    return Shown(
        clock.name,
        record,
        picture(record, desk.case) if record else None,
        name,
        going.progress(job) if job is not None and job.alive else "",
        "" if job is not None and job.alive else going.ended(job),
        told(desk, last[0]) if last else "",
    )


def told(desk: Desk, address: Address) -> str:
    """What an address asks, in words."""
    by_name: dict[str, Hand] = {hand.name: hand for hand in hands(desk.case)}
    by_code: dict[str, Lever] = {lever.code: lever for part in catalogue(desk.case).values() for lever in part}
    parts = []
    for name, value in address.words:
        if name in by_name:
            parts.append(f"{by_name[name].label.lower()} {float(value):+g} {by_name[name].unit}")
        elif name.startswith(STEPS):
            lever = by_code[name.removeprefix(STEPS)]
            parts.append(f"{lever.name} ({value} of {lever.most})" if lever.most > 1 else lever.name)
        else:
            parts.append(f"{name} {plain(value).lower()}")
    return "; ".join(parts) or "the case as it is"


def _chosen(desk: Desk, address: Address) -> Sequence[Chosen]:
    paths = sorted(desk.case.table("paths")["path"].unique().to_list())
    crews = Chosen(CREWS, "People to be found for all that is new", ((NO, "No"), (YES, "Yes")), yes(on=address.crews))
    return (
        Chosen(PATH, "Spending path", tuple((path, plain(path)) for path in paths), address.path),
        Chosen(TRUST, "How far to believe plans", tuple((at.value, plain(at.value)) for at in Status), address.trust),
        Chosen(EXPANSION, "New lines beyond those planned", ((YES, "Yes"), (NO, "No")), yes(on=address.expansion)),
        *([crews] if crewed(desk.case) else []),
    )


def _steps(desk: Desk, address: Address) -> list[tuple[str, list[tuple[Lever, int]]]]:
    """Levers of the case by clock, with the steps that are taken."""
    return [
        (clock, [(lever, address.step(lever.code)) for lever in levers])
        for clock, levers in catalogue(desk.case).items()
        if levers
    ]
