"""Templates to responses. Everything that a template is given is text and nothing else, unless a template wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sinews.app.desk import Desk
from sinews.errors import CaseError, Finding, SinewsError
from sinews.files.sinks import for_page
from sinews.present.render.cells import cell, heading
from sinews.present.told import CLOSED, cited

#: Pages in the order in which they are offered: their path and their name.
PAGES: tuple[tuple[str, str], ...] = (
    ("/", "Four clocks"),
    ("/why", "Why"),
    ("/buy", "Buy"),
    ("/country", "Country"),
    ("/statements", "Statements"),
    ("/facts", "Facts"),
    ("/case", "Case"),
    ("/runs", "Runs"),
)


@dataclass(frozen=True)
class Pages:
    """Pages on one desk."""

    desk: Desk

    @cached_property
    def _templates(self) -> Environment:
        templates = Environment(
            loader=PackageLoader("sinews.app"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_text,
            auto_reload=False,
        )
        templates.filters |= {"cell": cell, "heading": heading, "grid": rows_of}
        templates.tests["number"] = lambda value: isinstance(value, int | float) and not isinstance(value, bool)
        return templates

    def show(self, request: Request, name: str, status: int = 200, **content: object) -> HTMLResponse:
        """A page made by a template, with what all pages have."""
        case = self.desk.case
        text = self._templates.get_template(name).render(
            pages=PAGES,
            case_title=case.settings.title,
            section=f"/{request.url.path.split('/')[1]}",
            case_stated=case.stated(),
            mark=CLOSED if case.closed else "",
            cite=cited(case),
            **content,
        )
        return HTMLResponse(text, status)

    def wrong(self, request: Request, error: SinewsError, status: int = 400) -> HTMLResponse:
        """What is wrong with a request, all of it at once."""
        return self.refused(request, findings_of(error), status)

    def refused(self, request: Request, findings: Sequence[Finding], status: int = 400) -> HTMLResponse:
        """The page of findings."""
        return self.show(request, "findings.html", status, title="This cannot be shown", findings=findings)


def findings_of(error: SinewsError) -> tuple[Finding, ...]:
    """The findings of an error: one for each defect; what is none says all in its first part."""
    if isinstance(error, CaseError):
        return error.findings
    return (Finding("the address", 0, "", str(error), "", ""),)


def rows_of(frame: pl.DataFrame) -> dict[str, Any]:
    """A table as templates show it: its columns, whether each holds numbers, and its rows."""
    numeric = [kind.is_numeric() for kind in frame.schema.values()]
    return {"columns": frame.columns, "numeric": numeric, "rows": frame.rows()}


def _text(value: object) -> object:
    """A value as text within a page; what a template has made stays as it is."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return Markup(for_page(value))  # noqa: S704 - escaped right here
