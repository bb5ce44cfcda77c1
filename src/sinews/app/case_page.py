"""The case: its tables, the whole of it as a workbook and back, and single numbers that are set with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.parse import parse_qsl, urlencode

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sinews.app.desk import Desk
from sinews.app.pages import Pages, findings_of
from sinews.app.runs_page import in_words
from sinews.app.uploads import DAYS, MOST, keep
from sinews.data.case import Case
from sinews.data.comparison import compare_cases
from sinews.data.edit import Cell, Reasoned, set_number
from sinews.data.tables import BY_NAME
from sinews.data.workbook.back import imported
from sinews.data.workbook.export import book_of
from sinews.errors import CaseError, Finding, SinewsError, UsageError

#: Where a workbook is sent.
UPLOAD = "/case/upload"

#: Rows of a table that a page lists, and differences of a workbook.
ROWS, CHANGES = 300, 100

#: What a browser takes for a workbook.
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: The parts of a number that is set, as the form calls them.
FIELDS = ("cell", "value", "low", "high", "because")

#: One workbook at a time: each takes memory.
_ONE_BOOK = Lock()


def routes(pages: Pages) -> list[Route]:
    """The case, its tables (HTTPException 404 for others), the workbook there and back, a form that sets a number."""
    desk = pages.desk

    def show(request: Request) -> Response:
        _require_known(request)
        tables = [(name, BY_NAME[name].about, frame.height) for name, frame in desk.case.tables.items()]
        return pages.show(request, "case.html", title="Case", tables=tables, closed=desk.case.closed)

    def table(request: Request) -> Response:
        _require_known(request, "set")
        name = request.path_params["table"]
        if name not in desk.case.tables:
            raise HTTPException(404, f"no table {name[:40]}")
        return _table(pages, request, name, {})

    def book(request: Request) -> Response:
        _require_known(request)
        return _book(desk)

    async def upload(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=1) as form:
            sent = form.get("book")
            content = await sent.read() if isinstance(sent, UploadFile) else b""
        changes, target = await run_in_threadpool(_uploaded, desk, content)
        sentences = [*in_words(changes.head(CHANGES))]
        kept = {"most": MOST, "days": DAYS}
        return pages.show(request, "uploaded.html", sentences=sentences, count=changes.height, target=target, **kept)

    async def put(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        return await run_in_threadpool(_put, pages, request, form)

    return [
        Route("/case", show),
        Route("/case/book.xlsx", book),
        Route(UPLOAD, upload, methods=["POST"]),
        Route("/case/set", put, methods=["POST"]),
        Route("/case/{table}", table),
    ]


def _require_known(request: Request, *names: str) -> None:
    """Raise CaseError for words in an address that are none of these names."""
    findings = [
        Finding("the address", 0, name[:40], "a word that this page does not know", "none", "Take it out.")
        for name in request.query_params
        if name not in names
    ]
    if findings:
        raise CaseError(findings)


def _book(desk: Desk) -> Response:
    """The case as a workbook. UsageError for one whose rows are not all its own."""
    if desk.case.closed:
        raise UsageError("Rows were laid over the case, which a workbook would not say; open it without --overlay.")
    with _ONE_BOOK:
        content = book_of(desk.folder)
    name = "".join(sign for sign in desk.case.settings.name if sign.isascii() and (sign.isalnum() or sign in "-_"))
    headers = {"content-disposition": f'attachment; filename="{name or "case"}.xlsx"'}
    return Response(content, media_type=WORKBOOK, headers=headers)


def _table(
    pages: Pages, request: Request, name: str, form: Mapping[str, str], findings: Sequence[Finding] = ()
) -> Response:
    """A table, with the form that sets one of its numbers where the case may be changed here."""
    frame = pages.desk.case.table(name)
    numbers = [number.name for number in BY_NAME[name].numbers]
    return pages.show(
        request,
        "table.html",
        400 if findings else 200,
        title=f"Table {name}",
        about=BY_NAME[name].about,
        frame=frame.head(ROWS),
        rows=frame.height,
        table_name=name,
        key=BY_NAME[name].key,
        numbers=numbers if pages.desk.again else [],
        form={field: form.get(field, "") for field in FIELDS},
        findings=findings,
        changed=_changed(request),
    )


def _changed(request: Request) -> str:
    """The number that was set last, as the address says it; empty if it says none."""
    text = request.query_params.get("set", "")
    try:
        return str(Cell.named(text)) if text else ""
    except UsageError:
        return ""


def _put(pages: Pages, request: Request, form: dict[str, str]) -> Response:
    """Set a number; what is wrong stands beside the form, as it was filled in."""
    desk = pages.desk
    if desk.again is None:
        raise UsageError("This case stays as it is; copy it first: sinews new FOLDER, then sinews app FOLDER.")
    values = {field: form.get(field, "").strip() for field in FIELDS}
    value = values["value"]
    try:
        cell = Cell.named(values["cell"])
    except UsageError as error:
        return pages.refused(request, findings_of(error))
    try:
        with _ONE_BOOK:
            set_number(
                desk.folder, cell, Reasoned(value, values["low"] or value, values["high"] or value, values["because"])
            )
            desk.changed()
    except SinewsError as error:
        return _table(pages, request, cell.table, values, findings_of(error))
    return RedirectResponse(f"/case/{cell.table}?{urlencode({'set': str(cell)})}", 303)


def _uploaded(desk: Desk, content: bytes) -> tuple[pl.DataFrame, Path]:
    """What differs between the case and the one of a workbook, and the folder that the latter is kept in.

    CaseError with what is wrong with it, by sheet and cell.
    """
    if not content:
        raise CaseError([Finding("the form", 0, "book", "no file", "a workbook (.xlsx)", "Choose a file.")])
    with _ONE_BOOK, TemporaryDirectory() as folder:
        path = Path(folder, "the workbook.xlsx")
        path.write_bytes(content)
        case: Case = imported(path, Path(folder, "case"))
        target = keep(case, Path(folder, "case"), desk.runs, desk.folder)
        return compare_cases(desk.case, case), target
