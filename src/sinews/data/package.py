"""The description of a case: `datapackage.json`, a Frictionless Data Package with a property `sinews`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sinews.data.described import DESCRIPTION, contradictions, finding, misspelt, shown
from sinews.data.json_text import object_of
from sinews.data.settings import Settings, settings_of
from sinews.data.tables import BY_NAME, TABLES
from sinews.data.texts import is_folder, names_in, obstacle, text_of
from sinews.errors import CaseError, Finding, did_you_mean

__all__ = ["DESCRIPTION", "Package", "Settings", "read_package"]

#: The largest description that is read, in bytes.
LIMIT = 5_000_000

#: Properties of a data package; others may stand beside them, if they are not one of these written wrongly.
_PROPERTIES = (
    "$schema", "profile", "name", "id", "title", "description", "homepage", "version", "created", "keywords",
    "contributors", "licenses", "sources", "image", "resources", "sinews",
)  # fmt: skip


@dataclass(frozen=True)
class Package:
    """What `datapackage.json` says: the settings, the file of each table, and all else (`about`).

    `unsound`: tables that it lists in a way that names no file.
    """

    settings: Settings | None
    files: Mapping[str, str]
    about: Mapping[str, object] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()


def read_package(folder: Path) -> tuple[Package, list[Finding]]:
    """The description of the case in `folder`; CaseError if there is no such folder.

    Where the description cannot be read, the tables are taken from the files that have their names.
    """
    if not is_folder(folder):
        defect = "no folder, but a file" if not obstacle(folder) else "no folder of this name"
        remedy = "Check the path, or make a case with `sinews new`."
        raise CaseError([Finding(str(folder), 0, "", defect, "the folder of a case", remedy)])
    if obstacle(folder / DESCRIPTION) == "no such file":
        return Package(None, _by_name(folder)), [_no_description(folder)]
    try:
        content, findings = object_of(text_of(folder / DESCRIPTION, DESCRIPTION, LIMIT), DESCRIPTION)
    except CaseError as error:
        return Package(None, _by_name(folder)), list(error.findings)
    told = {finding.column for finding in findings}
    settings, wrong = settings_of(content)
    findings += [finding for finding in wrong if finding.column not in told]
    files = _files(folder, content.get("resources"), findings)
    findings += misspelt(content, _PROPERTIES, "")
    about = {key: value for key, value in content.items() if key not in ("name", "title", "sinews", "resources")}
    return Package(settings, files, about, _listed(content.get("resources")) - files.keys()), findings


def _by_name(folder: Path) -> dict[str, str]:
    return {name: f"{name}.csv" for name in BY_NAME if not obstacle(folder / f"{name}.csv")}


def _no_description(folder: Path) -> Finding:
    hint = did_you_mean(DESCRIPTION, names_in(folder, str(folder)))
    remedy = f"Add a {DESCRIPTION}, or start from one with `sinews new`.{hint}"
    return finding("", "no such file", "the description of the case", remedy)


# resources ----------------------------------------------------------------------


def _files(folder: Path, resources: object, findings: list[Finding]) -> dict[str, str]:
    """The file of each table that the description lists."""
    if not isinstance(resources, list) or not resources:
        remedy = "List each table with its name and path."
        findings.append(finding("resources", shown(resources), "a list of tables", remedy))
        return _by_name(folder)
    files: dict[str, str] = {}
    for resource in resources:
        named = isinstance(resource, dict) and all(isinstance(resource.get(key), str) for key in ("name", "path"))
        wrong = _resource_problem(folder, resource, files) if named else _nameless(resource)
        if wrong:
            findings.append(wrong)
        else:
            files[resource["name"]] = resource["path"]
            findings += contradictions(resource, BY_NAME[resource["name"]])
    lacking = [table for table in TABLES if table.required and table.name not in _listed(resources)]
    findings += [_lacking(table.name, table.about) for table in lacking if obstacle(folder / f"{table.name}.csv")]
    return files


def _listed(resources: object) -> frozenset[str]:
    """The names that a description lists, whether or not a file goes with them."""
    rows = resources if isinstance(resources, list) else []
    return frozenset(str(resource.get("name")) for resource in rows if isinstance(resource, dict))


def _nameless(resource: object) -> Finding:
    remedy = "Give each resource a `name` and a `path`, both text."
    return finding("resources", shown(resource), "a resource with one name and one path", remedy)


def _lacking(name: str, about: str) -> Finding:
    remedy = f"Add {name}.csv and list it as a resource."
    return finding("resources", f"no table {name}", f"a table {name}: {about}", remedy)


def _resource_problem(folder: Path, resource: Mapping[str, Any], files: Mapping[str, str]) -> Finding | None:
    name, path = resource["name"], resource["path"]
    if name not in BY_NAME:
        remedy = f"Take it out of the description or rename it.{did_you_mean(name, BY_NAME)}"
        return finding("resources", f"a table {shown(name)}", "one of the tables of a case", remedy)
    if name in files:
        return finding("resources", f"table {name} twice", "each table once", "Take one of the two out.")
    if path in files.values():
        defect = f"path {shown(path)} of table {name}, which is that of another table"
        return finding("resources", defect, "a file for each table", "Name the file of this table.")
    if _leaves(folder, path):
        defect = f"path {shown(path)} of table {name}, which leaves the folder"
        remedy = "Copy the file into the folder and name it there."
        return finding("resources", defect, "a path inside the folder of the case", remedy)
    if what := obstacle(folder / path):
        there = "which is not there" if what == "no such file" else f"which is {what}"
        remedy = "Add the file, or take the resource out of the description."
        return finding("resources", f"path {shown(path)} of table {name}, {there}", "a file", remedy)
    return None


def _leaves(folder: Path, path: str) -> bool:
    """Whether a path leads out of the folder; one that leads nowhere does not."""
    parts = Path(path).parts
    if Path(path).is_absolute() or ".." in parts:
        return True
    try:
        if len(parts) == 1 and not (folder / path).is_symlink():
            return False
        return not (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or no path at all
        return False
