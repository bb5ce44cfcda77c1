"""The report on paper, as one PDF file: a browser that is there already prints it, as it prints it for a reader.

The bytes depend on the report and on the browser alone: dates are those of the case, no path of the machine is named.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sinews import __version__
from sinews.errors import UsageError
from sinews.files import add_file, replaced
from sinews.present.page import Page
from sinews.present.render.html import as_html

#: The names that Chromium and its relatives go by, where they stand on systems that put no programs on the path, and
#: the variable that names another one.
PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
VARIABLE = "SINEWS_CHROMIUM"

#: What is to be done where there is none.
REMEDY = (
    f"On Debian and Ubuntu: apt-get install chromium. Elsewhere install Chrome or Edge, or name a build in {VARIABLE}."
)

#: Charts are as wide as an A4 page between its margins, in points of the screen; the page has so many milliseconds of
#: its own clock to draw them, which stands still while it works; and the browser has so many seconds in all.
WINDOW, DRAWING, SECONDS = "680,900", 60_000, 600

#: How the browser is started: alone, without headers and footers that name the file, and asking nobody for anything.
WORDS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    f"--window-size={WINDOW}",
    f"--virtual-time-budget={DRAWING}",
)

_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")
_CREATOR = re.compile(rb"/Creator \((?:\\.|[^\\)])*\)")


def browser() -> str | None:
    """Where Chromium or a relative is; None if none was found. What the variable names is taken, or nothing."""
    if named := os.environ.get(VARIABLE):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*PROGRAMS, *PLACES))), None)


def require_browser() -> str:
    """Where a browser is that prints; UsageError with a remedy if there is none."""
    path = browser()
    if path is None:
        named = os.environ.get(VARIABLE)
        where = f" at {named}" if named else ""
        raise UsageError(f"A PDF is printed by Chromium, Chrome or Edge, and none was found{where}. {REMEDY}")
    return path


def write_pdf(page: Page, path: Path, day: date, digest: str = "", *, annex: bool = False) -> None:
    """Print a page to `path`, whole or not at all: a few sheets, or with `annex` all sections, tables and sources.

    `day`: what the file says when it was made. `digest`: hash of the case, for its foot. UsageError if there is no
    browser, or if it prints nothing; WriteError if the file cannot be written.
    """
    program = require_browser()
    with replaced(path) as part:
        made = part / f"{path.name}-made"  # apart from the file itself, whatever its name is
        source, target = made / "report.html", made / "printed.pdf"
        add_file(source, as_html(page, digest, annex=annex).encode())
        _print(program, source.absolute(), target.absolute())
        add_file(part / path.name, dated(target.read_bytes(), day))


def dated(content: bytes, day: date) -> bytes:
    """A PDF file that was made on a day by sinews, whoever printed it and when; nothing in it moves."""
    stamp = f"(D:{day:%Y%m%d}000000+00'00')".encode()
    content = _DATES.sub(lambda match: b"/" + match[1] + b" " + stamp, content)
    return _CREATOR.sub(_creator, content)


def _creator(match: re.Match[bytes]) -> bytes:
    """The maker of a file as sinews, in as many bytes as it had; as it was, where that is too few."""
    made = f"/Creator (sinews {__version__})".encode().ljust(len(match[0]))
    return made if len(made) == len(match[0]) else match[0]


def _print(program: str, source: Path, target: Path) -> None:
    """Let a browser print a file; UsageError if it prints nothing."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [program, *WORDS, *_open(), f"--user-data-dir={profile}", f"--print-to-pdf={target}", source.as_uri()]
        said = _run(words)
    if not (target.is_file() and target.read_bytes().startswith(b"%PDF")):
        raise UsageError(f"{program} printed nothing{f': {said}' if said else ''}. Name another build in {VARIABLE}.")


def _open() -> Sequence[str]:
    """Chromium locks nothing in for the superuser, and says so by not starting."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _run(words: Sequence[str]) -> str:
    """The last line that a browser says on standard error, or why it did not end."""
    try:
        done = subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - own words
    except OSError as error:
        return error.strerror or str(error)
    except subprocess.TimeoutExpired:
        return f"it did not end in {SECONDS} seconds"
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
