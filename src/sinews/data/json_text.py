"""An object of JSON as people write it: what is said twice, and what no file should hold, is found where it stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from math import isinf
from typing import Any

from sinews.errors import CaseError, Finding

#: How deep objects and lists may stand in each other, and how long a number may be, in characters.
DEEPEST, LONGEST_NUMBER = 40, 30

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]|-?(?:NaN|Infinity)|-?[0-9][0-9.eE+-]*', re.DOTALL)


@dataclass
class _Level:
    """An object or a list that is open: its place, the lines of its keys, the part that is being read."""

    place: str
    is_list: bool
    lines: dict[str, int] = field(default_factory=dict)
    part: str = ""
    count: int = 0

    @property
    def here(self) -> str:
        """The place of the part that is being read, as in `resources[2].schema`."""
        return f"{self.place}[{self.count}]" if self.is_list else f"{self.place}.{self.part}".lstrip(".")


class _Walk:
    """A walk over sound JSON, sign by sign, that knows the line and the place of each part."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.line = 1
        self.levels = [_Level("", is_list=False)]
        self.said = ""
        self.findings: list[Finding] = []

    def over(self, text: str) -> list[Finding]:
        """What is said twice, half pairs of surrogates, numbers that are none; CaseError if it is too deep."""
        signs = {"{": self._open, "[": self._open_list, "}": self._close, "]": self._close, ",": self._next}
        steps = {**signs, ":": self._key, "\n": self._newline}
        for match in _PART.finditer(text):
            part = match[0]
            if part in steps:
                steps[part]()
            elif part.startswith('"'):
                self._text(part)
            else:
                self._number(part)
        return self.findings

    def _open(self, *, is_list: bool = False) -> None:
        self.levels.append(_Level(self.levels[-1].here, is_list))
        if len(self.levels) > DEEPEST:
            raise CaseError([_too_deep(self.file, self.line)])

    def _open_list(self) -> None:
        self._open(is_list=True)

    def _close(self) -> None:
        self.levels.pop()

    def _next(self) -> None:
        self.levels[-1].count += 1

    def _newline(self) -> None:
        self.line += 1

    def _key(self) -> None:
        level, key = self.levels[-1], json.loads(self.said) if "\\" in self.said else self.said[1:-1]
        level.part = key
        if key in level.lines:
            defect = f'the key "{key}" twice, first in line {level.lines[key]}'
            self._find(defect, "each key once", "Take one of the two out.")
        level.lines.setdefault(key, self.line)

    def _text(self, part: str) -> None:
        self.said = part
        if "\\" not in part:  # as almost always; nothing is half of a pair but by its number
            return
        try:
            json.loads(part).encode("utf-8")
        except UnicodeEncodeError:
            self._find(f"half of a surrogate pair in {part[:60]}", "text in Unicode", "Write the sign itself.")

    def _number(self, part: str) -> None:
        if part.lstrip("-") in ("NaN", "Infinity") or isinf(float(part)):
            self._find(part[:60], "a finite number", "Write the number, or take it out.")
        elif len(part) > LONGEST_NUMBER:
            defect = f"a number of {len(part):,} signs"
            self._find(defect, f"at most {LONGEST_NUMBER} signs", "Write the number shorter.")

    def _find(self, defect: str, expected: str, remedy: str) -> None:
        self.findings.append(Finding(self.file, self.line, self.levels[-1].here, defect, expected, remedy))


def object_of(text: str, file: str) -> tuple[dict[str, Any], list[Finding]]:
    """The object in a text, and what is wrong with its parts; CaseError if the text holds no object.

    Of a key that is said twice, the last value is taken; half of a surrogate pair becomes a question mark.
    """
    content = _content(text, file)
    findings = list(_walked(text, file))
    if not isinstance(content, dict):
        raise CaseError(
            [Finding(file, 0, "", "JSON that is not an object", "an object", "Put the content between { and }.")]
        )
    sound: dict[str, Any] = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return sound, findings


@lru_cache(maxsize=16)
def _walked(text: str, file: str) -> tuple[Finding, ...]:
    """What a walk finds; a description that is read again is mostly as it was."""
    return tuple(_Walk(file).over(text))


def _content(text: str, file: str) -> object:
    if not text.strip():
        raise CaseError([Finding(file, 0, "", "an empty file", "an object in JSON", "Fill the file.")])
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        near = text[error.pos : error.pos + 20].split("\n", maxsplit=1)[0].strip()
        defect = f"malformed JSON at {json.dumps(near, ensure_ascii=False)}" if near else "malformed JSON, cut short"
        remedy = "Look for commas, quotation marks and brackets that are missing or too many."
        raise CaseError([Finding(file, error.lineno, "", defect, "JSON", remedy)]) from None
    except RecursionError:
        raise CaseError([_too_deep(file, 0)]) from None


def _whole(digits: str) -> int | float:
    """A whole number; one of too many digits (which is a finding) as a float."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _too_deep(file: str, line: int) -> Finding:
    defect, expected = "JSON nested too deeply", f"at most {DEEPEST} objects and lists in each other"
    return Finding(file, line, "", defect, expected, "Take the inner ones out.")
