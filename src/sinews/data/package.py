"""The description of a case: `datapackage.json`, a Frictionless Data Package with a property `sinews`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sinews.data.schema import Choice, Column, Month, Number, Plain, Reference, Table, Year
from sinews.data.tables import BY_NAME, TABLES
from sinews.errors import CaseError, Finding, did_you_mean

DESCRIPTION = "datapackage.json"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Settings:
    """What a case says about itself.

    Attributes
    ----------
    name, title: of the case.
    start, end: first day of the first and of the last month of the horizon.
    monthly_until: ticks are months up to this month, quarters after it.
    price_year: year of the constant prices.
    as_of: nothing in the case became known after this day.
    """

    name: str
    title: str
    start: date
    end: date
    monthly_until: date
    price_year: int
    as_of: date


@dataclass(frozen=True)
class Package:
    """What `datapackage.json` says: the settings, the file of each table, and all else (`about`)."""

    settings: Settings | None
    files: Mapping[str, str]
    about: Mapping[str, object] = field(default_factory=dict)


def read_package(folder: Path) -> tuple[Package, list[Finding]]:
    """The description of the case in `folder`; CaseError if it cannot be read at all."""
    content = _read_json(folder)
    findings: list[Finding] = []
    settings = _settings(content, findings)
    files = _files(folder, content.get("resources"), findings)
    about = {key: value for key, value in content.items() if key not in ("name", "title", "sinews", "resources")}
    return Package(settings, files, about), findings


def description(settings: Settings, tables: Iterable[Table], about: Mapping[str, object] | None = None) -> str:
    """The text of `datapackage.json` for a case with these tables, each in `<name>.csv`."""
    months = {key: getattr(settings, key).isoformat()[:7] for key in ("start", "end", "monthly_until")}
    tables = tuple(tables)
    names = {table.name for table in tables}
    content: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": settings.name,
        "title": settings.title,
        **(about or {}),
        "sinews": {**months, "price_year": settings.price_year, "as_of": settings.as_of.isoformat()},
        "resources": [_resource(table, names) for table in tables],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def finding(column: str, found: str, expected: str, remedy: str, row: int = 0) -> Finding:
    """A finding about `datapackage.json`."""
    return Finding(DESCRIPTION, row, column, found, expected, remedy)


# reading ----------------------------------------------------------------------


def _read_json(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise CaseError(
            [
                Finding(
                    str(folder),
                    0,
                    "",
                    "no folder of this name",
                    "the folder of a case",
                    "Check the path, or make a case with `sinews new`.",
                )
            ]
        )
    path = folder / DESCRIPTION
    if not path.is_file():
        raise CaseError(
            [
                finding(
                    "",
                    "no such file",
                    "the description of the case",
                    "Add a datapackage.json, or start from one with `sinews new`.",
                )
            ]
        )
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CaseError([finding("", "bytes that are not UTF-8", "text in UTF-8", "Save the file as UTF-8.")]) from None
    except json.JSONDecodeError as error:
        raise CaseError(
            [finding("", f"malformed JSON ({error.msg})", "JSON", "Mend the file at this line.", error.lineno)]
        ) from None
    except RecursionError:
        raise CaseError([finding("", "JSON nested too deeply", "JSON", "Mend the file.")]) from None
    if not isinstance(content, dict):
        raise CaseError([finding("", "JSON that is not an object", "an object", "Put the content between { and }.")])
    return content


def _settings(content: Mapping[str, Any], findings: list[Finding]) -> Settings | None:
    stated = content.get("sinews")
    if not isinstance(stated, dict):
        findings.append(
            finding(
                "sinews",
                "no settings",
                "an object with start, end, monthly_until, price_year, as_of",
                "Add the property `sinews` to the description.",
            )
        )
        return None
    before = len(findings)
    texts = {key: _text(key, stated.get(key, content.get(key)), findings) for key in ("name", "title")}
    dates = {key: _date(key, stated.get(key), findings) for key in ("start", "end", "monthly_until", "as_of")}
    year = stated.get("price_year")
    if not isinstance(year, int) or isinstance(year, bool) or not 1950 <= year <= 2100:
        findings.append(
            finding(
                "sinews.price_year",
                _shown(year),
                "a year from 1950 to 2100",
                "State the year of the constant prices, as a number.",
            )
        )
    if len(findings) > before or not isinstance(year, int):
        return None
    start, end, monthly, as_of = (dates[key] or date.min for key in ("start", "end", "monthly_until", "as_of"))
    settings = Settings(texts["name"], texts["title"], start, end, monthly, year, as_of)
    findings += _order(settings)
    return settings


def _order(settings: Settings) -> list[Finding]:
    pairs = (("start", "end", settings.end), ("start", "monthly_until", settings.monthly_until))
    return [
        finding(
            f"sinews.{first}",
            f"{settings.start:%Y-%m}, after {second} {day:%Y-%m}",
            f"a month not after {second}",
            f"Put {first} before {second}.",
        )
        for first, second, day in pairs
        if settings.start > day
    ]


def _text(key: str, value: object, findings: list[Finding]) -> str:
    if isinstance(value, str) and value.strip():
        return value
    findings.append(finding(key, _shown(value), "text", f"State the {key} of the case."))
    return ""


def _date(key: str, value: object, findings: list[Finding]) -> date | None:
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            found = date(year or 1, month or (12 if key == "end" else 1), day or 1)
            return found if key == "as_of" else found.replace(day=1)
    except ValueError:
        pass
    findings.append(finding(f"sinews.{key}", _shown(value), "a month, YYYY-MM", 'Write the month as in "2026-01".'))
    return None


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)[:60]


def _files(folder: Path, resources: object, findings: list[Finding]) -> dict[str, str]:
    files: dict[str, str] = {}
    for resource in resources if isinstance(resources, list) else []:
        name, path = (resource.get(key) if isinstance(resource, dict) else None for key in ("name", "path"))
        if not isinstance(name, str) or not isinstance(path, str):
            findings.append(
                finding(
                    "resources",
                    _shown(resource),
                    "a resource with one name and one path",
                    "Give each resource a `name` and a `path`, both text.",
                )
            )
        elif problem := _resource_problem(folder, name, path, files):
            findings.append(problem)
        else:
            files[name] = path
    listed = (
        {resource.get("name") for resource in resources if isinstance(resource, dict)}
        if isinstance(resources, list)
        else set()
    )
    findings += [
        finding(
            "resources",
            f"no table {table.name}",
            f"a table {table.name}: {table.about}",
            f"Add {table.name}.csv and list it as a resource.",
        )
        for table in TABLES
        if table.required and table.name not in listed
    ]
    return files


def _resource_problem(folder: Path, name: str, path: str, files: Mapping[str, str]) -> Finding | None:
    if name not in BY_NAME:
        return finding(
            "resources",
            f"a table {name}",
            "one of the tables of a case",
            f"Take it out of the description or rename it.{did_you_mean(name, BY_NAME)}",
        )
    if name in files:
        return finding("resources", f"table {name} twice", "each table once", "Take one of the two out.")
    inside = (folder / path).resolve().is_relative_to(folder.resolve())
    if Path(path).is_absolute() or ".." in Path(path).parts or not inside:
        return finding(
            "resources",
            f"path {path} of table {name}, which leaves the folder",
            "a path inside the folder of the case",
            "Copy the file into the folder and name it there.",
        )
    if not (folder / path).is_file():
        return finding(
            "resources",
            f"path {path} of table {name}, which is not there",
            "a file",
            "Add the file, or take the resource out of the description.",
        )
    return None


# writing ----------------------------------------------------------------------


def _resource(table: Table, names: set[str]) -> dict[str, object]:
    fields = [entry for column in table.columns for entry in _fields(column)]
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": column.table, "fields": BY_NAME[column.table].key[0]},
        }
        for column in table.columns
        if isinstance(column, Reference)
        and not column.also
        and column.table in names
        and len(BY_NAME[column.table].key) == 1
    ]
    schema: dict[str, object] = {"fields": fields, "primaryKey": list(table.key)}
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "schema": schema,
    }


def _fields(column: Column) -> list[dict[str, object]]:
    constraints: dict[str, object] = {} if column.blank else {"required": True}
    entry: dict[str, object] = {"name": column.name, "type": "string", "description": column.about}
    if isinstance(column, Number):
        constraints["minimum"] = column.minimum
        if column.maximum != float("inf"):
            constraints["maximum"] = column.maximum
        entry |= {"type": "number", "unit": column.unit or "as in column unit"}
    elif isinstance(column, Plain):
        entry["type"] = "number"
    elif isinstance(column, Year):
        entry["type"] = "integer"
    elif isinstance(column, Choice):
        constraints["enum"] = [str(choice) for choice in column.choices]
    elif isinstance(column, Month):
        constraints["pattern"] = r"\d{4}(-\d{2}(-\d{2})?)?"
    if constraints:
        entry["constraints"] = constraints
    return [entry, *_companions(column)] if isinstance(column, Number) else [entry]


def _companions(column: Number) -> list[dict[str, object]]:
    ends: list[dict[str, object]] = [
        {
            "name": f"{column.name}_{end}",
            "type": "number",
            "description": f"{end} end of the range of {column.name}",
        }
        for end in ("low", "high")
    ]
    return [
        *ends,
        {
            "name": f"{column.name}_basis",
            "type": "string",
            "description": f"facts, assumptions and rules that {column.name} rests on",
        },
    ]
