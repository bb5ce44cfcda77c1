"""How far work is, in words; and the buttons that end it, and begin it again."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sinews.app.pages import Pages
from sinews.app.work import Job, State

#: What an address says beside, where looking is to begin no work.
STAY = ("begin", "no")

#: What a page says of work that did not come to an answer.
ENDED = {State.FAILED: "This could not be worked out", State.CANCELLED: "Cancelled"}


def routes(pages: Pages) -> list[Route]:
    """The buttons: back to the page they were pressed on, which begins no work after a cancel, and all of it else."""

    async def cancel(request: Request) -> Response:
        form = await _form(request)
        pages.desk.work.cancel(form.get("job", ""))
        return RedirectResponse(_own(form.get("path", ""), stay=True), 303)

    async def again(request: Request) -> Response:
        form = await _form(request)
        pages.desk.work.forget(form.get("job", ""))
        return RedirectResponse(_own(form.get("path", ""), stay=False), 303)

    return [Route("/cancel", cancel, methods=["POST"]), Route("/again", again, methods=["POST"])]


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))


def begins(request: Request) -> bool:
    """Whether looking at this address may begin work."""
    return STAY not in request.query_params.multi_items()


def words(request: Request) -> list[tuple[str, str]]:
    """The names and values of an address, without the one that is about work."""
    return [pair for pair in request.query_params.multi_items() if pair != STAY]


def progress(job: Job) -> str:
    """How far work is."""
    if job.state is State.WAITING:
        return "waiting for its turn"
    pieces = f", {job.over} of {job.pieces}" if job.pieces else ""
    return f"{job.phase or 'begun'}{pieces}, for {job.seconds} seconds"


def ended(job: Job | None) -> str:
    """How work ended that came to no answer; that too much waits, if there is none."""
    if job is None:
        return "Too much is being worked out already; look again in a while."
    return ". ".join(filter(None, (ENDED.get(job.state, "It is not here any more; ask again"), job.error)))


def _own(path: str, *, stay: bool) -> str:
    """A path of ours, with the word that begins nothing or without it; the first page for any other."""
    try:
        parts = urlsplit(path)
    except ValueError:
        parts = urlsplit("/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        parts = urlsplit("/")
    word = "=".join(STAY)
    words = [*(part for part in parts.query.split("&") if part and part != word), *((word,) if stay else ())]
    return f"{parts.path}?{'&'.join(words)}" if words else parts.path
