"""A folder that facts are taken into: an own case or an overlay, what would stand in its files, and writing them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from sinews.data.case import Case
from sinews.data.csv_text import line_of
from sinews.data.intake.following import Followed, Following
from sinews.data.intake.places import Place, Tried, behind
from sinews.data.intake.taken import NOWHERE, Cells, Taken, text_of_number
from sinews.data.package import DESCRIPTION, read_package
from sinews.data.packaged import embedded_names, packaged_name
from sinews.data.reading import FILE, LINE
from sinews.data.tables import BY_NAME
from sinews.data.texts import is_folder, obstacle
from sinews.data.written import Written, exchange, require_unchanged
from sinews.errors import CaseError, UsageError
from sinews.files import add_file, new_folder, replaced


@dataclass(frozen=True)
class Changes:
    """What is written: rows that are changed, by table, file and line; and rows that are added, by table.

    `by`: what changes a row, by table, file and line; `at`: where rows that are added are stated, by table.
    """

    changed: Mapping[str, Mapping[tuple[str, int], Cells]] = field(default_factory=dict)
    added: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    by: Mapping[str, Mapping[tuple[str, int], str]] = field(default_factory=dict)
    at: Mapping[str, Sequence[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, taken: Sequence[Taken], sources: Sequence[Cells], following: Following) -> Changes:
        """The rows of facts, of their sources and of the numbers that follow."""
        changed: dict[str, dict[tuple[str, int], dict[str, str]]] = {}
        by: dict[str, dict[tuple[str, int], str]] = {}
        stated = {fact.row["fact"]: fact.at for fact in taken}
        for table, numbers in _by_table(following.numbers).items():
            places = _places(case, table)
            rows, reasons = changed.setdefault(table, {}), by.setdefault(table, {})
            for number in numbers:
                rows.setdefault(places[number.row], {}).update(_cells(number))
                first = next((stated[name] for name in number.basis.split() if name in stated), None)
                if first is not None:
                    reasons.setdefault(places[number.row], str(first))
        of_source = {fact.row["source"]: fact.at for fact in reversed(taken)}
        at = {"sources": [of_source.get(row["source"], NOWHERE) for row in sources], "facts": list(stated.values())}
        return cls(changed, {"sources": sources, "facts": [fact.row for fact in taken]}, by, at)

    @property
    def tables(self) -> list[str]:
        """The tables that are written to, what others rest on first."""
        first = [name for name in ("sources", "facts") if self.added.get(name)]
        return [*first, *(name for name in self.changed if name not in first)]


def _by_table(numbers: Iterable[Followed]) -> dict[str, list[Followed]]:
    by_table: dict[str, list[Followed]] = {}
    for number in numbers:
        by_table.setdefault(number.table, []).append(number)
    return by_table


def _places(case: Case, table: str) -> dict[str, tuple[str, int]]:
    """File and line of each row of a table, by its key as `figures` writes it."""
    lines = case.lines[table]
    key = pl.concat_str([pl.col(name).cast(pl.String) for name in BY_NAME[table].key], separator="/", ignore_nulls=True)
    return {str(row): (str(file), int(line)) for row, file, line in lines.select(key, FILE, LINE).iter_rows()}


def _cells(number: Followed) -> dict[str, str]:
    """The cells of a number; its value is in the unit of the column."""
    column, ends = number.column, number.after
    return {
        column: text_of_number(ends.value), f"{column}_low": text_of_number(ends.low),
        f"{column}_high": text_of_number(ends.high), f"{column}_basis": number.basis, f"{column}_unit": "",
    }  # fmt: skip


def _line(row: Cells) -> str:
    return line_of(list(row.values()))


@dataclass(frozen=True)
class Target:
    """A folder of the user's. `base`: the folder of the case under it if it is an overlay, else the folder itself."""

    folder: Path
    base: Path

    @classmethod
    def at(cls, folder: Path, base: Path) -> Target:
        """The own case in a folder, or an overlay to be laid over `base`. UsageError for what can be neither."""
        unmade = str(folder) in embedded_names() and not folder.exists()
        if name := str(folder) if unmade else packaged_name(folder):
            raise UsageError(
                f"{name} comes with sinews and stays as it is. Name a folder for an overlay, or copy it first: "
                f"sinews new FOLDER --from {name}"
            )
        if not obstacle(folder / DESCRIPTION):
            return cls(folder, folder)
        if folder.exists() and not is_folder(folder):
            raise UsageError(f"{folder} is a file. Name the folder of an own case, or one for an overlay.")
        return cls(folder, base)

    @property
    def is_case(self) -> bool:
        """Whether it is an own case."""
        return self.folder == self.base

    @property
    def is_new(self) -> bool:
        """Whether nothing is there yet."""
        return not self.folder.exists() or not any(self.folder.iterdir())

    def read(self) -> Case:
        """The case with what is in the folder. CaseError with all that is wrong with it."""
        return Case.read(self.base, None if self.is_case or self.is_new else self.folder)

    def after(self, changes: Changes) -> Case:
        """The case with changes, of which nothing is written. CaseError if it would not be sound."""
        tried = Tried(self._called, {name: self._tried(name, changes) for name in changes.tables})
        with TemporaryDirectory() as inside:
            over = Path(inside) / self._called
            over.mkdir()
            for name, text in self._laid(changes).items():
                add_file(over / f"{name}.csv", text.encode())
            if not self.is_case and not self.is_new:
                for path in sorted(self.folder.glob("*.csv")):
                    if path.stem not in changes.tables:
                        add_file(over / path.name, path.read_bytes())
            try:
                case = Case.read(self.base, over)
            except CaseError as error:
                raise CaseError([tried.named(finding) for finding in error.findings]) from None
        origin = case.origin
        if origin and origin.overlay:
            origin = replace(origin, overlay=replace(origin.overlay, folder=str(self.folder)))
        noticed = tuple(tried.named(finding) for finding in case.noticed)
        return replace(case, origin=origin, noticed=noticed, lines={n: tried.lines(f) for n, f in case.lines.items()})

    @property
    def _called(self) -> str:
        """The folder as findings call it: `..` and `.` by the name of the folder that they are."""
        return Path(os.path.abspath(self.folder)).name or "folder"  # noqa: PTH100 - `absolute` keeps `..`

    @property
    def _laid_as(self) -> str:
        """The folder of an overlay as the lines of a case call it."""
        return self.folder.name or str(self.folder)

    def _tried(self, name: str, changes: Changes) -> dict[int, Place]:
        """Where the rows of a table that change or are added stand, by their line in the text that is tried."""
        by = changes.by.get(name, {})
        added = [_line(row) for row in changes.added.get(name, ())]
        at = changes.at.get(name, ())
        own = None if self.is_case else self._over.get(name)
        if own is None:
            changed = self._changed(self._own[name], name, changes)
            places = [Place(self._own[name].file, line, by.get((self._own[name].file, line), "")) for line in changed]
            return behind(2, [*map(_line, changed.values()), *added], [*places, *at])
        file, laid = f"{self._called}/{own.file}", f"{self._laid_as}/{own.file}"
        there = {line: Place(file, line, by.get((laid, line), "")) for line in self._changed(own, name, changes)}
        besides = self._changed(self._own[name], name, changes)
        places = [Place(self._own[name].file, line, by.get((self._own[name].file, line), "")) for line in besides]
        return there | behind(len(own.lines) + 1, [*map(_line, besides.values()), *added], [*places, *at])

    def write(self, changes: Changes) -> None:
        """Write all changes or none. UsageError if a file has been changed meanwhile; WriteError if it cannot be."""
        if self.is_case:
            files = {name: self._own[name] for name in changes.tables}
            exchange(self.folder, {files[name]: self._text(files[name], name, changes) for name in files})
        elif self.is_new:
            with new_folder(self.folder) as part:
                for name, text in self._laid(changes).items():
                    add_file(part / f"{name}.csv", text.encode())
        else:
            texts = self._laid(changes)
            require_unchanged(self.folder, [self._over[name] for name in texts if name in self._over])
            with replaced(*(self.folder / f"{name}.csv" for name in texts)) as part:
                for name, text in texts.items():
                    self._exchanged(part / f"{name}.csv", self._over.get(name), text)

    def _exchanged(self, path: Path, before: Written | None, text: str) -> None:
        """Write a file of an overlay, with the mark and the rights of the one that it comes after."""
        add_file(path, before.encoded(text) if before else text.encode())
        if before:
            path.chmod((self.folder / before.file).stat().st_mode & 0o777)

    # texts of files -------------------------------------------------------------------

    def _laid(self, changes: Changes) -> dict[str, str]:
        """The text of each file of an overlay: what it has, and the rows that change; of an own case the rows alone."""
        texts = {}
        for name in changes.tables:
            own = None if self.is_case else self._over.get(name)
            if own is not None:
                texts[name] = self._text(own, name, changes)
            else:
                texts[name] = self._fresh(name, changes)
        return texts

    def _fresh(self, name: str, changes: Changes) -> str:
        """A table of the rows that change and are added, under the header of the case."""
        source = self._own[name]
        rows = [*self._changed(source, name, changes).values(), *changes.added.get(name, ())]
        lines = [source.header, *([row.get(column, "") for column in source.header] for row in rows)]
        return "".join(map(line_of, lines))

    def _text(self, written: Written, name: str, changes: Changes) -> str:
        """The text of a file with what changes in it; rows that only the case under an overlay has come behind."""
        changed = self._changed(written, name, changes)
        besides = {} if self.is_case else self._changed(self._own[name], name, changes)
        return written.with_rows(changed, [*besides.values(), *changes.added.get(name, ())])

    def _changed(self, written: Written, name: str, changes: Changes) -> dict[int, dict[str, str]]:
        """Rows of a file with their new cells, by line."""
        called = written.file if written is self._own.get(name) else f"{self._laid_as}/{written.file}"
        cells = {line: row for (file, line), row in changes.changed.get(name, {}).items() if file == called}
        rows = written.rows_at(list(cells))
        return {line: {**rows[line], **{n: c for n, c in cells[line].items() if n in rows[line]}} for line in cells}

    @cached_property
    def _own(self) -> dict[str, Written]:
        """The files of the case."""
        files = read_package(self.base)[0].files
        return {name: Written.of(self.base, file, BY_NAME[name]) for name, file in files.items()}

    @cached_property
    def _over(self) -> dict[str, Written]:
        """The files of an overlay that is there."""
        paths = [] if self.is_new else sorted(self.folder.glob("*.csv"))
        return {
            path.stem: Written.of(self.folder, path.name, BY_NAME[path.stem]) for path in paths if path.stem in BY_NAME
        }
