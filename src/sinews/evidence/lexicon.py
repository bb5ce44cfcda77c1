"""The words that the grammar knows, all from one table: what is no rule of order stands there.

The table (`words.csv` of this package, or one of the user's) has a row for each word: language, kind, word, and the
code that it stands for. Names (of places, groups, offices, labels) count as they are written, other words in any case.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from sinews.data.texts import text_of
from sinews.errors import CaseError, Finding, did_you_mean

COLUMNS = ("language", "kind", "word", "code")

#: The longest table and the longest word that are taken.
ROWS, LONGEST = 50_000, 80


class Kind(StrEnum):
    """What a word is to the grammar."""

    NUMBER = "number"
    MULTIPLIER = "multiplier"
    CURRENCY = "currency"
    PERCENT = "percent"
    POINTS = "points"
    TIME = "time"
    LENGTH = "length"
    MASS = "mass"
    FREQUENCY = "frequency"
    FOLD = "fold"
    FRACTION = "fraction"
    TIMES = "times"
    BOUND = "bound"
    MONTH = "month"
    LABEL = "label"
    CALIBRE = "calibre"
    PLACE = "place"
    GROUP = "group"
    ITEM = "item"
    OFFICE = "office"
    PRONOUN = "pronoun"
    SAY = "say"
    ACCORDING = "according"
    ATTACK = "attack"
    ABLE = "able"
    HEDGE = "hedge"
    DENY = "deny"
    CONDITION = "condition"
    SPEND = "spend"
    DEFENCE = "defence"
    GDP = "gdp"
    ENOUGH = "enough"
    SHOULD = "should"
    FUTURE = "future"
    MAKE = "make"
    NEED = "need"
    LACK = "lack"
    MORE = "more"
    HAVE = "have"
    BUY = "buy"
    GROW = "grow"
    FALL = "fall"
    MISSILE = "missile"
    REACH = "reach"
    STORES = "stores"
    PEOPLE = "people"
    MOVE = "move"
    FORCE = "force"
    TIMES_AS = "times_as"
    WHAT = "what"
    SUPPLIER = "supplier"
    ARMS = "arms"
    ECONOMY = "economy"
    MEMBERS = "members"
    THIS_YEAR = "this_year"
    NEXT_YEAR = "next_year"
    ELSEWHERE = "elsewhere"
    THAN = "than"
    PERMISSION = "permission"
    AGO = "ago"
    SINCE = "since"
    WARNING = "warning"
    EACH = "each"
    MARK = "mark"
    COMBINED = "combined"
    REAL = "real"
    INCIDENT = "incident"
    RATIFY = "ratify"
    CONTRACT = "contract"
    COVER = "cover"


_KINDS = tuple(kind.value for kind in Kind)

#: Kinds whose words count as they are written: `US` is no `us`, and `Turkey` no `turkey`.
AS_WRITTEN = frozenset({Kind.PLACE, Kind.GROUP, Kind.OFFICE, Kind.LABEL, Kind.MONTH})

#: Kinds whose codes are numbers.
NUMERIC = frozenset({Kind.NUMBER, Kind.MULTIPLIER, Kind.FOLD, Kind.FRACTION, Kind.MONTH})


@dataclass(frozen=True, order=True)
class Span:
    """A word or name found in a text: from where to where, what it stands for, and as it is written."""

    start: int
    end: int
    code: str
    text: str


@dataclass(frozen=True)
class Lexicon:
    """Words by kind: word -> code. Words of kinds that count in any case are in small letters."""

    words: Mapping[Kind, Mapping[str, str]]
    _patterns: dict[Kind, re.Pattern[str] | None] = field(default_factory=dict, repr=False, compare=False)

    def code(self, kind: Kind, word: str) -> str | None:
        """What a word stands for; None if it is none of this kind."""
        return self.words.get(kind, {}).get(word if kind in AS_WRITTEN else word.casefold())

    def spans(self, kind: Kind, text: str) -> list[Span]:
        """All words of a kind in a text, in their order; of those that overlap the longest."""
        if kind not in self._patterns:
            self._patterns[kind] = _pattern(kind, self.words.get(kind, {}))
        pattern = self._patterns[kind]
        if pattern is None:
            return []
        return [
            Span(match.start(), match.end(), self.code(kind, _even(match[0])) or "", match[0])
            for match in pattern.finditer(text.replace("\u2019", "'"))
        ]

    def has(self, kind: Kind, text: str) -> bool:
        """Whether a word of a kind is in a text."""
        return bool(self.spans(kind, text))

    def joined(self, more: Mapping[Kind, Mapping[str, str]]) -> Lexicon:
        """These words and more; where both have one, that of the table stands."""
        kinds = self.words.keys() | more.keys()
        return Lexicon({kind: {**_small(kind, more.get(kind, {})), **self.words.get(kind, {})} for kind in kinds})


def _even(word: str) -> str:
    return re.sub(r"\s+", " ", word)


def _small(kind: Kind, words: Mapping[str, str]) -> dict[str, str]:
    return dict(words) if kind in AS_WRITTEN else {word.casefold(): code for word, code in words.items()}


#: Letters that may follow each other, with what follows them; under the empty text, how a word may end.
_Tree = dict[str, "_Tree"]


def _pattern(kind: Kind, words: Iterable[str]) -> re.Pattern[str] | None:
    """An expression that finds the words of a kind, of those that begin at one place the longest.

    Words that begin alike share what is alike, so that a place is looked at once for each letter and not for each word.
    """
    every = [_even(word) for word in words]
    named = _longest([word for word in every if word[0].isalnum()])
    signs = _longest([word for word in every if not word[0].isalnum()])
    if not named and not signs:
        return None
    # No letter or apostrophe may stand before a word; before a sign anything may.
    parts = [before + ways for before, ways in ((r"(?<![\w'])", named), ("", signs)) if ways]
    return re.compile("|".join(parts), 0 if kind in AS_WRITTEN else re.IGNORECASE)


def _longest(words: Iterable[str]) -> str:
    """An expression of words, the longer before the shorter; empty if there are none.

    The tree is as deep as a word is long: words over LONGEST, as names of a case may be, stand before it one by one.
    """
    tree: _Tree = {}
    ways = []
    for word in sorted(words, key=len, reverse=True):
        if len(word) > LONGEST:
            ways.append("".join(map(_letter, word)) + _end(word[-1]))
            continue
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    if tree:
        ways.append(_alternatives(tree, ""))
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if ways else ""


def _alternatives(tree: _Tree, last: str) -> str:
    """An expression of the ways in which words go on after the letter `last`, an end behind all others."""
    ways = [_letter(letter) + _alternatives(tree[letter], letter) for letter in sorted(tree) if letter]
    if "" in tree:
        ways.append(_end(last))
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _end(last: str) -> str:
    """How a word ends behind its letter `last`."""
    return r"(?!\w)" if last.isalnum() else ""


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


@cache
def packaged() -> Lexicon:
    """The words that come with sinews."""
    text = (files("sinews.evidence") / "words.csv").read_text(encoding="utf-8")
    return of_text(text, "words.csv")


def read(path: Path | None) -> Lexicon:
    """The words of a table of the user's, or those that come with sinews; CaseError with all that is wrong with it."""
    return packaged() if path is None else of_text(text_of(path, str(path)), str(path))


def of_text(text: str, called: str) -> Lexicon:
    """The words of a table as text; CaseError with a finding for each row that makes no sense."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != COLUMNS:
        heading = ", ".join(rows[0])[:LONGEST] if rows else "nothing"
        raise CaseError(
            [Finding(called, 1, "", heading or "nothing", ", ".join(COLUMNS), "Begin it with these columns.")]
        )
    words: dict[Kind, dict[str, str]] = {}
    findings = [_wrong(called, number, row) for number, row in enumerate(rows[1:], 2)]
    if len(rows) > ROWS:
        findings = [Finding(called, 0, "", f"{len(rows):,} rows", f"at most {ROWS:,}", "Thin it out.")]
    if any(findings):
        raise CaseError([finding for finding in findings if finding])
    for _, kind, word, code in rows[1:]:
        name = Kind(kind)
        forms = (
            {word, word[:1].upper() + word[1:]} if name in AS_WRITTEN else {word.casefold()}
        )  # it may begin a sentence
        words.setdefault(name, {}).update(dict.fromkeys(sorted(forms), code))
    return Lexicon(words)


def _wrong(called: str, line: int, row: list[str]) -> Finding | None:
    """What is wrong with a row, if anything is."""
    if len(row) != len(COLUMNS):
        return Finding(called, line, "", f"{len(row)} cells", f"{len(COLUMNS)}", "Give each row all columns.")
    _, kind, word, code = row
    if kind not in _KINDS:
        return Finding(called, line, "kind", kind, "a kind of word", f"Write one of them.{did_you_mean(kind, _KINDS)}")
    if not word.strip() or len(word) > LONGEST:
        return Finding(called, line, "word", word[:20] or "nothing", f"1 to {LONGEST} letters", "Write the word.")
    if kind in NUMERIC and not _is_number(code):
        return Finding(called, line, "code", code, "a number", "Write what the word counts.")
    return None


def _is_number(code: str) -> bool:
    return re.fullmatch(r"\d{1,15}(?:\.\d+)?", code) is not None
