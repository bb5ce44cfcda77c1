"""The report as one HTML file that loads nothing from anywhere, with the data of its charts beside it."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from sinews.files import add_file, replaced
from sinews.files.sinks import for_script, for_spreadsheet
from sinews.present.page import Figure, Page
from sinews.present.render.markup import document

#: Ends of lines and of paragraphs as such, and as expressions within a specification have them.
_ENDS = re.compile("[\u2028\u2029]|" + r"\\\\u202[89]")


def write_report(page: Page, path: Path, digest: str = "") -> list[Path]:
    """Write a page to `path` and the data of each chart to `<stem>-data/` beside it; returns all paths.

    All of it takes its place, or nothing: WriteError then. `digest`: hash of the case, for the foot of the page.
    """
    folder = path.with_name(f"{path.stem}-data")
    figures = [section.figure for section in page.sections if section.figure]
    html = as_html(page, digest).encode()
    with replaced(folder, path) as fresh:
        (fresh / folder.name).mkdir()
        for figure in figures:
            add_file(fresh / folder.name / f"{figure.name}.csv", for_spreadsheet(figure.data).encode())
        add_file(fresh / path.name, html)
    return [path, *(folder / f"{figure.name}.csv" for figure in figures)]


def as_html(page: Page, digest: str = "", *, annex: bool = False) -> str:
    """A page as one HTML document; `annex`: in print it has all sections, tables and sources."""
    specs = {section.figure.name: specification(section.figure) for section in page.sections if section.figure}
    scripts = (bundle(), read("report.js") + read("share.js")) if specs else ()
    return document(page, digest, style=read("report.css"), specs=for_script(specs), scripts=scripts, annex=annex)


def specification(figure: Figure) -> dict[str, object]:
    """The Vega-Lite specification of a figure, without the address of its schema."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):  # the tests hold every chart against the schema of its language, which takes longer
        spec: dict[str, object] = figure.draw().to_dict(validate=False)
    spec.pop("$schema", None)
    return _one_line(spec) | {"description": figure.description}


def _one_line(spec: dict[str, object]) -> dict[str, object]:
    """A specification with blanks for two ends of lines that names may hold and Vega's expressions may not."""
    text = json.dumps(spec, ensure_ascii=False)
    result: dict[str, object] = json.loads(_ENDS.sub(" ", text)) if _ENDS.search(text) else spec
    return result


@cache
def bundle() -> str:
    """The chart library as script text that stands within a page."""
    import altair as alt
    import vl_convert

    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    versions = vl_convert.get_vegalite_versions()
    latest = version if version in versions else None
    text = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=latest)
    return text.replace("</script", "<\\/script")


def read(name: str) -> str:
    """A file of this package."""
    return (files("sinews.present.render") / name).read_text(encoding="utf-8")
