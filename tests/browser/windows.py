"""The report in windows that stay open for all tests of a file: what one has changed is undone for the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from tools.browser import Opened, drawn, opened

WIDE = 1400

#: Chooses the first of all tabs, lets go of what has the focus, and goes back to the top.
FIRST = """() => {
  document.querySelectorAll("[role=tablist] > [role=tab]:first-child").forEach((tab) => tab.click());
  document.activeElement.blur();
  window.scrollTo(0, 0);
}"""


@dataclass
class Windows:
    """One window for each width that is asked for."""

    browser: Browser
    path: Path
    stack: ExitStack
    there: dict[int, Opened] = field(default_factory=dict)

    def at(self, width: int = WIDE) -> Opened:
        """The report in a window of a width, as it was when it was opened."""
        if width not in self.there:
            self.there[width] = self.stack.enter_context(opened(self.browser, self.path, width))
            return self.there[width]
        page = self.there[width].page
        page.emulate_media(media="null")
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(FIRST)
        drawn(page)
        return self.there[width]


@contextmanager
def windows(browser: Browser, path: Path) -> Iterator[Windows]:
    """Windows on a report."""
    with ExitStack() as stack:
        yield Windows(browser, path, stack)
