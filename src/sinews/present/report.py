"""A brief and a report on the answers of several clocks: pages for readers who were not there when they were asked.

The first clock opens both, with the margins of all side by side where there are several. In a report the sections then
stand in tabs, one for each clock and one for what all of them rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sinews.data.case import Case
from sinews.present import glossary, margins
from sinews.present.page import Page, Section
from sinews.present.parts import Parts
from sinews.present.words import lowered

#: The tab of what all of it rests on.
GROUNDS = "What it rests on"


def brief(case: Case, parts: Sequence[Parts]) -> Page:
    """The answer in at most 25 lines, and that of each other clock in about ten more. At least one clock."""
    first, *others = parts
    page = first.page()
    return Page(
        title=f"{case.settings.title}: {lowered(page.title)}",
        sentences=page.sentences,
        sections=(*margins.brief(parts), *first.brief(), *(part.after() for part in others)),
    )


def report(parts: Sequence[Parts], grounds: Iterable[Section] = ()) -> Page:
    """The whole report; `grounds`: what stands first among what it rests on. At least one clock."""
    page = parts[0].page()
    rests = (*grounds, *(section for part in parts for section in part.grounds()), glossary.section())
    alone = len(parts) == 1
    beside = margins.section(parts)
    return Page(
        title=page.title,
        sentences=page.sentences,
        cards=tuple(card for part in parts for card in part.cards()),
        sections=(*parts[0].sections(), *rests)
        if alone
        else (
            *_under(parts[0].tab, filter(None, (beside,))),
            *(section for part in parts for section in _under(part.tab, part.sections())),
            *_under(GROUNDS, rests),
        ),
        about=page.about,
    )


def _under(tab: str, sections: Iterable[Section]) -> Iterable[Section]:
    return (replace(section, tab=tab) for section in sections)
