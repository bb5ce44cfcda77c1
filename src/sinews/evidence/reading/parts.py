"""What a reader of one format gives: plain parts, which one process can hand to another, and how it says no."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: The largest document (bytes), all that it unfolds to, its most pages and characters, and seconds that it may take.
BYTES, UNFOLDED, PAGES, CHARACTERS, SECONDS = 50_000_000, 200_000_000, 500, 2_000_000, 60

#: The largest page of HTML (bytes): what makes text of it looks at everything many times.
HTML_BYTES = 10_000_000

#: Longest title and name of a publisher that are kept.
NAME = 300

_BLANK = re.compile(r"[\s\u00a0\u200b]+")
_SOFT = re.compile("[\u00ad\ufeff\ufffe\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Refused(Exception):  # noqa: N818 - it is made a finding by whoever knows the file
    """A document that is not read: what was found, what was expected, and what to do."""

    def __init__(self, fault: str, expected: str, remedy: str) -> None:
        super().__init__(fault)
        self.found, self.expected, self.remedy = fault, expected, remedy


@dataclass
class Parts:
    """Title, publisher and date (ISO, or empty) as a document says, and its paragraphs: text and place."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, place: str) -> None:
        """Add a paragraph unless it is blank; Refused where the document grows too long."""
        line = tidy(text)
        if not line:
            return
        self._length += len(line)
        if self._length > CHARACTERS:
            raise Refused("a text without end", f"at most {CHARACTERS:,} characters", "Read a part of it.")
        self.paragraphs.append((line, place))

    def named(self, title: object, publisher: object, published: object) -> None:
        """Take over what the document says of itself, as far as it is text."""
        names = [tidy(str(name))[:NAME] if name else "" for name in (title, publisher)]
        self.title, self.publisher = names[0] or self.title, names[1] or self.publisher
        self.published = str(published)[:10] if published else self.published


def tidy(text: str) -> str:
    """Text in one line, without signs that nobody sees."""
    return _BLANK.sub(" ", _SOFT.sub("", text)).strip()
