"""What every answer says beside itself: of which case it is, what is strange about it, where effects come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sinews import __version__
from sinews.answers.provenance import Provenance, here
from sinews.data import vintage
from sinews.data.case import Case
from sinews.present.page import Page

#: Packages that are named with measurements; more would say less.
NAMED = ("sinews", "highspy")


def with_case(page: Page, case: Case, measured: Iterable[Provenance] = ()) -> Page:
    """The page with what has to be said of its case, and of measurements that were not made here."""
    notes = (*case.stated(), *(from_where(provenance) for provenance in measured))
    return replace(
        page,
        sentences=(*page.sentences, *vintage.sentences(case), *warned(case)),
        notes=notes,
        mark=CLOSED if case.closed else "",
        cite=cited(case),
    )


def cited(case: Case) -> str:
    """How to cite what is said of a case: title, version, date, licence where the case names one, digest."""
    licences = case.about.get("licenses")
    rows = licences if isinstance(licences, list) else []
    named = [str(row["name"]) for row in rows if isinstance(row, dict) and row.get("name")]
    under = f" Licence of the data: {', '.join(named)}." if named else ""
    day = f"as known on {case.settings.as_of.isoformat()}"
    return f"{case.settings.title}, {day}. sinews {__version__}.{under} Digest of the case: {case.digest}."


def beside(case: Case, measured: Iterable[Provenance] = ()) -> tuple[str, ...]:
    """What cannot be left out where there is room for a table only; nothing, if nothing is out of the ordinary."""
    over = case.stated()[1:] if case.closed else ()
    return (*over, *warned(case), *(from_where(provenance) for provenance in measured))


#: What stands over a page that rests on rows which were laid over a case.
CLOSED = "Contains rows that were laid over the case: they may be closed. Whom they were given to may see this page."


def warned(case: Case) -> tuple[str, ...]:
    """How many warnings there are about a case, in one sentence; nothing if there is none."""
    warnings = case.warnings
    if not warnings:
        return ()
    count = f"{len(warnings)} warning{'s' if len(warnings) > 1 else ''} about the case"
    return (f"{count}, the first: {str(warnings[0]).rstrip('.')}; sinews check lists them.",)


def from_where(provenance: Provenance) -> str:
    """Where effects come from, in one sentence."""
    versions = dict(provenance.versions)
    with_what = " and ".join(f"{name} {versions.get(name, 'unknown')}" for name in NAMED)
    others = [f"{name} {version}" for name, version in here() if name in NAMED and versions.get(name) != version]
    beside = f" (here: {' and '.join(others)})" if others else ""
    if provenance.by_author:
        return (
            f"Effects as measured by the author of the case, with {with_what}{beside}; "
            "sinews check --measured measures some of them again."
        )
    return f"Effects as measured in an earlier run, with {with_what}{beside}; --fresh measures them again."
