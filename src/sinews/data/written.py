"""The file of a table as somebody wrote it: rows are changed and added, and all else stays to the byte."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from sinews.data.csv_text import line_of
from sinews.data.schema import Table
from sinews.data.texts import text_of
from sinews.errors import UsageError, did_you_mean
from sinews.files import add_file, replaced


@dataclass(frozen=True, eq=False)
class Written:
    """The file of a table: its name, its bytes and lines, and for each row its cells and on which lines it stands."""

    file: str
    table: Table
    content: bytes
    lines: list[str]
    header: list[str]
    rows: list[tuple[list[str], slice]]

    @classmethod
    def of(cls, folder: Path, file: str, table: Table) -> Written:
        """UsageError if the case has no such table."""
        if not file:
            raise UsageError(f"The case has no table {table.name}.")
        lines = list(StringIO(text_of(folder / file, file), newline=""))
        reader = csv.reader(lines)
        rows, start = [], 0
        for cells in reader:
            rows.append((cells, slice(start, reader.line_num)))
            start = reader.line_num
        return cls(file, table, (folder / file).read_bytes(), lines, rows[0][0], rows[1:])

    def encoded(self, text: str) -> bytes:
        """A text as the file has it: with its byte order mark."""
        mark = codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode()

    def row(self, key: str) -> dict[str, str]:
        """The cells of a row by column; UsageError if there is none with this key."""
        matches = [cells for cells, _ in self.rows if self._key(cells) == key]
        if not matches:
            keys = [self._key(cells) for cells, _ in self.rows]
            parts = ".".join(name.upper() for name in self.table.key)
            raise UsageError(f"No row {key or '(none named)'} in {self.table.name}: {parts}.{did_you_mean(key, keys)}")
        return dict(zip(self.header, matches[0], strict=False))

    def rows_at(self, lines: Sequence[int]) -> dict[int, dict[str, str]]:
        """The cells of the rows that begin on these lines (the header is line 1), by column."""
        there = {place.start + 1: cells for cells, place in self.rows}
        return {line: dict(zip(self.header, there[line], strict=False)) for line in lines}

    def with_row(self, key: str, row: Mapping[str, str]) -> str:
        """The text of the file with a row in place of that of the same key, or behind all others."""
        place = next((at for other, at in self.rows if self._key(other) == key), None)
        return self.with_rows({}, [row]) if place is None else self.with_rows({place.start + 1: row}, [])

    def with_rows(self, changed: Mapping[int, Mapping[str, str]], added: Sequence[Mapping[str, str]]) -> str:
        """The text of the file with other rows where rows begin on some lines, and with rows behind all others."""
        parts, end = [], 0
        for _, place in self.rows:
            if place.start + 1 in changed:
                parts += self.lines[end : place.start]
                parts.append(self._line(changed[place.start + 1], _end(self.lines[place.stop - 1])))
                end = place.stop
        parts += self.lines[end:]
        usual, last = _end(self.lines[0]) or "\n", _end(parts[-1])
        if added and not last:
            parts.append(usual)
        parts += [self._line(row, usual) for row in added[:-1]]
        parts += [self._line(row, last) for row in added[-1:]]
        return "".join(parts)

    def _line(self, row: Mapping[str, str], end: str) -> str:
        return line_of([row.get(name, "") for name in self.header], end)

    def _key(self, cells: Sequence[str]) -> str:
        return ".".join(cells[self.header.index(name)] for name in self.table.key)


def require_unchanged(folder: Path, files: Iterable[Written]) -> None:
    """UsageError if a file is not as it was when it was read."""
    for written in files:
        if (folder / written.file).read_bytes() != written.content:
            raise UsageError(f"{written.file} has been changed in the meantime; say it again.")


def exchange(folder: Path, texts: Mapping[Written, str]) -> None:
    """Write the files, an assumption before what rests on it; UsageError if another has changed them meanwhile."""
    require_unchanged(folder, texts)
    paths = [folder / written.file for written in texts]
    groups = [paths] if len({path.parent for path in paths}) == 1 else [[path] for path in paths]
    content = dict(zip(paths, (written.encoded(text) for written, text in texts.items()), strict=True))
    for group in groups:
        with replaced(*group) as part:
            for path in group:
                add_file(part / path.name, content[path])
                (part / path.name).chmod(path.stat().st_mode & 0o777)


def _end(line: str) -> str:
    """What ends a line; nothing at the end of a file that does not end its last line."""
    return line[len(line.rstrip("\r\n")) :]
