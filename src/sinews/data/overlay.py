"""Rows of a folder that are laid over those of a case: what is read of it, what is not, and what it replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sinews.data.reading import FILE, LINE, Sheet, read_sheet
from sinews.data.rows import overlaid, typed
from sinews.data.schema import Code, Month, Table
from sinews.data.tables import BY_NAME
from sinews.data.texts import is_folder, names_in, obstacle
from sinews.data.unread import is_table, nothing_read, unread
from sinews.errors import CaseError, Finding, Hints

#: The key of a row, and a row of a case: its table and its key.
Parts = tuple[object, ...]
Key = tuple[str, Parts]

#: Tables whose ids follow a pattern, so that a new one is close to others by design.
_PATTERNED = ("facts", "sources", "assumptions", "rules")

#: A new row so near in time to another is perhaps meant to replace it.
_NEAR = timedelta(days=92)


@dataclass(frozen=True)
class Overlay:
    """An overlay that was read: its folder as given, the rows that it replaced and those that it added."""

    folder: str
    replaced: tuple[Key, ...] = ()
    new: tuple[Key, ...] = ()

    @property
    def rows(self) -> tuple[Key, ...]:
        """All rows that came from the overlay."""
        return tuple(sorted((*self.replaced, *self.new), key=str))


@dataclass(frozen=True)
class Laid:
    """The sheets of a case under an overlay, and what is wrong or strange about the overlay."""

    sheets: dict[str, Sheet]
    overlay: Overlay
    findings: list[Finding]
    warnings: list[Finding]


def lay_over(sheets: dict[str, Sheet], folder: Path, limit: int) -> Laid:
    """Lay the tables of an overlay over the sheets of a case; rows are matched by their keys."""
    called = folder.name or str(folder)
    laid = Laid(dict(sheets), Overlay(str(folder)), [], [])
    if not is_folder(folder):
        defect = "no folder, but a file" if not obstacle(folder) else "no folder of this name"
        return _with(laid, Finding(str(folder), 0, "", defect, "the folder of an overlay", "Check the path."))
    try:
        names = names_in(folder, str(folder))
    except CaseError as error:
        return _with(laid, *error.findings)
    tables = [name for name in names if is_table(name)]
    laid.findings.extend(unread(folder, called, [name for name in names if name not in tables]))
    for name in tables:
        laid = _lay(laid, folder / name, f"{called}/{name}", BY_NAME[name.removesuffix(".csv")], limit)
    return laid if tables or laid.findings else _with(laid, nothing_read(str(folder)))


def _with(laid: Laid, *findings: Finding) -> Laid:
    laid.findings.extend(findings)
    return laid


def _lay(laid: Laid, path: Path, file: str, table: Table, limit: int) -> Laid:
    """Lay one file over the sheet of its table."""
    sheet, wrong = read_sheet(path, file, table, limit)
    laid.findings.extend(wrong)
    if not sheet or not set(table.key) <= set(sheet.raw.columns):
        return laid
    if sheet.sound and sheet.raw.is_empty():
        remedy = "Add the rows, or take the file out."
        return _with(laid, Finding(file, 0, "", "no rows", "rows that replace others or add to them", remedy))
    base = laid.sheets.get(table.name)
    usable = base if base and set(table.key) <= set(base.raw.columns) else None
    there = _keys(usable) if usable else {}
    rows = _keys(sheet)
    new = {parts: place for parts, place in rows.items() if parts not in there}
    laid.warnings.extend(_near_misses(new, there, table))
    overlay = Overlay(
        laid.overlay.folder,
        (*laid.overlay.replaced, *((table.name, parts) for parts in rows if parts in there)),
        (*laid.overlay.new, *((table.name, parts) for parts in new)),
    )
    sheets = {**laid.sheets, table.name: overlaid(usable, sheet) if usable else sheet}
    return Laid(sheets, overlay, laid.findings, laid.warnings)


def _keys(sheet: Sheet) -> dict[Parts, tuple[str, int]]:
    """The key of each row, with its file and line."""
    rows = typed(sheet).select(FILE, LINE, *sheet.table.key)
    return {tuple(parts): (file, line) for file, line, *parts in rows.iter_rows()}


# rows that are perhaps meant to replace others ------------------------------------


def _near_misses(new: dict[Parts, tuple[str, int]], there: Collection[Parts], table: Table) -> Iterator[Finding]:
    """A warning for each new row whose key is close to that of a row which is there, in one part."""
    if table.name in _PATTERNED:
        return
    for index, name in enumerate(table.key):
        column = table.column(name)
        if isinstance(column, (Code, Month)):
            values: dict[Parts, list[object]] = {}
            for parts in there:
                values.setdefault((*parts[:index], *parts[index + 1 :]), []).append(parts[index])
            hints = {rest: _near(options) for rest, options in values.items()} if new else {}
            for parts, (file, line) in new.items():
                near = hints.get((*parts[:index], *parts[index + 1 :]), _Near([], Hints(()))).of(parts[index])
                if near:
                    yield _near_miss(file, line, name, parts[index], near)


@dataclass(frozen=True)
class _Near:
    """Values of one part of a key, to be asked which is close to another."""

    dates: list[date]
    words: Hints

    def of(self, value: object) -> str:
        """The value that is close to `value`; empty if none is. Numbers in codes are told apart on purpose."""
        if isinstance(value, date):
            near = [day for day in self.dates if abs(day - value) <= _NEAR]
            return f"{min(near, key=lambda day: (abs(day - value), day)):%Y-%m}" if near else ""
        word = str(value)
        neighbour = self.words.near(word) or ""
        return neighbour if _letters(neighbour) != _letters(word) or neighbour.casefold() == word.casefold() else ""


def _near(values: list[object]) -> _Near:
    days = [value for value in values if isinstance(value, date)]
    return _Near(days, Hints([value for value in values if isinstance(value, str)], cutoff=0.8))


def _letters(word: str) -> str:
    return "".join(sign for sign in word if not sign.isdigit())


def _near_miss(file: str, line: int, column: str, value: object, near: str) -> Finding:
    defect = f'"{value:%Y-%m}"' if isinstance(value, date) else f'"{value}"'
    return Finding(
        file,
        line,
        column,
        f"a new row, {defect}, close to {near}, which is there",
        "rows that replace others have their keys",
        f"Write {near} if the row is meant to replace that one; a new row may stay.",
    )
