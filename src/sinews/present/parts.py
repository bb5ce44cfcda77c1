"""What one clock's answer gives to pages that show several: its own page, its part of a brief, of a report."""

from __future__ import annotations

from typing import Protocol

from sinews.present.page import Page, Section


class Parts(Protocol):
    """Made when asked for, so that a command that prints a page never makes a chart."""

    @property
    def tab(self) -> str:
        """Name of the clock's tab in a report."""

    def page(self) -> Page:
        """The page of the clock's own command; its title and sentences open a brief and a report."""

    def brief(self) -> tuple[Section, ...]:
        """What a brief says beside the sentences of the page, where this clock opens it."""

    def after(self) -> Section:
        """The one section of a brief on this clock, where another opens it."""

    def cards(self) -> tuple[Section, ...]:
        """Sections that stand side by side at the top of a report."""

    def sections(self) -> tuple[Section, ...]:
        """Sections of a report."""

    def grounds(self) -> tuple[Section, ...]:
        """Sections of a report on what the answer rests on."""
