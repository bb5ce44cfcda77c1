"""Who says a sentence: by verbs of saying with what stands before or behind them, and by `according to`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sinews.evidence.grammar.phrases import is_word, phrase, phrase_before
from sinews.evidence.grammar.sentences import quoted
from sinews.evidence.grammar.tokens import Token, tokens
from sinews.evidence.lexicon import Kind, Lexicon

#: The most tokens of a name, and those of what a sentence says of a speaker between commas.
LONGEST, ASIDE = 12, 20

#: The most words of somebody without a name, the article included.
SOMEBODY = 5

#: Words that may stand within a name, and those that may begin one.
_WITHIN = frozenset({"of", "the", "for", "and", "de", "van", "von", "der", "den", "di", "-", ".", "&", "'", "\u2019"})
_HELP = frozenset(
    {"has", "had", "have", "also", "then", "later", "again", "repeatedly", "recently", "today", "did", "just"}
)
_PLACED = frozenset({"in", "at", "near"})
_QUOTES = frozenset('"“”\u2018\u2019«»„')

_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them"})


@dataclass(frozen=True)
class Speaker:
    """Who says something: the name as it is written, and whether it is a pronoun that says too little."""

    name: str
    is_pronoun: bool


def speaker(lexicon: Lexicon, text: str, inside: Sequence[tuple[int, int]] | None = None) -> Speaker | None:
    """Who says a sentence, as it says itself; None if it does not.

    `inside`: from where to where it stands within quotation marks, if that is known of its paragraph.
    """
    row, inside = tokens(text), quoted(text) if inside is None else inside
    outside = [place for place in range(len(row)) if not any(begin < row[place].start < end for begin, end in inside)]
    behind = [place for place in outside if place and row[place - 1].text in {",", *_QUOTES}]
    for place in (*behind, *outside):  # what stands behind a comma or a quotation says it of the whole sentence
        speaker = _according(lexicon, row, place) or _saying(lexicon, row, place)
        if speaker:
            name = _tidy(" ".join(token.text for token in speaker), text, speaker)
            return Speaker(name, name.casefold() in _PRONOUNS)
    return None


def _tidy(name: str, text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end].strip(" ,'\u2019") or name


def _according(lexicon: Lexicon, row: Sequence[Token], place: int) -> Sequence[Token]:
    """The name behind `according to`."""
    verb = phrase(lexicon, Kind.ACCORDING, row, place)
    if not verb:
        return ()
    begin = place + verb[1]
    if begin < len(row) and row[begin].low in _PRONOUNS:
        return row[begin : begin + 1]
    by = next((step for step in range(begin, min(begin + 3, len(row))) if row[step].low in {"by", "from"}), None)
    return _name_from(lexicon, row, begin) or (_name_from(lexicon, row, by + 1) if by else ())


def _saying(lexicon: Lexicon, row: Sequence[Token], place: int) -> Sequence[Token]:
    """The name beside a verb of saying: behind it where a quotation or a comma stands before it, else before it."""
    verb = phrase(lexicon, Kind.SAY, row, place)
    if not verb or place == 0:
        return ()
    before = row[place - 1]
    if before.text == ",":
        aside = _before_aside(lexicon, row, place - 1)
        if aside and aside[0] == row[0]:
            return aside
    if before.text in _QUOTES or before.text == ",":
        behind = _name_from(lexicon, row, place + verb[1])
        if behind:
            return behind
    end = place
    while end and row[end - 1].low in _HELP:
        end -= 1
    if end and row[end - 1].text == ",":
        return _before_aside(lexicon, row, end - 1)
    return _name_to(lexicon, row, end)


def _before_aside(lexicon: Lexicon, row: Sequence[Token], comma: int) -> Sequence[Token]:
    """The name before what stands between two commas: `John Smith, head of the institute, said`."""
    for place in range(comma - 1, max(0, comma - ASIDE), -1):
        if row[place].text == ",":
            inner = _name_to(lexicon, row, comma)
            named = _name_to(lexicon, row, place)
            return (
                row[place - len(named) : comma]
                if named and inner and row[place - len(named)].low == "the"
                else named or inner
            )
        if row[place].text in _QUOTES:
            return ()
    return ()


def _is_name(lexicon: Lexicon, token: Token) -> bool:
    return token.is_word and token.text[:1].isupper() and lexicon.code(Kind.MONTH, token.text) is None


def _name_to(lexicon: Lexicon, row: Sequence[Token], end: int) -> Sequence[Token]:
    """The name that ends right before a token: an office, a pronoun, or words with capitals."""
    office = phrase_before(lexicon, Kind.OFFICE, row, end)
    begin = end
    while begin and end - begin < LONGEST and (_is_name(lexicon, row[begin - 1]) or row[begin - 1].low in _WITHIN):
        begin -= 1
    begin = _trimmed(lexicon, row, begin, end)
    if office and office[1] >= end - begin:
        return row[end - office[1] : end]
    if begin < end and row[begin - 1].low in _PLACED and begin > 1:
        return _somebody(row, end) or row[begin:end]
    if begin < end and (begin > 0 or _is_name(lexicon, row[begin])):
        return row[begin:end]
    return _somebody(row, end)


def _somebody(row: Sequence[Token], end: int) -> Sequence[Token]:
    """`a retired general`, right before a token: what follows the last article, if nothing but words does."""
    for place in range(end - 1, max(-1, end - SOMEBODY - 1), -1):
        if row[place].low in {"a", "an", "the", "one"}:
            longer = _somebody(row, place - 1) if place > 1 and row[place - 1].low in {"of", "by"} else ()
            begin = place - 1 - len(longer) if longer else place
            return row[begin:end] if begin + 1 < end else ()
        if not row[place].is_word:
            return ()
    return ()


def _trimmed(lexicon: Lexicon, row: Sequence[Token], begin: int, end: int) -> int:
    """The first token of a name: a small word may begin it only where `the` does, before a capital."""
    while begin < end and not _is_name(lexicon, row[begin]):
        the = row[begin].low == "the" and begin + 1 < end and _is_name(lexicon, row[begin + 1])
        if the:
            return begin
        begin += 1
    if begin < end - 1 and row[begin].low in {
        "as",
        "when",
        "while",
        "but",
        "and",
        "in",
        "for",
        "instance",
        "on",
        "if",
        "last",
    }:
        return _trimmed(lexicon, row, begin + 1, end)
    return begin


def _name_from(lexicon: Lexicon, row: Sequence[Token], begin: int) -> Sequence[Token]:
    """The name that begins at a token."""
    if begin >= len(row):
        return ()
    end = begin
    while end < len(row) and end - begin < LONGEST and (_is_name(lexicon, row[end]) or row[end].low in _WITHIN):
        end += 1
    while end > begin and (not _is_name(lexicon, row[end - 1]) or is_word(lexicon, Kind.MONTH, row, end - 1)):
        end -= 1
    if end > begin and any(_is_name(lexicon, token) for token in row[begin:end]):
        return row[begin:end]
    office = phrase(lexicon, Kind.OFFICE, row, begin)
    return row[begin : begin + office[1]] if office else ()


_SURNAME = re.compile(r"[^\W\d_]{3,}")


def office_of(lexicon: Lexicon, name: str) -> str:
    """The office that a name stands for by the table of words; the name itself if it stands for none."""
    for part in (name, *_SURNAME.findall(name)[::-1]):
        code = lexicon.code(Kind.OFFICE, part)
        if code:
            return code
    for span in lexicon.spans(Kind.OFFICE, name):
        if span.code:
            return span.code
    return name
