"""Names by which the address of a page leads to its parts: words, not numbers, so that they last and can be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sinews.present.page import Section

#: Names that a page has for itself.
_TAKEN = ("main", "figures", "about")


@dataclass(frozen=True)
class Anchors:
    """Names of the tabs of a page, in their order, and of its sections, in theirs."""

    parts: tuple[str, ...]
    sections: tuple[str, ...]

    @classmethod
    def of(cls, sections: Sequence[Section]) -> Anchors:
        """Names for these sections; those of one tab begin with its name. No two are alike."""
        taken = set(_TAKEN)
        tabs = list(dict.fromkeys(section.tab for section in sections))
        parts = {tab: _free(slug(tab.partition(":")[0]) or "part", taken) for tab in tabs}
        several = len(tabs) > 1
        words = [
            "-".join(filter(None, (parts[section.tab] if several else "", slug(section.topic or section.title))))
            for section in sections
        ]
        return cls(tuple(parts.values()), tuple(_free(word or "section", taken) for word in words))


def slug(text: str) -> str:
    """Words in small letters without accents, with a dash between them; nothing if there is no letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _free(name: str, taken: set[str]) -> str:
    """The name, or with the first number behind it that nobody has taken; now it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
