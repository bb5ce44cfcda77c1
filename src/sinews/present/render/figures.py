"""HTML of a figure: a chart, its numbers and its sources, as three panels that a script turns into tabs.

Without the script, and in print, all panels stand one below the other.
"""

from __future__ import annotations

from base64 import b64encode

import polars as pl

from sinews.files.sinks import for_page, for_spreadsheet
from sinews.present.page import Figure
from sinews.present.render.abbreviations import explained
from sinews.present.render.cells import heading
from sinews.present.render.grids import prose, table


def figure(shown: Figure, title: str) -> str:
    """A figure with its panels; `title`: what the chart shows."""
    panels = {"Chart": _chart(shown), "Table": _numbers(shown, title), "Sources": _sources(shown, title)}
    body = "".join(_panel(shown.name, name, content) for name, content in panels.items() if content)
    return f'<figure id="figure-{for_page(shown.name)}" class="tabs" data-title="{for_page(title)}">\n{body}</figure>\n'


def _panel(figure_name: str, name: str, content: str) -> str:
    return (
        f'<div class="panel" id="{for_page(figure_name)}-{name.lower()}" data-tab="{name}">\n'
        f"<h3>{name}</h3>\n{content}</div>\n"
    )


def _chart(shown: Figure) -> str:
    key = "".join(f"<li>{prose(line)}</li>\n" for line in shown.key)
    return (
        f'<div class="chart" data-figure="{for_page(shown.name)}" role="img" '
        f'aria-label="{for_page(shown.description)}"></div>\n'
        "<noscript><p>The chart needs JavaScript; its numbers are in the table.</p></noscript>\n"
        f"{f'<ol class=key>{key}</ol>' if key else ''}<figcaption>{explained(prose(shown.reading))}</figcaption>\n"
    )


def _numbers(shown: Figure, title: str) -> str:
    part = "" if shown.digest is None else "<p>The table lists a part of the numbers; the file has all of them.</p>\n"
    return f"{part}{table(shown.table, f'Numbers: {title}')}<p>{download(shown.name, shown.data)}</p>\n"


def _sources(shown: Figure, title: str) -> str:
    if shown.sources is None or shown.sources.is_empty():
        return ""
    return (
        "<p>Figures that the chart rests on, each with the range that is to hold nine times out of ten.</p>\n"
        f"{table(shown.sources, f'Sources: {title}')}"
    )


def download(name: str, frame: pl.DataFrame) -> str:
    """A link to the numbers as a CSV file, which stands within the page itself."""
    content = b64encode(for_spreadsheet(frame).encode()).decode("ascii")
    file = f"{for_page(name)}.csv"
    columns = for_page("\n".join(f"{column}: {heading(column)}" for column in frame.columns))
    return (
        f'<a class="csv" href="data:text/csv;base64,{content}" download="{file}" data-columns="{columns}">'
        f"Download all numbers: {file}</a>"
    )
