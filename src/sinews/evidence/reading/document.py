"""A document as the rest of sinews sees it: title, publisher and date, and its paragraphs with their places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Format(StrEnum):
    """What a document is, by how it begins."""

    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    TEXT = "text"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one line of text, and where it stands in the document, in words."""

    text: str
    place: str


@dataclass(frozen=True)
class Document:
    """A document that was read.

    `called`: the file as it was named. `title`, `publisher`: as it says, empty if it does not. `published`: None if it
    does not say when.
    """

    called: str
    format: Format
    title: str
    publisher: str
    published: date | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """What it is called on a page: its title, or else its file."""
        return self.title or self.called
