"""What is in a workbook, or another packed file, before a library opens it: a small file can unfold.

A workbook is a packed folder of XML, and some of its cells hold nothing that is known. Its sheets are gone through
once, as a stream: how far their cells reach, as readers count them, and which cells are errors or formulas without a
value.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import basename, join, normpath
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from sinews.errors import CaseError, Finding

#: The largest workbook, all that it unfolds to (bytes), and the most cells of all sheets, blank ones among them.
PACKED, UNPACKED, CELLS = 50_000_000, 1_000_000_000, 20_000_000

#: The most sheets, and cells without a value that are named one by one.
SHEETS, NAMED = 300, 100

#: The most parts of a packed file that is no workbook.
PARTS = 5_000

SAVE = "Save it as an Excel workbook (.xlsx) again, or export the case anew."

#: What opening a packed file raises if it is broken, has a password, or says a wrong size.
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    zlib.error,
)

_OLD = b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(r"\s*([A-Za-z]{1,3})([0-9]{1,7})\s*")


class Strange(Exception):  # noqa: N818 - it says what a packed file is, and is made a finding by whoever knows the file
    """A packed file that is not opened; says what it is."""


def unfolded(content: bytes, most: int) -> frozenset[str]:
    """Names in a packed folder of XML that unfolds to `most` bytes at most; Strange for any other.

    Every part is unfolded once, so that a wrong size, a broken part and a password show here, and no part of XML may
    declare anything: what is declared is taken from elsewhere, or grows without end.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            if len(packed.infolist()) > PARTS or sum(entry.file_size for entry in packed.infolist()) > most:
                raise Strange("a packed file that unfolds without end")
            for entry in packed.infolist():
                part = packed.read(entry)
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _undeclared(part)
            return frozenset(packed.namelist())
    except expat.ExpatError:
        raise Strange("a packed file with broken XML") from None
    except _BROKEN:
        raise Strange("a packed file that is broken or has a password") from None


def _undeclared(content: bytes) -> None:
    """Go through XML; Strange if it declares a type or an entity, ExpatError if it is broken."""

    def declared(*_: object) -> None:
        raise Strange("a packed file with XML that declares entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    parser.Parse(content, True)


def refused(called: str, defect: str, remedy: str, expected: str = "a workbook (.xlsx)") -> CaseError:
    """The one finding about a file that is no workbook of a case."""
    return CaseError([Finding(called, 0, "", defect, expected, remedy)])


def examine(content: bytes, called: str) -> list[Finding]:
    """Cells without a known value; CaseError for what is no workbook, or one that would fill the memory."""
    if len(content) > PACKED:
        raise refused(called, f"{len(content):,} bytes", "Thin out the workbook.", f"at most {PACKED:,} bytes")
    if content.startswith(_OLD):
        defect = "an old workbook (.xls), or one with a password"
        raise refused(called, defect, "Save it as .xlsx without a password.")
    try:
        with ZipFile(BytesIO(content)) as packed:
            return _unfolded(packed, called)
    except _BROKEN:
        raise refused(called, "a file that is no workbook", SAVE) from None


def letters(column: int) -> str:
    """The letters of a column, the first of which is 0."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def _unfolded(packed: ZipFile, called: str) -> list[Finding]:
    if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
        raise refused(called, "a workbook that unfolds without end", "Thin it out.", f"at most {UNPACKED:,} bytes")
    sheets = dict(_sheets(packed, called))
    if not sheets:
        raise refused(called, "a packed file without sheets", SAVE)
    if len(sheets) > SHEETS:
        raise refused(called, f"{len(sheets)} sheets", "Take out those that are no tables.", f"at most {SHEETS}")
    findings, cells = [], 0
    for name, sheet in sheets.items():
        cells += sheet.rows * sheet.columns
        if cells > CELLS:
            defect = f"a sheet {name} of {sheet.rows:,} rows and {sheet.columns:,} columns"
            raise refused(called, defect, "Delete what stands far outside of the table.", f"at most {CELLS:,} cells")
        remedy = "Type the value, or save the workbook with what its formulas come to."
        findings += [
            Finding(f"{called}, sheet {name}", row, letters(column), what, "a value", remedy)
            for row, column, what in sheet.unknown[:NAMED]
        ]
    return findings


def _sheets(packed: ZipFile, called: str) -> Iterator[tuple[str, _Sheet]]:
    """Every entry that is a worksheet, wherever it lies, by the name of its sheet if the workbook names it."""
    names = _names(packed)
    for entry in packed.infolist():
        if entry.filename.lower().endswith((".xml", ".xml/")) or entry.filename in names:
            sheet = _Sheet()
            try:
                sheet.read(packed.read(entry))
            except expat.ExpatError:
                raise refused(called, "a workbook that cannot be read (broken XML)", SAVE) from None
            if sheet.root == "worksheet":
                yield names.get(entry.filename, basename(entry.filename)), sheet


def _names(packed: ZipFile) -> Mapping[str, str]:
    """Path of an entry -> name of its sheet, as the workbook says; nothing where it does not say it as usual."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}
    there = set(packed.namelist())
    for path, tag, key, value, into in (
        ("xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target", targets),
        ("xl/workbook.xml", "sheet", "id", "name", named),
    ):
        if path in there:
            _attributes(packed.read(path), tag, key, value, into)
    return {
        normpath(target.lstrip("/") if target.startswith("/") else join("xl", target)): named[identifier]
        for identifier, target in targets.items()
        if identifier in named
    }


def _attributes(content: bytes, tag: str, key: str, value: str, into: dict[str, str]) -> None:
    def start(name: str, given: dict[str, str]) -> None:
        if _local(name) == tag:
            local = {_local(attribute): text for attribute, text in given.items() if ":" in attribute or key != "id"}
            plain = {**given, **local}
            if key in plain and value in plain:
                into[plain[key]] = plain[value]

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass
class _Sheet:
    """How far the cells of a sheet reach, and those of which no value is known: row, column and what they are."""

    root: str = ""
    rows: int = 0
    columns: int = 0
    unknown: list[tuple[int, int, str]] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _formula: bool = False
    _value: bool = False

    def read(self, content: bytes) -> None:
        """Go through the XML of an entry; only its root if it is no worksheet. ExpatError if it is broken."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(content, True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = _local(name)
        self.root = self.root or tag
        if self.root != "worksheet":
            return
        if tag == "row":
            said = given.get("r", "").strip()
            self._row = int(said) if said.isdecimal() else self._row + 1
            self._column = 0
        elif tag == "c":
            self._cell(given)
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._value = True

    def _cell(self, given: dict[str, str]) -> None:
        """The next cell, where it says that it stands, or else behind the one before it."""
        place = _PLACE.fullmatch(given.get("r", ""))
        self._column += 1
        if place:
            self._column, self._row = _number(place[1]), int(place[2])
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        self._formula = self._value = False
        if given.get("t") == "e":
            self.unknown.append((self._row, self._column - 1, "an error of the spreadsheet"))

    def _end(self, name: str) -> None:
        if _local(name) == "c" and self.root == "worksheet" and self._formula and not self._value:
            self.unknown.append((self._row, self._column - 1, "a formula without a value"))


def _number(letters_of: str) -> int:
    number = 0
    for letter in letters_of.upper():
        number = number * 26 + ord(letter) - 64
    return number
