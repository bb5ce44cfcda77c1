"""Files in a folder that are not read: each is named, with the table that was perhaps meant."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from sinews.data.package import DESCRIPTION, Package
from sinews.data.tables import BY_NAME
from sinews.data.texts import is_folder, names_in
from sinews.errors import CaseError, Finding, Hints

#: So many files that are not read are named one by one.
MOST = 100

#: What systems and programs leave in folders by themselves.
_LEFT = re.compile(r"\..*|~\$.*|Thumbs\.db|desktop\.ini|__MACOSX")

#: Endings of files that hold tables, and marks of copies.
_ENDING = re.compile(r"(\.(csv|txt|tsv|tab|xls|xlsx|xlsm|xlsb|ods|numbers|json|parquet|bak|old|orig|zip|gz))+$")
_TABULAR = re.compile(r"\.(csv|tsv|tab|xls|xlsx|xlsm|xlsb|ods|numbers|parquet)(\.|$)")
_COPY = re.compile(r"[ _-]+(\(?[0-9]+\)?|copy|new|old)$")

_EXPECTED = "files called as the tables of a case, as in stocks.csv"


def is_table(name: str) -> bool:
    """Whether a file of this name is read as a table."""
    return name.endswith(".csv") and name.removesuffix(".csv") in BY_NAME


def meant(name: str) -> str:
    """The table that a file was perhaps meant to be; empty if none is close."""
    bare = _ENDING.sub("", name.casefold().strip())
    stem = _COPY.sub("", bare).replace(" ", "_").replace("-", "_")
    if stem in BY_NAME:
        return stem
    return Hints(BY_NAME).near(stem) or "" if bare != name.casefold().strip() else ""


def unread(folder: Path, called: str, names: Sequence[str]) -> list[Finding]:
    """A finding for each of these files of a folder and of folders in it: `MOST` at most, and that there are more."""
    kept = [name for name in names if not _LEFT.fullmatch(name)]
    findings = list(
        islice((finding for name in kept for finding in _findings(folder / name, f"{called}/{name}")), MOST)
    )
    if len(findings) == MOST:
        more = Finding(called, 0, "", "more files that are not read", _EXPECTED, "Take them out of the folder.")
        findings.append(more)
    return findings


def unlisted(folder: Path, package: Package) -> tuple[list[Finding], list[Finding]]:
    """Files in the folder of a case that its description does not list.

    Those called as a table are findings; those that hold another table, or look like one, are warnings.
    """
    try:
        names = names_in(folder, str(folder))
    except CaseError as error:
        return list(error.findings), []
    listed = {os.path.normpath(path) for path in package.files.values()}
    told = {f"{table}.csv" for table in package.unsound}
    beside = [name for name in names if name not in listed | told and not _LEFT.fullmatch(name)]
    return (
        [_unlisted(name) for name in beside if is_table(name.casefold()) and not _same_file(folder, name, listed)],
        [_beside(name) for name in beside if not is_table(name.casefold()) and _TABULAR.search(name.casefold())],
    )


def _same_file(folder: Path, name: str, listed: Collection[str]) -> bool:
    """Whether a file is listed by another name (a link to it, or other capitals where they do not count)."""
    try:
        whole = (folder / name).resolve()
        return any((folder / path).resolve() == whole for path in listed)
    except (OSError, RuntimeError):
        return False


def _unlisted(name: str) -> Finding:
    remedy = "List the file as a resource, or take it out of the folder."
    defect = "a table that the description does not list"
    return Finding(name, 0, "", defect, f"tables listed in {DESCRIPTION}", remedy)


def _beside(name: str) -> Finding:
    return Finding(name, 0, "", "a file that is not read", f"tables listed in {DESCRIPTION}", _save_as(name))


def nothing_read(called: str) -> Finding:
    """The finding about a folder in which nothing is read."""
    remedy = "Put tables into it, or lay another folder over the case."
    return Finding(called, 0, "", "a folder without tables, so nothing is read", _EXPECTED, remedy)


def _findings(path: Path, file: str) -> Iterator[Finding]:
    if is_folder(path):
        inside = [f"{file}/{name}" for name in islice(_walked(path), MOST)]
        yield from (_in_folder(name) for name in inside)
        if not inside:
            yield Finding(file, 0, "", "an empty folder", _EXPECTED, "Take it out of the folder.")
    elif path.name == DESCRIPTION:
        remedy = "Change the settings in the case itself, or lay the tables over it without a description."
        yield Finding(file, 0, "", "a description, which is not read here", _EXPECTED, remedy)
    elif path.suffix == ".csv":
        remedy = f"Rename the file or take it out.{_hint(path.name)}"
        yield Finding(file, 0, "", "an unknown table", "one of the tables of a case", remedy)
    else:
        yield Finding(file, 0, "", "a file that is not read", _EXPECTED, _save_as(path.name))


def _in_folder(file: str) -> Finding:
    defect = "a file in a folder of its own, which is not read"
    table = meant(Path(file).name)
    remedy = f"Move it up and call it {table}.csv." if table else "Take it out of the folder."
    return Finding(file, 0, "", defect, "tables in the folder itself", remedy)


def _hint(name: str) -> str:
    table = meant(name)
    return f" Did you mean {table}?" if table else ""


def _save_as(name: str) -> str:
    table = meant(name)
    return f"Save it as CSV and call it {table}.csv, or take it out." if table else "Take it out of the folder."


def _walked(folder: Path) -> Iterator[str]:
    """Files below a folder, as paths from it, in order of their names."""
    for root, folders, files in os.walk(folder):
        folders.sort()
        yield from ((Path(root) / name).relative_to(folder).as_posix() for name in sorted(files))
