"""HTML of a page: headings, cards, contents, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from sinews.files.sinks import for_page
from sinews.present.page import Page, Section
from sinews.present.render.abbreviations import explained
from sinews.present.render.anchors import Anchors
from sinews.present.render.figures import figure
from sinews.present.render.grids import linked, prose, table

#: Nothing may be fetched: the page works without a network, and says so to the browser.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"

#: Texts of as many lines stand as paragraphs; longer ones as a list.
PARAGRAPHS = 2


def document(page: Page, digest: str, *, style: str, specs: str, scripts: tuple[str, ...], annex: bool = False) -> str:
    """The whole document; `annex`: in print it has all sections, tables and sources."""
    mark = ' class="annex"' if annex else ""
    code = "".join(f"<script>{script}</script>\n" for script in scripts)
    data = f'<script type="application/json" id="figures">{specs}</script>\n'
    return (
        f'<!DOCTYPE html>\n<html lang="en"{mark}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{for_page(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">To the answer</a>\n'
        f'{_header(page)}<main id="main" tabindex="-1">\n{_cards(page)}{_body(page)}</main>\n'
        f"{_footer(page, digest)}{data}{code}</body>\n</html>\n"
    )


def _header(page: Page) -> str:
    first, *rest = page.sentences or ("",)
    more = "".join(f"<p>{explained(prose(line))}</p>\n" for line in rest)
    mark = f'<p class="mark" role="note">{prose(page.mark)}</p>\n' if page.mark else ""
    return f'<header>\n{mark}<p class="kicker">{for_page(page.title)}</p>\n<h1>{prose(first)}</h1>\n{more}</header>\n'


def _cards(page: Page) -> str:
    if not page.cards:
        return ""
    titles = ", ".join(for_page(card.title) for card in page.cards)
    cards = "".join(_card(card) for card in page.cards)
    return f'<section class="cards" aria-label="{titles}">\n{cards}</section>\n'


def _card(card: Section) -> str:
    first, *rest = card.text or ("",)
    lines = "".join(f"<p>{explained(prose(line))}</p>\n" for line in rest)
    return f'<article><h2>{for_page(card.title)}</h2>\n<p class="lead">{prose(first)}</p>\n{lines}</article>\n'


def _body(page: Page) -> str:
    """Contents and sections; where sections name tabs, each tab with its own."""
    anchors = Anchors.of(page.sections)
    called = list(zip(anchors.sections, page.sections, strict=True))
    parts = [(tab, list(group)) for tab, group in groupby(called, key=lambda pair: pair[1].tab)]
    if len(parts) < 2:
        return _columns(called)
    panels = "".join(map(_part, anchors.parts, parts))
    return f'<div class="tabs parts" data-title="Parts of the report">\n{panels}</div>\n'


def _part(anchor: str, part: tuple[str, Sequence[tuple[str, Section]]]) -> str:
    tab, called = part
    return (
        f'<div class="panel part" id="{anchor}" data-tab="{for_page(tab)}">\n'
        f'<h2 class="name" id="{anchor}-name">{for_page(tab)}</h2>\n{_columns(called, tab, f"{anchor}-name ")}</div>\n'
    )


def _columns(called: Sequence[tuple[str, Section]], tab: str = "", name: str = "") -> str:
    sections = "".join(_section(anchor, section, name) for anchor, section in called)
    return f'<div class="columns">\n{_contents(called, tab)}{sections}</div>\n'


def _contents(called: Iterable[tuple[str, Section]], tab: str) -> str:
    links = "".join(
        f'<li><a href="#{anchor}">{for_page(section.topic or section.title)}</a></li>\n' for anchor, section in called
    )
    name = f"Contents: {for_page(tab)}" if tab else "Contents"
    return f'<nav aria-label="{name}">\n<ol>\n{links}</ol>\n</nav>\n' if links else ""


def _section(anchor: str, section: Section, part: str = "") -> str:
    """A section; `part`: where the name of its tab stands, since those of several tabs may have one title."""
    topic = (
        f'<p class="topic">{for_page(section.topic)}</p>\n' if section.topic and section.topic != section.title else ""
    )
    body = _text(section.text)
    if section.figure:
        body += figure(section.figure, section.title)
    if section.table is not None:
        body += table(section.table, section.title)
    body += "".join(f'<p class="source">{linked(line)}</p>\n' for line in section.sources)
    heading = f'{topic}<h2 id="{anchor}-title">{prose(section.title)}</h2>\n'
    return f'<section id="{anchor}" aria-labelledby="{part}{anchor}-title">\n{heading}{body}</section>\n'


def _text(lines: tuple[str, ...]) -> str:
    if len(lines) <= PARAGRAPHS:
        return "".join(f"<p>{explained(linked(line))}</p>\n" for line in lines)
    return "<ul>" + "".join(f"<li>{explained(linked(line))}</li>\n" for line in lines) + "</ul>\n"


def _footer(page: Page, digest: str) -> str:
    mark = f"<p>Hash of the case: <code>{for_page(digest)}</code></p>\n" if digest else ""
    lines = "".join(f"<p>{prose(line)}</p>\n" for line in (page.about, *page.notes) if line)
    cite = f'<p>To cite it: <span class="cite">{prose(page.cite)}</span></p>\n' if page.cite else ""
    return f"<footer>\n{lines}{cite}{mark}</footer>\n"
