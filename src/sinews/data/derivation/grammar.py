"""The little language of cells: facts, assumptions, whole numbers, months, and rules with arguments.

    expression = term { ("+" | "-") term }
    term       = factor { ("*" | "/") factor }
    factor     = number | month | name | call | "(" expression ")"
    call       = name "(" [ expression { "," expression } ] ")"

A name may hold hyphens (`lines-231`), so a minus sign stands between blanks. Numbers are whole: a factor such as 1.3 is
a judgement, which has a name, a range and a reason. Nothing here is ever run as Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sinews.data.derivation.faults import Fault, FaultError

#: The longest expression, in characters, the deepest nesting of parentheses and calls, and the most signs in a row.
LENGTH, NESTING, SIGNS = 2_000, 40, 40


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class MonthOf:
    """A month that is written out, as months since year 0."""

    count: int


@dataclass(frozen=True)
class Name:
    """A fact, an assumption, a named figure, a column of the row or an argument of a rule; or a code."""

    text: str


@dataclass(frozen=True)
class Call:
    """A rule or an operation (signs included) with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Whole | MonthOf | Name | Call

_TOKEN = re.compile(
    r"\s*(?:(?P<month>[0-9]{4}-[0-9]{2}(?![\w-]))"
    r"|(?P<number>[0-9][0-9_.eE]*)"
    r"|(?P<name>[A-Za-z_]\w*(?:[-.][A-Za-z0-9_]\w*)*)"
    r"|(?P<sign>[-+*/(),]))",
    re.ASCII,
)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The expression in a cell. Raises FaultError if it is none."""
    if len(text) > LENGTH:
        raise _wrong(f"{len(text):,} characters", f"at most {LENGTH:,}", "Give a part of it a name in figures.csv.")
    return _Parser(text).whole()


def month_count(text: str) -> int:
    """Months since year 0 of a month YYYY-MM. Raises FaultError if it is none."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(-[0-9]{2})?", text, re.ASCII)
    if not match or not 1 <= int(match[2]) <= 12:
        raise _wrong(f'"{text}"', "a month, YYYY-MM", "Write the month as in 2026-01.")
    return 12 * int(match[1]) + int(match[2]) - 1


def _wrong(defect: str, expected: str, remedy: str) -> FaultError:
    return FaultError([Fault(defect, expected, remedy)])


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if not match or not match.lastgroup:
            sign = text[at:].lstrip()[0]
            raise _wrong(
                f'the sign "{sign}" in "{text[at : at + 20].strip()}"',
                "facts, assumptions, whole numbers, months, and rules with arguments in parentheses",
                "Write it without the sign.",
            )
        yield _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
        at = match.end()
    yield _Token("end", "", end)


class _Parser:
    """Recursive descent with one token ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0
        self._nesting = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._peek().kind != "end":
            raise self._unexpected("a sign + - * / between two figures, or the end")
        return node

    def _sum(self) -> Node:
        self._nesting += 1
        if self._nesting > NESTING:
            raise _wrong(
                f"more than {NESTING} calls and parentheses inside one another",
                "fewer",
                "Give a part of it a name in figures.csv.",
            )
        node = self._chain(("+", "-"), self._product)
        self._nesting -= 1
        return node

    def _product(self) -> Node:
        return self._chain(("*", "/"), self._factor)

    def _chain(self, signs: tuple[str, ...], part: Callable[[], Node]) -> Node:
        """Parts with signs between them, from the left."""
        node, count = part(), 0
        while self._peek().text in signs:
            count += 1
            if count > SIGNS:
                raise _wrong(f"more than {SIGNS} signs in a row", "fewer", "Add with total(...), or name a part.")
            node = Call(self._take().text, (node, part()))
        return node

    def _factor(self) -> Node:
        token = self._peek()
        if token.kind == "number":
            return self._number()
        if token.kind == "month":
            return MonthOf(month_count(self._take().text))
        if token.kind == "name":
            return self._name()
        if token.text == "(":
            self._take()
            node = self._sum()
            self._close("a sign + - * / or a closing parenthesis")
            return node
        raise self._unexpected("a fact, an assumption, a whole number, a month or a rule with its arguments")

    def _number(self) -> Node:
        text = self._take().text
        if not text.isdecimal() or len(text) > 9:
            raise _wrong(
                text,
                "a whole number of at most nine digits",
                "A factor is a judgement: state it in assumptions.csv, with its range and reason, and name it here.",
            )
        return Whole(int(text))

    def _name(self) -> Node:
        name = self._take().text
        if self._peek().text != "(":
            return Name(name)
        self._take()
        arguments: list[Node] = []
        while self._peek().text != ")":
            arguments.append(self._sum())
            if self._peek().text != ",":
                break
            self._take()
            if self._peek().text == ")":
                raise self._unexpected("an argument after the comma")
        self._close("a comma or a closing parenthesis")
        return Call(name, tuple(arguments))

    def _close(self, expected: str) -> None:
        if self._peek().text != ")":
            raise self._unexpected(expected)
        self._take()

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _unexpected(self, expected: str) -> FaultError:
        token = self._peek()
        before = self._text[: token.at].rstrip()
        where = f' after "{before[-30:]}"' if before else ""
        text = f'"{token.text}"' if token.text else "the end of the cell"
        return _wrong(text + where, expected, "Complete or correct the expression.")
