"""Which numbers of a case follow facts that are taken in, and which rest on what was there and cannot follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import polars as pl

from sinews.data.case import Case
from sinews.data.derivation.book import Book
from sinews.data.derivation.figures import DerivationError, Figure
from sinews.data.derivation.units import base, money
from sinews.data.grounds import figures
from sinews.data.intake.basis import Basis, Cited, Ends
from sinews.data.intake.rules import followed
from sinews.data.intake.shares import SHARES, STAYS, shared
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
    """A number that rests on a fact whose place was taken, and that stays as it is: by which rules, and why it does."""

    table: str
    row: str
    column: str
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    why: str


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
    places = {name: fact.row["fact"] for name, fact in replacing.items()}
    moved = {name for name, fact in replacing.items() if cited.year(name) != fact.year}
    resting = [_Resting.of(row, places, moved, cited) for row in _rows(case, list(replacing))]
    factors = _shared(resting)
    numbers: list[Followed] = []
    left: list[Left] = []
    for number in resting:
        becomes, why = _becomes(number, factors) or (None, _why(case, number))
        if becomes is not None and (number.moves or not becomes.near(number.there)):
            numbers.append(Followed(*number.where, number.there, becomes, number.renamed, why))
        elif becomes is None and number.moves:
            left.append(Left(*number.where, number.rules, number.moves, why))
    return Following(tuple(numbers), tuple(left))


@dataclass(frozen=True)
class _Resting:
    """A number that may follow: where it stands, what it is, and what it rests on before and after."""

    where: tuple[str, str, str]
    there: Ends
    before: Basis
    after: Basis
    renamed: str
    names: tuple[str, ...]
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    moves: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any], places: Mapping[str, str], moved: Collection[str], cited: _Cited) -> _Resting:
        """The number of a row of `figures`; `moved`: facts in whose place others of another year have come."""
        where = (str(row["table"]), str(row["row"]), str(row["column"]))
        names = str(row["basis"]).split()
        dated = _DATED.search(where[1]) is not None  # a row of a year keeps the figure of that year
        moves = tuple(name for name in names if name in places and not (dated and name in moved))
        renamed = " ".join(places[name] if name in moves else name for name in names)
        year = _year(where[1])
        return cls(
            where,
            Ends(row["low"], row["value"], row["high"]),
            cited.basis(" ".join(names), year),
            cited.basis(renamed, year),
            renamed,
            tuple(names),
            tuple(name for name in names if name in cited.book.facts),
            tuple(name.removeprefix(RULE) for name in names if name.startswith(RULE)),
            moves,
        )

    @property
    def sharing(self) -> tuple[str, ...] | None:
        """Rule, table, column and basis of the numbers that share a total with this one; None if it is no such part."""
        if not self.rules or self.rules[-1] not in SHARES:
            return None
        own = set(self.facts[-SHARES[self.rules[-1]].own :])
        return self.rules[-1], self.where[0], self.where[2], *(name for name in self.names if name not in own)


def _shared(resting: Sequence[_Resting]) -> Mapping[tuple[str, str, str], float | None]:
    """By which factors the parts of totals follow, by where they stand; None where their rule cannot say."""
    groups: dict[tuple[str, ...], list[_Resting]] = {}
    for number in resting:
        if number.sharing:
            groups.setdefault(number.sharing, []).append(number)
    factors: dict[tuple[str, str, str], float | None] = {}
    for (rule, *_), group in groups.items():
        parts = shared(
            SHARES[rule],
            [number.before for number in group],
            [number.after for number in group],
            [number.there.value for number in group],
        )
        if parts is not None:
            factors |= dict(zip_longest((number.where for number in group), parts))
    return factors


def _becomes(number: _Resting, factors: Mapping[tuple[str, str, str], float | None]) -> tuple[Ends | None, str] | None:
    """What a number becomes, and by which rule, or None and why its rule cannot say; None if no rule gives it."""
    if number.where in factors:
        factor, rule = factors[number.where], SHARES[number.rules[-1]].called
        if factor is None:
            return None, f"{rule}: {STAYS}"
        return number.there.times(factor), rule
    return followed(number.before, number.after, number.there)


def _why(case: Case, number: _Resting) -> str:
    """Why a number cannot follow."""
    if not number.rules:
        return "it names no rule, and no rule that follows facts gives it from those that it names"
    rule = number.rules[-1]
    texts = case.table("rules").filter(pl.col("rule") == rule)["text"]
    return f"{rule} takes more than the facts that the number names: {texts[0] if len(texts) else 'no text'}"


def _rows(case: Case, facts: list[str]) -> Iterator[dict[str, Any]]:
    """Numbers in whose basis one of some facts stands, or that share a total with such, as rows of `figures`."""
    every = figures(case)
    bases = every.select("basis").unique(maintain_order=True)
    names = bases.with_columns(pl.col("basis").str.extract_all(r"\S+").alias("name")).explode("name")
    on = names.filter(pl.col("name").is_in([*facts, *(f"{RULE}{rule}" for rule in SHARES)]))
    yield from every.join(on.select("basis").unique(), on="basis", how="semi", maintain_order="left").iter_rows(
        named=True
    )


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
