"""Which numbers of a case follow facts that are taken in, and which rest on what was there and cannot follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sinews.data.case import Case
from sinews.data.derivation.book import Book
from sinews.data.derivation.figures import DerivationError, Figure
from sinews.data.derivation.units import base, money
from sinews.data.grounds import figures
from sinews.data.intake.rules import Basis, Cited, Ends, followed
from sinews.data.intake.taken import Taken, rows_of

#: How rules are named in the basis of a number.
RULE = "rule:"

#: A year in the key of a row.
_DATED = re.compile(r"(?:^|/)(\d{4})(?:-\d\d-\d\d)?(?=/|$)")


@dataclass(frozen=True)
class Followed:
    """A number that follows: table, key of its row (parts set apart by strokes), column, before, after, and why."""

    table: str
    row: str
    column: str
    before: Ends
    after: Ends
    basis: str
    rule: str


@dataclass(frozen=True)
class Left:
    """A number that rests on a fact whose place was taken, and that stays as it is: by which rules it rests on it."""

    table: str
    row: str
    column: str
    rules: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Following:
    """What facts that are taken in make of a case."""

    numbers: tuple[Followed, ...]
    left: tuple[Left, ...]

    def standing_on(self, fact: str) -> int:
        """How many numbers rest on a fact now."""
        return sum(fact in number.basis.split() for number in self.numbers)


def follow(case: Case, taken: Sequence[Taken]) -> Following:
    """The numbers of a case that follow facts in the places of others, in the order of tables and rows."""
    replacing = {fact.replaces: fact for fact in taken if fact.replaces}
    if not replacing:
        return Following((), ())
    cited = _Cited.of(case, taken)
    moved = {name for name, fact in replacing.items() if cited.year(name) != fact.year}
    numbers: list[Followed] = []
    left: list[Left] = []
    for number in _resting(case, list(replacing)):
        basis = str(number["basis"])
        dated = _DATED.search(str(number["row"])) is not None  # a row of a year keeps the figure of that year
        places = {name: fact.row["fact"] for name, fact in replacing.items() if not (dated and name in moved)}
        if places.keys().isdisjoint(basis.split()):
            continue
        renamed = " ".join(places.get(name, name) for name in basis.split())
        there = Ends(number["low"], number["value"], number["high"])
        where = (str(number["table"]), str(number["row"]), str(number["column"]))
        year = _year(where[1])
        becomes = followed(cited.basis(basis, year), cited.basis(renamed, year), there)
        if becomes is None:
            rules = tuple(name.removeprefix(RULE) for name in basis.split() if name.startswith(RULE))
            left.append(Left(*where, rules, tuple(name for name in basis.split() if name in places)))
        else:
            numbers.append(Followed(*where, there, becomes[0], renamed, becomes[1]))
    return Following(tuple(numbers), tuple(left))


def _resting(case: Case, facts: list[str]) -> Iterator[dict[str, float]]:
    """Numbers in whose basis one of some facts stands, as rows of `figures`."""
    every = figures(case)
    bases = every.select("basis").unique(maintain_order=True)
    names = bases.with_columns(pl.col("basis").str.extract_all(r"\S+").alias("name")).explode("name")
    on = names.filter(pl.col("name").is_in(facts)).select("basis").unique(maintain_order=True)
    yield from every.join(on, on="basis", how="semi", maintain_order="left").iter_rows(named=True)


def _year(key: str) -> int:
    """The year in the key of a row; 0 if it has none."""
    year = _DATED.search(key)
    return int(year[1]) if year else 0


@dataclass(frozen=True)
class _Cited:
    """Facts and assumptions of a case, and facts that are taken in, as rules see them."""

    book: Book
    assumed: Mapping[str, float]

    @classmethod
    def of(cls, case: Case, taken: Sequence[Taken]) -> _Cited:
        rows = {**rows_of(case, "facts"), **{fact.row["fact"]: dict(fact.row) for fact in taken}}
        book = Book()
        for name, row in rows.items():
            topic, _, source = row["source"].partition(":")
            book.facts[name] = {**row, "topic": topic, "source_id": source}
        values = case.table("assumptions").select("assumption", "value").iter_rows()
        return cls(book, {str(name): float(value) for name, value in values})

    def year(self, name: str) -> str:
        """The year in which the period of a fact begins."""
        return self.book.facts[name]["period_start"][:4] if name in self.book.facts else ""

    def basis(self, text: str, year: int) -> Basis:
        """A basis as rules see it; facts that state no number are left out, so that no rule gives its number."""
        names = text.split()
        return Basis(
            tuple(cited for name in names if name in self.book.facts and (cited := self._cited(name)) is not None),
            frozenset(name.removeprefix(RULE) for name in names if name.startswith(RULE)),
            {name: self.assumed[name] for name in names if name in self.assumed},
            year,
        )

    def _cited(self, name: str) -> Cited | None:
        row = self.book.facts[name]
        try:
            figure = self._figure(name, row["unit"])
        except DerivationError:
            return None
        year = row["period_start"][:4]
        return Cited(figure, int(year) if year.isdecimal() else 0, row["quantity"])

    def _figure(self, name: str, unit: str) -> Figure:
        """The figure of a fact in the base unit of its own; money stays in its currency."""
        return self.book.fact(name, unit if money(unit) else base(unit))
