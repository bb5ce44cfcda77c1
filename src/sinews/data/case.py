"""A case: settings and tables that have passed every check, read from a folder and never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from sinews.data.again import content_of
from sinews.data.checks import inconsistencies
from sinews.data.checks.plausibility import idle_rows, implausibilities
from sinews.data.checks.seen import Looks
from sinews.data.checks.thousands import thousands
from sinews.data.described import finding
from sinews.data.description import description
from sinews.data.framed import (
    absent,
    content_as_file,
    examined,
    filled,
    in_order,
    lines_of,
    placed,
    sheets_of,
    typed_all,
)
from sinews.data.kept import Kept
from sinews.data.origin import Origin, sentences
from sinews.data.overlay import Key, lay_over
from sinews.data.package import DESCRIPTION, Package, Settings, read_package
from sinews.data.packaged import embedded, new_case, packaged_name, resolve_case
from sinews.data.reading import FILE, LINE, Sheet, read_sheet
from sinews.data.rows import empty, rowless
from sinews.data.tables import BY_NAME, TABLES
from sinews.data.texts import LIMIT
from sinews.data.unread import unlisted
from sinews.errors import CaseError, Finding, UsageError, did_you_mean
from sinews.files import new_folder, write_bytes
from sinews.files.notebooks import Grid, shown

__all__ = ["Case", "Settings", "embedded", "new_case", "resolve_case"]


#: So many cases that were read are kept: a case is never changed.
KEPT = 4


@dataclass(frozen=True, eq=False)
class Sound:
    """Settings and tables that were found sound, and which tables each check looked at for that.

    `kept`: those of the `frames` that were there before a change.
    """

    settings: Settings
    tables: Mapping[str, pl.DataFrame]
    looks: Looks
    kept: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables with the place of each row."""
        return {
            name: self.kept[name] if name in self.kept else placed(frame, name) for name, frame in self.tables.items()
        }

    def of(self, case: Case) -> bool:
        """Whether it is these settings and tables that the case has."""
        return self.settings is case.settings and self.tables is case.tables


@dataclass(frozen=True, eq=False)
class Case:
    """Settings and tables of a case, validated. Made by `read` or `from_tables`; `change` gives others.

    Attributes
    ----------
    settings: name, title, horizon, price year and date of knowledge.
    tables: the tables that have rows, sorted by their keys.
    about: what else the description of the package says (licences, contributors).
    lines: file and line (FILE, LINE) of the rows of each table, by their key.
    origin: where the case was read, and what was laid over it; None if it was made from tables.
    noticed: what was strange about the files, and is no defect.
    sound: what was found sound, so that after a change not all has to be checked again.
    """

    settings: Settings
    tables: Mapping[str, pl.DataFrame]
    about: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, pl.DataFrame] = field(default_factory=dict, repr=False)
    origin: Origin | None = None
    noticed: tuple[Finding, ...] = ()
    sound: Sound | None = field(default=None, repr=False)

    @classmethod
    def read(cls, path: Path | str, overlay: Path | str | None = None, limit: int = LIMIT) -> Case:
        """Read a case from its folder; CaseError with everything that is wrong with it.

        Rows of the CSV files in the folder `overlay` replace those with the same key; others are added.
        No file may be larger than `limit` bytes. A folder that is as it was gives the same case again.
        """
        key = _key(path, overlay, limit)
        if key is not None and (case := _READ.get(key)):
            return case
        case = cls._read(Path(path), None if overlay is None else Path(overlay), limit, str(path))
        if key is not None and _key(path, overlay, limit) == key:  # nobody wrote to it in the meantime
            while len(_READ) >= KEPT:
                _READ.pop(next(iter(_READ)), None)
            _READ[key] = case
        return case

    @classmethod
    def _read(cls, folder: Path, overlay: Path | None, limit: int, called: str) -> Case:
        package, findings = read_package(folder)
        sheets: dict[str, Sheet] = {}
        for name, file in package.files.items():
            sheet, wrong = read_sheet(folder / file, file, BY_NAME[name], limit)
            sheets |= {name: sheet} if sheet else {}
            findings += wrong
        beside, noticed = unlisted(folder, package)
        findings += beside
        origin = Origin(called, packaged_name(folder))
        if overlay is not None:
            laid = lay_over(sheets, overlay, limit)
            sheets, origin = laid.sheets, replace(origin, overlay=laid.overlay)
            findings += laid.findings
            noticed += laid.warnings
        noticed += [warning for sheet in sheets.values() for warning in (*rowless(sheet), *thousands(sheet))]
        return replace(cls._checked(package, sheets, None, findings), origin=origin, noticed=tuple(noticed))

    @classmethod
    def from_tables(
        cls, settings: Settings, tables: Mapping[str, pl.DataFrame], about: Mapping[str, object] | None = None
    ) -> Case:
        """A case from frames; numbers, dates and text are checked as if they had been read from files."""
        missing = [
            finding(
                "resources",
                f"no table {table.name}",
                f"a table {table.name}: {table.about}",
                f"Add the table {table.name}.",
            )
            for table in TABLES
            if table.required and table.name not in tables
        ]
        sheets, wrong = sheets_of(tables)
        return cls._checked(Package(settings, {}, about or {}), sheets, None, missing + wrong)

    def change(self, table: str, frame: pl.DataFrame) -> Case:
        """The same case with another table `table`; CaseError if it does not fit.

        Made again are the checks of the table, and those between tables that look at it.
        """
        sheets, wrong = sheets_of({table: frame})
        changed = self._checked(Package(self.settings, {}, self.about), sheets, self._sound, wrong)
        return replace(changed, lines=self.lines, origin=self.origin, noticed=self.noticed)

    @property
    def _sound(self) -> Sound:
        """What of this case was found sound before."""
        if self.sound and self.sound.of(self):
            return self.sound
        return Sound(self.settings, self.tables, {})

    @classmethod
    def _checked(
        cls,
        package: Package,
        sheets: Mapping[str, Sheet],
        before: Sound | None,
        findings: list[Finding],
    ) -> Case:
        """The case of some sheets, and of the tables that were sound before and are not among them."""
        kept = {name: frame for name, frame in before.frames.items() if name not in sheets} if before else {}
        looks = before.looks if before else {}
        end = package.settings.end if package.settings else None
        findings = findings + [finding for name, sheet in sheets.items() for finding in examined(name, sheet, end)]
        frames, wrong = typed_all(sheets, kept)
        whole = {name: frame for name, frame in frames.items() if name in kept or sheets[name].sound}
        present = {**absent({*package.files, *package.unsound, *sheets}, whole), **whole}
        between = inconsistencies(present, package.settings, next(iter(sheets)) if looks else None, looks)
        findings += [*wrong, *between.findings]
        if findings or package.settings is None:
            raise CaseError(findings)
        tables = {
            table.name: before.tables[table.name]
            if before and table.name in kept
            else in_order(frames[table.name], table)
            for table in TABLES
            if table.name in frames and frames[table.name].height
        }
        lines = {name: lines_of(frames[name], BY_NAME[name]) for name in tables if name in sheets}
        sound = Sound(package.settings, tables, between.looks, kept)
        return cls(package.settings, tables, package.about, lines, sound=sound)

    @property
    def overlaid(self) -> tuple[Key, ...]:
        """Rows that came from an overlay, as (table, key)."""
        return self.origin.overlay.rows if self.origin and self.origin.overlay else ()

    @property
    def closed(self) -> bool:
        """Whether rows of an overlay were used, which may be nobody else's to see."""
        return bool(self.overlaid)

    def stated(self) -> tuple[str, ...]:
        """Which case this is, and what was laid over it, in plain sentences."""
        return sentences(self.settings.name, self.digest, self.origin)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What is strange about the files, or sound and hardly possible; a row that no file holds has line 0."""
        return tuple(sorted((*self.noticed, *implausibilities(self._placed_tables, self.settings))))

    @cached_property
    def idle(self) -> tuple[Finding, ...]:
        """Rows that are sound, and that no question reads."""
        return idle_rows(self._placed_tables, self.settings)

    @cached_property
    def _placed_tables(self) -> dict[str, pl.DataFrame]:
        return {name: self._located(name) for name in BY_NAME}

    def _located(self, name: str) -> pl.DataFrame:
        """A table with the file and the line of each row."""
        rows, key = self.table(name), BY_NAME[name].key
        if name not in self.lines:
            return rows.with_columns(pl.lit(f"{name}.csv").alias(FILE), pl.lit(0, pl.Int64).alias(LINE))
        return rows.join(self.lines[name], on=key, how="left", maintain_order="left").with_columns(
            pl.col(FILE).fill_null(f"{name}.csv"), pl.col(LINE).fill_null(0)
        )

    def table(self, name: str) -> pl.DataFrame:
        """A table, sorted by its key: numbers in the unit of their column, months as first days.

        Raises UsageError if there is none of this name.
        """
        if name not in BY_NAME:
            raise UsageError(f"There is no table {name}; there are {', '.join(BY_NAME)}.{did_you_mean(name, BY_NAME)}")
        return self.tables[name] if name in self.tables else empty(BY_NAME[name])

    def parameter(self, name: str) -> float:
        """The value of a setting of the method. UsageError if there is none."""
        values = self._settings
        if name not in values:
            raise UsageError(
                f"The case has no parameter {name}; it has {', '.join(sorted(values))}.{did_you_mean(name, values)}"
            )
        return values[name]

    def setting(self, name: str, otherwise: float) -> float:
        """The value of a setting of the method; `otherwise` where the case does not state it."""
        return self._settings.get(name, otherwise)

    @cached_property
    def _settings(self) -> dict[str, float]:
        return _values(self.table("parameters"))

    @cached_property
    def digest(self) -> str:
        """A hash of settings and tables; neither the order of rows nor the way of writing matters to it."""
        total = sha256(description(self.settings, (), {}).encode())
        for name, content in self._contents().items():
            total.update(f"{name}\n{len(content)}\n".encode() + content)
        return total.hexdigest()

    def digest_of(self, tables: Collection[str]) -> str:
        """A hash of some of the tables, as `digest`."""
        total = sha256()
        for name, content in self._contents(tables).items():
            total.update(f"{name}\n{len(content)}\n".encode() + content)
        return total.hexdigest()

    def _repr_html_(self) -> str:
        """The case as a notebook shows it: what it is, what is strange about it, and its tables."""
        rows = [[name, f"{frame.height:,}", BY_NAME[name].about] for name, frame in self.tables.items()]
        span = (
            f"{self.settings.start:%Y-%m} to {self.settings.end:%Y-%m}, as known on {self.settings.as_of.isoformat()}."
        )
        warned = [f"{len(self.warnings):,} warnings; the first: {self.warnings[0]}"] if self.warnings else []
        return shown(self.settings.title, [span, *self.stated(), *warned], [Grid("", ("table", "rows", "about"), rows)])

    def write(self, path: Path | str) -> None:
        """Write the case as a data package to a folder that does not exist yet (or is empty)."""
        with new_folder(Path(path)) as folder:
            for name, content in self._contents().items():
                write_bytes(folder / f"{name}.csv", content)
            listed = [
                filled(self.table(table.name), table) for table in TABLES if table.name in self.tables or table.required
            ]
            write_bytes(folder / DESCRIPTION, description(self.settings, listed, self.about).encode())

    def _contents(self, tables: Collection[str] = BY_NAME) -> dict[str, bytes]:
        """The files of tables, of those among `tables`."""
        return {
            table.name: content_as_file(self.table(table.name), table)
            for table in TABLES
            if (table.name in self.tables or table.required) and table.name in tables
        }

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Case) and self.digest == other.digest

    def __hash__(self) -> int:
        """Equal cases have equal hashes."""
        return hash(self.digest)


@Kept
def _values(parameters: pl.DataFrame) -> dict[str, float]:
    return dict(parameters.select("parameter", "value").iter_rows())


# read before ------------------------------------------------------------------

_Key = tuple[str, str, str, str | None, str | None, int]

_READ: dict[_Key, Case] = {}


def _key(path: Path | str, overlay: Path | str | None, limit: int) -> _Key | None:
    """What a case depends on that is read: how its folders are called, and what is in them."""
    content, over = content_of(Path(path)), None if overlay is None else content_of(Path(overlay))
    if content is None or (overlay is not None and over is None):
        return None
    return str(path), packaged_name(Path(path)), content, None if overlay is None else str(overlay), over, limit
