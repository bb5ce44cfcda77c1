"""What a description says of a table, held against how the table's file is read: contradictions are findings.

Titles, descriptions, constraints and further properties are for other programs; nothing here reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sinews.data.headers import text_columns
from sinews.data.schema import Column, Month, Number, Plain, Reference, Table, Year
from sinews.data.units import factor
from sinews.errors import Finding, Hints, UsageError, did_you_mean

DESCRIPTION = "datapackage.json"

#: Property of a resource -> the values that agree with how files are read, in small letters and without blanks.
_FILE: dict[str, tuple[str, ...]] = {
    "encoding": ("utf-8", "utf8", "utf-8-sig"),
    "format": ("csv",),
    "mediatype": ("text/csv", "text/csv;charset=utf-8"),
    "compression": ("", "no"),
}

#: Property of a dialect -> the values that agree.
_DIALECT: dict[str, tuple[object, ...]] = {
    "delimiter": (",",), "quoteChar": ('"',), "doubleQuote": (True,), "escapeChar": (None,), "header": (True,),
    "headerRows": ([1],), "skipInitialSpace": (False,), "commentChar": (None,), "commentRows": ([],),
    "nullSequence": (None, ""), "decimalChar": (".",), "groupChar": ("", None),
    "lineTerminator": ("\n", "\r\n", "\r"),
}  # fmt: skip

#: Property of a field -> the values that agree.
_FIELD: dict[str, tuple[object, ...]] = {
    "decimalChar": (".",), "groupChar": ("", None), "bareNumber": (True,), "missingValues": ([""],),
}  # fmt: skip

#: Formats of months that agree with YYYY-MM-DD, YYYY-MM and YYYY.
_FORMATS = ("default", "any", "%Y-%m-%d", "%Y-%m", "%Y")

_RESOURCE = (
    "name", "path", "data", "profile", "$schema", "type", "title", "description", "mediatype", "encoding", "bytes",
    "hash", "sources", "licenses", "dialect", "schema", "format", "compression",
)  # fmt: skip
_SCHEMA = ("fields", "primaryKey", "foreignKeys", "uniqueKeys", "missingValues", "fieldsMatch", "$schema")
_FIELDS = (
    "name", "type", "format", "title", "description", "example", "constraints", "unit", "rdfType", "categories",
    "categoriesOrdered", "trueValues", "falseValues", *_FIELD,
)  # fmt: skip

_AS_READ = "Write what is expected, or take it out, and save the file accordingly."


def finding(column: str, defect: str, expected: str, remedy: str) -> Finding:
    """A finding about `datapackage.json`."""
    return Finding(DESCRIPTION, 0, column, defect, expected, remedy)


def shown(value: object) -> str:
    """A value of the description as findings show it, cut where it is long."""
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)[:60]


def misspelt(stated: Mapping[str, object], properties: Sequence[str], place: str) -> list[Finding]:
    """Properties that are hardly anything but one of the known ones written wrongly; any other may stand there."""
    hints = Hints(properties, cutoff=0.8)
    return [
        finding(
            f"{place}.{key}".lstrip("."),
            "an unknown property",
            f"{near}, perhaps",
            f"Rename it, or take it out. Did you mean {near}?",
        )
        for key in stated
        if key not in properties and (near := hints.near(key))
    ]


def contradictions(resource: Mapping[str, Any], table: Table) -> Iterator[Finding]:
    """What a resource says of the file of its table that is not how the file is read."""
    place = f"resources.{table.name}"
    yield from misspelt(resource, _RESOURCE, place)
    for key, allowed in _FILE.items():
        value = resource.get(key)
        if value is not None and str(value).lower().replace(" ", "") not in allowed:
            yield finding(f"{place}.{key}", shown(value), _or(allowed), f"{_AS_READ} Every table is CSV in UTF-8.")
    yield from _dialect(resource.get("dialect"), f"{place}.dialect")
    yield from _schema(resource.get("schema"), f"{place}.schema", table)


def _dialect(dialect: object, place: str) -> Iterator[Finding]:
    if isinstance(dialect, dict):
        yield from misspelt(dialect, tuple(_DIALECT), place)
        yield from _unlike(dialect, _DIALECT, place)
        yield from _dialect(dialect.get("csv"), f"{place}.csv")
    elif dialect is not None:
        yield finding(place, shown(dialect), "an object", "Write the dialect into the description.")


def _unlike(stated: Mapping[str, object], allowed: Mapping[str, tuple[object, ...]], place: str) -> Iterator[Finding]:
    for key, values in allowed.items():
        if key in stated and not any(_same(stated[key], value) for value in values):
            yield finding(f"{place}.{key}", shown(stated[key]), _or(values), _AS_READ)


def _same(first: object, second: object) -> bool:
    """Whether two values of JSON are the same; true is not 1."""
    return type(first) is type(second) and first == second


def _or(values: Sequence[object]) -> str:
    return " or ".join(shown(value) for value in values if value not in (None, "")) or "nothing"


# schema -------------------------------------------------------------------------


def _schema(schema: object, place: str, table: Table) -> Iterator[Finding]:
    if schema is None:
        return
    if not isinstance(schema, dict):
        yield finding(place, shown(schema), "an object", "Write the schema into the description.")
        return
    yield from misspelt(schema, _SCHEMA, place)
    yield from _unlike(schema, {"missingValues": ([""],)}, place)
    yield from _fields(schema.get("fields", []), f"{place}.fields", table)
    yield from _key(schema.get("primaryKey"), f"{place}.primaryKey", table)
    yield from _targets(schema.get("foreignKeys", []), f"{place}.foreignKeys", table)


def _fields(fields: object, place: str, table: Table) -> Iterator[Finding]:
    if not isinstance(fields, list):
        yield finding(place, shown(fields), "a list of columns", "List each column with its name and type.")
        return
    seen: set[str] = set()
    for stated in fields:
        name = stated.get("name") if isinstance(stated, dict) else None
        if not isinstance(name, str):
            yield finding(place, shown(stated), "a column with a name", "Give each column a `name`, as text.")
        elif name in seen:
            yield finding(f"{place}.{name}", "the column twice", "each column once", "Take one of the two out.")
        elif name not in text_columns(table):
            remedy = f"Rename it or take it out.{did_you_mean(name, text_columns(table))}"
            yield finding(f"{place}.{name}", "an unknown column", "one of the columns of the table", remedy)
        else:
            yield from _field(stated, f"{place}.{name}", table, name)
        seen.add(str(name))


def _field(stated: Mapping[str, Any], place: str, table: Table, name: str) -> Iterator[Finding]:
    column = _column_of(table, name)
    types = ("any", *_types(column, name))
    yield from misspelt(stated, _FIELDS, place)
    if stated.get("type", "any") not in types:
        yield finding(f"{place}.type", shown(stated["type"]), types[1], _AS_READ)
    formats = _FORMATS if isinstance(column, Month) else ("default", "any")
    if stated.get("format", "default") not in formats:
        yield finding(f"{place}.format", shown(stated["format"]), _or(formats[:1]), _AS_READ)
    yield from _unlike(stated, _FIELD, place)
    yield from _unit(stated.get("unit"), f"{place}.unit", column, name)


def _column_of(table: Table, name: str) -> Column:
    """The column of the schema that a column of the file belongs to."""
    return table.column(name if table.has(name) else name.rpartition("_")[0])


def _is_number(column: Column, name: str) -> bool:
    return isinstance(column, Number) and not (name != column.name and name.endswith(("_basis", "_unit")))


def _types(column: Column, name: str) -> tuple[str, ...]:
    if _is_number(column, name) or isinstance(column, Plain):
        return ("number",)
    if isinstance(column, Year):
        return ("integer", "year")
    return ("string", "yearmonth", "date", "year") if isinstance(column, Month) else ("string",)


def _unit(stated: object, place: str, column: Column, name: str) -> Iterator[Finding]:
    if stated is None or stated == "":
        return
    if not isinstance(column, Number) or not _is_number(column, name):
        if not isinstance(column, Plain) or stated != "as in column unit":
            yield finding(place, shown(stated), "no unit", "Take the unit out: this column is read without one.")
        return
    wanted = column.unit or "as in column unit"
    if stated != wanted and not _equal_units(str(stated), column.unit):
        remedy = f"Write {wanted} and state numbers in it, or add a column {column.name}_unit to the file."
        yield finding(place, shown(stated), f'"{wanted}"', remedy if column.unit else _AS_READ)


def _equal_units(stated: str, wanted: str) -> bool:
    try:
        return bool(wanted) and "item" not in wanted and factor(stated, wanted) == 1.0
    except UsageError:
        return False


def _key(stated: object, place: str, table: Table) -> Iterator[Finding]:
    names = [stated] if isinstance(stated, str) else stated
    if names is not None and (not isinstance(names, list) or sorted(map(str, names)) != sorted(table.key)):
        remedy = "Write this key: rows of cases and overlays are matched by it."
        yield finding(place, shown(stated), json.dumps(list(table.key)), remedy)


def _targets(stated: object, place: str, table: Table) -> Iterator[Finding]:
    """References that name another table than the one in which codes are looked up."""
    if not isinstance(stated, list):
        yield finding(place, shown(stated), "a list", "Write a list of keys.")
        return
    targets = {column.name: column.table for column in table.columns if isinstance(column, Reference)}
    for key in stated:
        fields, reference = (key.get(part) for part in ("fields", "reference")) if isinstance(key, dict) else (0, 0)
        names = [fields] if isinstance(fields, str) else fields
        if not isinstance(names, list) or not isinstance(reference, dict):
            yield finding(place, shown(key), "fields and a reference", "Write both, or take the key out.")
        elif len(names) == 1 and (target := targets.get(str(names[0]))):
            resource = reference.get("resource") or table.name
            if resource != target:
                remedy = "Write this table: the codes of the column are looked up there."
                yield finding(f"{place}.{names[0]}", shown(resource), target, remedy)
