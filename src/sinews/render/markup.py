"""HTML of a page: headings, cards, figures with their data, tables."""

from __future__ import annotations

import re
from html import escape

import polars as pl

from sinews.render.cells import cell, heading
from sinews.views.page import Figure, Page, Section

#: Nothing may be fetched: the page works without a network, and says so to the browser.
POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:"

#: Characters from which a text needs a wide column.
LONG = 60

#: Rows from which a table scrolls within itself.
MANY = 30

_ADDRESS = re.compile(r"&lt;(https?://[^\s&]+(?:&amp;[^\s&]+)*)&gt;")


def document(page: Page, folder: str, digest: str, *, style: str, specs: str, scripts: tuple[str, ...]) -> str:
    """The whole document."""
    code = "".join(f"<script>{script}</script>\n" for script in scripts)
    data = f'<script type="application/json" id="figures">{specs}</script>\n'
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">To the answer</a>\n'
        f'{_header(page)}<main id="main">\n{_cards(page)}{_contents(page)}'
        + "".join(_section(number, section, folder) for number, section in enumerate(page.sections, 1))
        + f"</main>\n{_footer(page, digest)}{data}{code}</body>\n</html>\n"
    )


def _header(page: Page) -> str:
    first, *rest = page.sentences or ("",)
    more = "".join(f"<p>{escape(line)}</p>\n" for line in rest)
    return f'<header>\n<p class="kicker">{escape(page.title)}</p>\n<h1>{escape(first)}</h1>\n{more}</header>\n'


def _cards(page: Page) -> str:
    if not page.cards:
        return ""
    cards = "".join(_card(card) for card in page.cards)
    return f'<section class="cards" aria-label="Ready, Why, Plan">\n{cards}</section>\n'


def _card(card: Section) -> str:
    first, *rest = card.text or ("",)
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in rest)
    return f'<article><h2>{escape(card.title)}</h2>\n<p class="lead">{escape(first)}</p>\n{lines}</article>\n'


def _contents(page: Page) -> str:
    links = "".join(
        f'<li><a href="#s{number}">{escape(section.title)}</a></li>' for number, section in enumerate(page.sections, 1)
    )
    return f'<nav aria-label="Contents"><ol>{links}</ol></nav>\n'


def _section(number: int, section: Section, folder: str) -> str:
    body = _text(section.text)
    if section.figure:
        body += _figure(section.figure, folder)
    if section.table is not None:
        body += table(section.table, section.title)
    body += "".join(f'<p class="source">{linked(line)}</p>\n' for line in section.sources)
    return f'<section id="s{number}">\n<h2>{escape(section.title)}</h2>\n{body}</section>\n'


def _text(lines: tuple[str, ...]) -> str:
    if len(lines) <= 2:
        return "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return "<ul>" + "".join(f"<li>{escape(line)}</li>\n" for line in lines) + "</ul>\n"


def _figure(figure: Figure, folder: str) -> str:
    name = escape(figure.name)
    link = f'<a href="{escape(folder)}/{name}.csv" download>Download the data (CSV)</a>'
    return (
        f'<figure id="figure-{name}">\n<div class="chart" data-figure="{name}" tabindex="0" role="img" '
        f'aria-label="{escape(figure.description)}"></div>\n'
        f"<noscript><p>The chart needs JavaScript; its numbers are in the table below.</p></noscript>\n"
        f"<figcaption>{escape(figure.reading)}</figcaption>\n"
        f"<details><summary>Numbers of this chart</summary>\n<p>{link}</p>\n"
        f"{table(figure.data, f'Numbers of the chart {figure.name}')}</details>\n</figure>\n"
    )


def table(frame: pl.DataFrame, label: str) -> str:
    """A table that scrolls within itself and can be reached by keyboard."""
    kinds = [_kind(column) for column in frame.get_columns()]
    head = "".join(
        f'<th scope="col"{kind}>{escape(heading(name))}</th>' for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, kinds)}</tr>\n" for row in frame.iter_rows())
    size = "scroll long" if frame.height > MANY else "scroll"
    return (
        f'<div class="{size}" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )


def _cells(row: tuple[object, ...], kinds: list[str]) -> str:
    return "".join(f"<td{kind}>{linked(cell(value))}</td>" for value, kind in zip(row, kinds, strict=True))


def _kind(column: pl.Series) -> str:
    """Class of the cells of a column: numbers stand right, long text gets room."""
    if column.dtype.is_numeric():
        return ' class="n"'
    longest = column.str.len_chars().max() if column.dtype == pl.String else 0
    return ' class="w"' if isinstance(longest, int) and longest > LONG else ""


def linked(text: str) -> str:
    """Text with addresses in angle brackets as links."""
    return _ADDRESS.sub(r'<a href="\1" rel="noreferrer">link</a>', escape(text, quote=False))


def _footer(page: Page, digest: str) -> str:
    mark = f"<p>Hash of the case: <code>{escape(digest)}</code></p>\n" if digest else ""
    return f"<footer>\n<p>{escape(page.about)}</p>\n{mark}</footer>\n"
