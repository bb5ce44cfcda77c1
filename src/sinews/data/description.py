"""Writing the description of a case: what `datapackage.json` says of its tables, generated from the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sinews.data.package import Settings
from sinews.data.schema import Choice, Column, Month, Number, Plain, Reference, Table, Year
from sinews.data.tables import BY_NAME


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
