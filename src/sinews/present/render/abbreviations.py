"""Abbreviations in HTML, with what they stand for."""

from __future__ import annotations

import re

from sinews.files.sinks import for_page
from sinews.present.glossary import ABBREVIATIONS

#: A mark of HTML, or an abbreviation between marks.
_PARTS = re.compile(rf"<[^>]*>|(?<![\w&])({'|'.join(ABBREVIATIONS)})(?!\w)")


def explained(html: str) -> str:
    """Text of a page in which the first of each abbreviation says what it stands for."""
    seen: set[str] = set()

    def part(match: re.Match[str]) -> str:
        word = match[1]
        if not word or word in seen:
            return match[0]
        seen.add(word)
        return f'<abbr title="{for_page(ABBREVIATIONS[word])}">{word}</abbr>'

    return _PARTS.sub(part, html)
