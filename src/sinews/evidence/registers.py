"""What a case calls its places, items, cities, groups and firms, as words for the grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinews.data.case import Case
from sinews.data.tables import PlaceKind
from sinews.evidence.lexicon import Kind, Lexicon, Span
from sinews.present.words import INSTITUTIONS, lowered

#: Words for owners of lines that name no firm.
NO_FIRMS = frozenset({"several", "national programme", "US Army"})


@dataclass(frozen=True)
class Registers:
    """The words of the grammar with those of a case, and which places are what.

    `cities`, `firms`: name -> code, or the owner as the lines name it. `allies`, `adversaries`: codes of places.
    """

    lexicon: Lexicon
    cities: Lexicon
    firms: Lexicon
    allies: frozenset[str]
    adversaries: frozenset[str]
    items: frozenset[str]

    @classmethod
    def of(cls, case: Case, words: Lexicon) -> Registers:
        """The registers of a case, with the words that stand beside them."""
        places = case.table("places")
        named = {str(name): str(code) for code, name in places.select("place", "name").iter_rows()}
        items = case.table("items")
        things = {lowered(str(name)): str(code) for code, name in items.select("item", "name").iter_rows()}
        groups = set(case.table("groups")["group"])
        told = {name: code for code, name in INSTITUTIONS.items() if code in groups}
        lexicon = words.joined({Kind.PLACE: named, Kind.ITEM: things, Kind.GROUP: told})
        kinds = dict(places.select("place", "kind").iter_rows())
        return cls(
            lexicon,
            _names({str(name): str(code) for code, name in case.table("cities").select("city", "name").iter_rows()}),
            _names({owner: owner for owner in case.table("sites")["owner"].drop_nulls() if _is_firm(owner)}),
            frozenset(code for code, kind in kinds.items() if kind == PlaceKind.ALLY),
            frozenset(code for code, kind in kinds.items() if kind == PlaceKind.ADVERSARY),
            frozenset(items["item"]),
        )

    def places(self, text: str) -> list[Span]:
        """Places and groups that a text names, in their order."""
        lexicon = self.lexicon
        spans = [*lexicon.spans(Kind.PLACE, text), *lexicon.spans(Kind.GROUP, text)]
        return [span for span in sorted(spans) if not any(_within(span, other) for other in spans)]

    def is_adversary(self, code: str) -> bool:
        """Whether a code names an adversary."""
        return code in self.adversaries


def _names(names: Mapping[str, str]) -> Lexicon:
    """Names as a lexicon of their own, which counts them as they are written."""
    return Lexicon({Kind.OFFICE: {name: code for name, code in names.items() if name}})


def _is_firm(owner: str) -> bool:
    return owner not in NO_FIRMS and "," not in owner and "(" not in owner and " and " not in owner


def _within(inner: Span, outer: Span) -> bool:
    return (
        inner != outer and outer.start <= inner.start and inner.end <= outer.end and len(inner.text) < len(outer.text)
    )
