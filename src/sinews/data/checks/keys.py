"""Text by which rows are told apart: two that look alike are one to a reader and two to a join.

Two texts look alike if they differ only in capitals, in blanks, dashes and underscores, in signs that are not seen, or
in letters of another script that are drawn the same (NFKC of Unicode, then the letters of `_DRAWN_ALIKE`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import polars as pl

from sinews.data.checks.common import Check, EachCheck, Frames
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Code
from sinews.data.tables import BY_NAME
from sinews.errors import Finding

#: Columns of text, beside codes, whose equal cells count as one thing.
GROUPED: tuple[tuple[str, str], ...] = (("threats", "office"), ("sites", "owner"), ("statements", "office"))

#: Tables whose names stand for their codes where answers are shown: rows of one name would be added up as one.
NAMED = ("places", "items", "areas", "nodes", "carriers", "loads", "tiers", "corridors", "levers")

#: Codes that the clocks use for something else.
RESERVED: tuple[tuple[str, str, str], ...] = (
    ("places", "MARKET", "all lines and all buyers"),
    ("places", "group", "the whole group"),
    ("items", "money", "money"),
    ("nodes", "stock", "the homes of pools"),
    ("loads", "trips", "trips on a link"),
    ("carriers", "trips", "trips on a link"),
)

#: Pairs of tables whose codes stand side by side, and must differ.
SIDE_BY_SIDE = (("groups", "group", "places", "place"), ("carriers", "carrier", "loads", "load"))

#: Letters of other scripts (Cyrillic, then Greek) -> the Latin ones that are drawn alike.
_DRAWN_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5",
    "abekmhopctyxijsdqwaikvoptu",
)

_GAPS = re.compile(r"[\s_\-\u2010-\u2015]+")


@lru_cache(maxsize=1 << 16)
def looks(text: str) -> str:
    """What a reader sees of a text."""
    folded = text.casefold()
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_DRAWN_ALIKE)
        folded = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return _GAPS.sub(" ", folded).strip()


def _alike(frames: Frames, name: str) -> Iterator[Finding]:
    """Two texts of a column that look alike: one finding for each that is not the first."""
    frame = frames[name]
    for column in _telling(name):
        if column in frame.columns:
            yield from _second(frame, column, _strangers(text for text in frame[column].to_list() if text is not None))


def _telling(name: str) -> list[str]:
    """Columns of a table that tell its rows apart, or gather them."""
    codes = [column.name for column in BY_NAME[name].columns if isinstance(column, Code)]
    return [*codes, *(column for table, column in GROUPED if table == name)]


def _strangers(cells: Iterable[str]) -> dict[str, str]:
    """Texts that look like an earlier one, and that one."""
    first: dict[str, str] = {}
    twins: dict[str, str] = {}
    for text in dict.fromkeys(cells):
        other = first.setdefault(looks(text), text)
        if other != text:
            twins[text] = other
    return twins


def _second(frame: pl.DataFrame, column: str, twins: dict[str, str]) -> Iterator[Finding]:
    if not twins:
        return
    rows = frame.filter(pl.col(column).is_in(list(twins))).unique(column, keep="first", maintain_order=True)
    for file, line, text in rows.select(FILE, LINE, column).iter_rows():
        yield Finding(
            file, line, column, f"{text!r}, which looks like {twins[text]!r}",
            f"texts of {column} that can be told apart",
            f"Write both alike ({twins[text]!r}), or tell them apart.",
        )  # fmt: skip


def _names(frames: Frames) -> Iterator[Finding]:
    """Two codes of one name."""
    for table in NAMED:
        if table not in frames or "name" not in frames[table].columns:
            continue
        key = BY_NAME[table].key[0]
        first: dict[str, str] = {}
        for file, line, code, name in frames[table].select(FILE, LINE, key, "name").drop_nulls().iter_rows():
            other = first.setdefault(looks(name), code)
            if other != code:
                yield Finding(
                    file, line, "name", f'"{name}", the name of "{other}" as well', "a name of its own for each code",
                    f'Tell "{code}" and "{other}" apart: answers show them by their names.',
                )  # fmt: skip


def _taken(frames: Frames) -> Iterator[Finding]:
    """Codes that mean something else already."""
    for table, code, meaning in RESERVED:
        key = BY_NAME[table].key[0]
        if table in frames and code in frames[table][key].to_list():
            for file, line in frames[table].filter(pl.col(key) == code).select(FILE, LINE).iter_rows():
                yield Finding(
                    file, line, key, f'"{code}", which stands for {meaning}', "a code that stands for nothing else",
                    "Choose another code.",
                )  # fmt: skip
    for table, key, other, column in SIDE_BY_SIDE:
        if table in frames and other in frames:
            shared = ({*frames[table][key].to_list()} & {*frames[other][column].to_list()}) - {None}
            both = frames[table].filter(pl.col(key).is_in(list(shared)))
            firsts = both.unique(key, keep="first", maintain_order=True)
            for file, line, code in firsts.select(FILE, LINE, key).iter_rows():
                yield Finding(
                    file, line, key, f'"{code}", which is a code of {other} as well', f"a code that is none of {other}",
                    "Choose another code.",
                )  # fmt: skip


CHECKS: tuple[Check, ...] = (_names, _taken)

EACH: tuple[EachCheck, ...] = (_alike,)
