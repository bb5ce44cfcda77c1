"""How far work is, in words; and the button that ends it."""

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
    """The button that cancels work: back to the page it was pressed on, which does not begin it again."""

    async def cancel(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        pages.desk.work.cancel(form.get("job", ""))
        return RedirectResponse(_stay(form.get("path", "")), 303)

    return [Route("/cancel", cancel, methods=["POST"])]


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


def _stay(path: str) -> str:
    """A path of ours with the word that begins nothing; the first page for any other."""
    try:
        parts = urlsplit(path)
    except ValueError:
        parts = urlsplit("/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        parts = urlsplit("/")
    query = "&".join(filter(None, (parts.query, "=".join(STAY))))
    return f"{parts.path}?{query}"
