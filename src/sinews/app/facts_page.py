"""Facts: found by words, one address for each, and which numbers of the case, of which clock, stand on it."""

from __future__ import annotations

from functools import lru_cache

import polars as pl
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sinews.app.pages import Pages
from sinews.clocks import CLOCKS
from sinews.data.case import Case
from sinews.data.grounds import figures
from sinews.data.search import search
from sinews.errors import CaseError, Finding

#: Facts that a page lists, and signs that may be searched for.
MOST, LONGEST = 100, 200


def routes(pages: Pages) -> list[Route]:
    """The search, and the page of each fact; HTTPException 404 for one that is not there."""

    def find(request: Request) -> Response:
        words = _words(request.query_params.multi_items())
        facts = search(pages.desk.case, words, MOST) if words else None
        return pages.show(request, "facts.html", title="Facts", words=words, facts=facts, most=MOST)

    def show(request: Request) -> Response:
        case, code = pages.desk.case, request.path_params["fact"]
        rows = case.table("facts").filter(pl.col("fact") == code)
        if rows.is_empty():
            raise HTTPException(404, f"no fact {code[:LONGEST]}")
        fact = rows.row(0, named=True)
        sources = case.table("sources").filter(pl.col("source") == fact["source"])
        source = sources.row(0, named=True) if sources.height else {}
        return pages.show(
            request, "fact.html", title=f"Fact {code}", fact=fact, source=source, uses=standing_on(case, code)
        )

    return [Route("/facts", find), Route("/facts/{fact}", show)]


def standing_on(case: Case, code: str) -> pl.DataFrame:
    """Numbers of a case that stand on a fact or assumption, with the clocks whose tables they are in."""
    every = _figures(case)
    clocks = {table.name: clock.name for clock in CLOCKS for table in clock.tables}
    has = pl.col("basis").str.split(" ").list.contains(code)
    return every.filter(has).select(
        pl.col("table").replace_strict(clocks, default="all", return_dtype=pl.String).alias("clock"),
        "table",
        "row",
        "column",
        "value",
        "low",
        "high",
    )


@lru_cache(maxsize=2)
def _figures(case: Case) -> pl.DataFrame:
    return figures(case)


def _words(given: list[tuple[str, str]]) -> str:
    """The words that are sought; CaseError for anything else in the address."""
    findings = [
        Finding("the address", 0, name[:LONGEST], "a word that this page does not know", "q", "Take it out.")
        for name, _ in given
        if name != "q"
    ]
    texts = [value for name, value in given if name == "q"]
    if len(texts) > 1:
        findings.append(Finding("the address", 0, "q", "it twice", "it once", "Leave one of the two out."))
    text = texts[0].strip() if texts else ""
    if len(text) > LONGEST:
        findings.append(
            Finding("the address", 0, "q", f"{len(text):,} signs", f"{LONGEST} at most", "Search for fewer words.")
        )
    if findings:
        raise CaseError(findings)
    return text
