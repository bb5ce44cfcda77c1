"""Find series of facts by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tools.derivation.figures import Book, DerivationError

NATO_EDITION = "nato-defexp-2026"
OUTLOOK = "imf-weo-2025-10"
CENSUS = "wb-pop"
LONG_SERIES = "owid-sipri-2022"


@dataclass(frozen=True)
class Series:
    """One quantity of one source, by place and year of the period's start."""

    source: str
    subject: str
    quantity: str
    ids: Mapping[tuple[str, int], str]

    @classmethod
    def read(cls, book: Book, source: str, subject: str, quantity: str) -> Series:
        """All facts of `source` about `subject` and `quantity`."""
        return cls(source, subject, quantity, book.series(source, subject, quantity))

    def id(self, place: str, year: int) -> str:
        """The fact of a place and year."""
        if (place, year) not in self.ids:
            raise DerivationError(f"{self.source} states no {self.subject} {self.quantity} of {place} in {year}")
        return self.ids[place, year]

    def has(self, place: str, year: int) -> bool:
        """Whether the source states the place and year."""
        return (place, year) in self.ids
