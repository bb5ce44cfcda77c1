"""A paragraph to sentences, with where each begins; and what of them stands within quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Abbreviations behind whose point a sentence goes on.
SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "brig",
        "adm",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "st",
        "no",
        "vs",
        "etc",
        "eg",
        "e.g",
        "i.e",
        "ie",
        "ca",
        "approx",
        "fig",
        "art",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "para",
        "min",
        "max",
        "est",
        "hon",
        "rt",
        "ret",
        "pres",
    ]
)

_END = re.compile(r"[.!?…][\"”\u2019'»)\]]*(?=\s+[\"“\u2018'«(\[]?[A-Z0-9À-Þ€$£]|\s*$)")
_LAST = re.compile(r"([\w.]+)$")

#: The longest sentence; what is longer is cut at a blank.
LONGEST = 1_500


@dataclass(frozen=True)
class Sentence:
    """A sentence: its text, and where it begins in its paragraph."""

    text: str
    start: int


def sentences(paragraph: str) -> list[Sentence]:
    """The sentences of a paragraph, in their order; together they are all of it but blanks."""
    sentences = []
    begun = 0
    for end in _ends(paragraph):
        sentences += list(_cut(paragraph, begun, end))
        begun = end
    return sentences


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0].startswith(".") and _goes_on(text, match.start()):
            continue
        yield match.end()
    yield len(text)


def _goes_on(text: str, point: int) -> bool:
    """Whether a point belongs to an abbreviation or to an initial."""
    last = _LAST.search(text[max(0, point - 12) : point])
    if last is None:
        return False
    word = last[1]
    return word.casefold() in SHORT or (len(word) == 1 and word.isupper())


def _cut(text: str, begun: int, end: int) -> Iterator[Sentence]:
    while begun < end:
        begun += len(text[begun:end]) - len(text[begun:end].lstrip())
        stop = end
        if end - begun > LONGEST:
            blank = text.rfind(" ", begun, begun + LONGEST)
            stop = blank if blank > begun else begun + LONGEST
        if text[begun:stop].strip():
            yield Sentence(text[begun:stop].rstrip(), begun)
        begun = stop


_PAIRS = {"“": "”", "«": "»", "„": "“", "\u2018": "\u2019"}
_LETTER = re.compile(r"\w")


def quoted(paragraph: str) -> list[tuple[int, int]]:
    """From where to where a paragraph stands within quotation marks, the outer ones; an open end reaches to its end."""
    stretches: list[tuple[int, int]] = []
    begun, close = -1, ""
    for place, sign in enumerate(paragraph):
        if begun < 0 and (sign in _PAIRS or sign == '"'):
            begun, close = place, _PAIRS.get(sign, '"')
        elif (
            begun >= 0 and sign == close and not (sign == "\u2019" and _LETTER.match(paragraph[place + 1 : place + 2]))
        ):
            stretches.append((begun, place + 1))
            begun = -1
    return [*stretches, (begun, len(paragraph))] if begun >= 0 else stretches
