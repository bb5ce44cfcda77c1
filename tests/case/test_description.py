"""What a description says twice, says in words that nobody reads, or says of a table that is read in another way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sinews.data.case import Case, embedded
from sinews.data.package import read_package
from sinews.errors import CaseError, Finding
from tests.support import set_cell

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "examples" / "small"

Content = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """How somebody wrote a description, the column and the row of the one finding that this is, and words of it."""

    name: str
    write: Callable[[Content], str | bytes]
    column: str
    says: str
    row: int = 0


def lines(content: Content) -> str:
    return json.dumps(content, indent=1)


def replaced(old: str, new: str) -> Callable[[Content], str]:
    def write(content: Content) -> str:
        text = lines(content)
        assert old in text
        return text.replace(old, new, 1)

    return write


def top(**properties: object) -> Callable[[Content], str]:
    """Properties in the first lines, whatever stood there."""
    return lambda content: lines(properties | {key: content[key] for key in content if key not in properties})


def setting(**properties: object) -> Callable[[Content], str]:
    return lambda content: lines(content | {"sinews": content["sinews"] | properties})


def resource(table: str, **properties: object) -> Callable[[Content], str]:
    def write(content: Content) -> str:
        listed = [one | properties if one["name"] == table else one for one in content["resources"]]
        return lines(content | {"resources": listed})

    return write


def schema(table: str, **properties: object) -> Callable[[Content], str]:
    def write(content: Content) -> str:
        (stated,) = (one["schema"] for one in content["resources"] if one["name"] == table)
        return resource(table, schema=stated | properties)(content)

    return write


def column(table: str, name: str, /, **properties: object) -> Callable[[Content], str]:
    def write(content: Content) -> str:
        (stated,) = (one["schema"]["fields"] for one in content["resources"] if one["name"] == table)
        return schema(table, fields=[one | properties if one["name"] == name else one for one in stated])(content)

    return write


TWICE = [
    Said("setting", replaced('"end": "2030-12"', '"end": "2030-12",\n"end": "2036-12"'), "sinews.end", "line 7", 8),
    Said(
        "setting with escapes",
        replaced('"end": "2030-12"', '"end": "2030-12", "\\u0065nd": 1'),
        "sinews.end",
        "twice",
        7,
    ),
    Said("title", replaced('"title"', '"title": "x", "title"'), "title", "twice", 4),
    Said(
        "in a resource",
        replaced('"name": "places"', '"name": "places", "name": "places"'),
        "resources[0].name",
        "twice",
        15,
    ),
    Said(
        "deep inside",
        replaced('"type": "string"', '"type": "string", "type": "string"'),
        "resources[0].schema.fields[0].type",
        "twice",
        22,
    ),
    Said("whole part", replaced('"resources"', '"resources": [],\n"resources"'), "resources", "line 12", 13),
    Said("name inside and outside", setting(name="other"), "sinews.name", '"other", and "small"'),
    Said(
        "table",
        lambda content: lines(content | {"resources": [*content["resources"], content["resources"][-1]]}),
        "resources",
        "twice",
    ),
]

UNKNOWN = [
    Said("near miss", setting(ends="2036-12"), "sinews.ends", "Did you mean end?"),
    Said("letters exchanged", setting(price_yaer=2025), "sinews.price_yaer", "Did you mean price_year?"),
    Said("capital", setting(Start="2027-01"), "sinews.Start", "Did you mean start?"),
    Said("no near miss", setting(zzz=1), "sinews.zzz", "an unknown setting"),
    Said("setting outside", top(end="2036-12"), "end", "sinews.end"),
    Said("property", top(sinew={}), "sinew", "Did you mean sinews?"),
    Said("property with a capital", top(Title="x"), "Title", "Did you mean title?"),
    Said("property of a resource", resource("uses", encodng="latin-1"), "resources.uses.encodng", "encoding"),
    Said(
        "property of a dialect",
        resource("uses", dialect={"delimeter": ";"}),
        "resources.uses.dialect.delimeter",
        "delimiter",
    ),
    Said(
        "property of a column",
        column("economy", "gdp", units="billion_EUR"),
        "resources.economy.schema.fields.gdp.units",
        "unit",
    ),
]

STRANGE = [
    Said("surrogate", replaced("Two allies", "\\ud800 Two"), "title", "half of a surrogate pair", 4),
    Said("surrogate in a key", replaced('"title"', '"\\udfff": 1, "title"'), "name", "half of a surrogate pair", 4),
    Said("surrogate in a month", setting(start="\ud800"), "sinews.start", "half of a surrogate pair", 6),
    Said("surrogate deep inside", top(x=[{"y": "\udc00"}]), "x[0].y", "half of a surrogate pair", 4),
    Said("NaN", setting(price_year=float("nan")), "sinews.price_year", "NaN", 9),
    Said("infinity", top(x=[1, float("-inf")]), "x[1]", "-Infinity", 4),
    Said("number beyond all", replaced("2025,", "1e999,"), "sinews.price_year", "1e999", 9),
    Said("number of 5,000 digits", replaced("2025,", f"{'9' * 5000},"), "sinews.price_year", "a finite number", 9),
    Said("number of 41 digits", top(x=10**40), "x", "41 signs", 2),
    Said("fifty lists", top(x=json.loads("[" * 50 + "]" * 50)), "", "nested too deeply", 40),
    Said("lists without end", lambda _: '{"a":' + "[" * 100_000, "", "nested too deeply"),
]

BROKEN = [
    Said("nothing", lambda _: "", "", "an empty file"),
    Said("a list", lambda _: "[]", "", "not an object"),
    Said("a text", lambda _: '"x"', "", "not an object"),
    Said("comma too many", replaced('"title"', ',"title"'), "", 'malformed JSON at ",', 4),
    Said("single quotation marks", lambda _: "{'a': 1}", "", "malformed JSON", 1),
    Said("comment", lambda content: "// mine\n" + lines(content), "", "// mine", 1),
    Said("cut short", lambda content: lines(content).split('"resources"')[0], "", "cut short", 12),
    Said("UTF-16", lambda content: lines(content).encode("utf-16"), "", "UTF-16"),
    Said("UTF-16 without a mark", lambda content: lines(content).encode("utf-16-le"), "", "UTF-16", 1),
    Said("Latin-1", lambda content: lines(content).replace("Two", "Tw\xf6").encode("latin-1"), "", "not UTF-8", 4),
    Said("NUL", lambda content: lines(content).replace("Two", "\0Two"), "", "NUL", 4),
]

TYPES = [
    Said("no settings", top(sinews=[]), "sinews", "no settings"),
    Said("name", top(name=5), "name", "found 5"),
    Said("title", top(title=["x"]), "title", '["x"]'),
    Said("month", setting(start=2026), "sinews.start", "2026"),
    Said("nothing for a month", setting(start=None), "sinews.start", "nothing"),
    Said("digits of another script", setting(start="\u0662\u0660\u0662\u0666"), "sinews.start", "a month"),
    Said("year 3000", setting(end="3000-12"), "sinews.end", "1900 to 2100"),
    Said("year 0", setting(start="0000-01"), "sinews.start", "1900 to 2100"),
    Said("price year", setting(price_year=2025.0), "sinews.price_year", "2025.0"),
    Said("price year that is true", setting(price_year=True), "sinews.price_year", "true"),
    Said("no tables", top(resources=None), "resources", "a list of tables"),
    Said("empty list of tables", top(resources=[]), "resources", "a list of tables"),
    Said("tables in an object", top(resources={}), "resources", "a list of tables"),
    Said(
        "table as text",
        lambda content: lines(content | {"resources": [*content["resources"], "x"]}),
        "resources",
        '"x"',
    ),
    Said("path of parts", resource("stocks", path=["stocks.csv"]), "resources", "one name and one path"),
    Said("path of another table", resource("stocks", path="places.csv"), "resources", "that of another table"),
    Said("path to a folder", resource("stocks", path="."), "resources", "which is a folder"),
    Said("path without end", resource("stocks", path="a" * 5000), "resources", "a name that is too long"),
    Said("path that no file can have", resource("stocks", path="a\0b"), "resources", "no file can have"),
    Said("address", resource("stocks", path="ftp://x/y.csv"), "resources", "not there"),
]

AGAINST = [
    Said("encoding", resource("uses", encoding="latin-1"), "resources.uses.encoding", "utf-8"),
    Said("encoding as number", resource("uses", encoding=8), "resources.uses.encoding", "found 8"),
    Said("format", resource("uses", format="tsv"), "resources.uses.format", "csv"),
    Said("media type", resource("uses", mediatype="text/tab-separated-values"), "resources.uses.mediatype", "text/csv"),
    Said("packed", resource("uses", compression="gz"), "resources.uses.compression", "gz"),
    Said("delimiter", resource("uses", dialect={"delimiter": ";"}), "resources.uses.dialect.delimiter", '";"'),
    Said(
        "nested", resource("uses", dialect={"csv": {"delimiter": "\t"}}),
        "resources.uses.dialect.csv.delimiter", "\\t",
    ),
    Said("no header", resource("uses", dialect={"header": False}), "resources.uses.dialect.header", "false"),
    Said("header as number", resource("uses", dialect={"header": 1}), "resources.uses.dialect.header", "found 1"),
    Said("quotation mark", resource("uses", dialect={"quoteChar": "'"}), "resources.uses.dialect.quoteChar", "'"),
    Said("comments", resource("uses", dialect={"commentChar": "#"}), "resources.uses.dialect.commentChar", "#"),
    Said("dialect elsewhere", resource("uses", dialect="dialect.json"), "resources.uses.dialect", "an object"),
    Said("schema elsewhere", resource("uses", schema="schema.json"), "resources.uses.schema", "an object"),
    Said("missing values", schema("uses", missingValues=["", "NA"]), "resources.uses.schema.missingValues", "NA"),
    Said("columns in an object", schema("uses", fields={}), "resources.uses.schema.fields", "a list of columns"),
    Said("column as text", schema("uses", fields=["use"]), "resources.uses.schema.fields", "a column with a name"),
    Said("column", column("uses", "rate", name="rat"), "resources.uses.schema.fields.rat", "Did you mean rate?"),
    Said("column twice", column("uses", "rate", name="use"), "resources.uses.schema.fields.use", "twice"),
    Said("type of a number", column("uses", "rate", type="string"), "resources.uses.schema.fields.rate.type", "number"),
    Said("type of a code", column("uses", "item", type="integer"), "resources.uses.schema.fields.item.type", "string"),
    Said("type as a list", column("uses", "item", type=["string"]), "resources.uses.schema.fields.item.type", "string"),
    Said("months", column("uses", "start", format="%d.%m.%Y"), "resources.uses.schema.fields.start.format", "%d.%m.%Y"),
    Said(
        "decimal comma", column("uses",
        "rate", decimalChar=","), "resources.uses.schema.fields.rate.decimalChar", '","',
    ),
    Said(
        "unit", column("economy", "gdp", unit="billion_EUR"),
        "resources.economy.schema.fields.gdp.unit", "million_EUR",
    ),
    Said(
        "unit of a range", column("economy", "gdp_low", unit="EUR"),
        "resources.economy.schema.fields.gdp_low.unit", "EUR",
    ),
    Said("other money", column("economy", "gdp", unit="USD"), "resources.economy.schema.fields.gdp.unit", "USD"),
    Said("no unit at all", column("economy", "gdp", unit="foo bar"), "resources.economy.schema.fields.gdp.unit", "foo"),
    Said("unit of text", column("places", "name", unit="month"), "resources.places.schema.fields.name.unit", "no unit"),
    Said("key", schema("stocks", primaryKey=["place"]), "resources.stocks.schema.primaryKey", '["place", "item"]'),
    Said("key as an object", schema("stocks", primaryKey={}), "resources.stocks.schema.primaryKey", "{}"),
    Said(
        "reference",
        schema("stocks", foreignKeys=[{"fields": "item", "reference": {"resource": "places", "fields": "place"}}]),
        "resources.stocks.schema.foreignKeys.item",
        "items",
    ),
]  # fmt: skip

SAID = [
    (kind, said)
    for kind, group in (
        ("twice", TWICE),
        ("unknown", UNKNOWN),
        ("strange", STRANGE),
        ("broken", BROKEN),
        ("types", TYPES),
        ("against", AGAINST),
    )
    for said in group
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small example, whose description is as sinews writes it."""
    folder = tmp_path / "small"
    folder.mkdir()
    for path in SMALL.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def describe(folder: Path, write: Callable[[Content], str | bytes]) -> None:
    path = folder / "datapackage.json"
    content = write(json.loads(path.read_text(encoding="utf-8")))
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def found_in(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        Case.read(folder)
    return caught.value.findings


@pytest.mark.parametrize("said", [said for _, said in SAID], ids=[f"{kind}: {said.name}" for kind, said in SAID])
def test_a_description_that_misleads_is_one_finding(said: Said, small: Path) -> None:
    describe(small, said.write)
    package, findings = read_package(small)
    assert len(findings) == 1, findings
    here = findings[0]
    assert (here.file, here.row, here.column) == ("datapackage.json", said.row, said.column)
    assert said.says in str(here)
    assert here.remedy
    assert package.files


@pytest.mark.parametrize("said", [group[0] for group in (TWICE, UNKNOWN, STRANGE, BROKEN, TYPES, AGAINST)])
def test_a_description_that_misleads_hides_no_other_finding(said: Said, small: Path) -> None:
    describe(small, said.write)
    set_cell(small, "uses", 2, "rate", "many")
    here, elsewhere = found_in(small)
    assert here.file == "datapackage.json"
    assert (elsewhere.file, elsewhere.row, elsewhere.column) == ("uses.csv", 2, "rate")


@pytest.mark.parametrize(
    "write",
    [
        lambda content: "\ufeff" + lines(content),
        lambda content: lines(content).replace("\n", "\r\n"),
        resource("uses", encoding="UTF-8", format="csv", mediatype="text/csv; charset=utf-8"),
        resource("uses", dialect={"delimiter": ",", "lineTerminator": "\r\n", "header": True}),
        column("places", "contracting_delay", unit="month"),
        column("stocks", "date", type="yearmonth"),
        schema("places", primaryKey="place"),
        schema("stocks", primaryKey=["item", "place"]),
        top(contributors=[{"title": "x"}], licenses=[{"name": "CC0-1.0"}], keywords=["x"], created="2026", mine=1),
    ],
    ids=["byte order mark", "CR LF", "file", "dialect", "unit", "month", "key as text", "key in another order", "more"],
)
def test_descriptions_that_agree_with_how_files_are_read_are_sound(
    write: Callable[[Content], str | bytes], small: Path
) -> None:
    describe(small, write)
    package, findings = read_package(small)
    assert package.settings
    assert not findings


@pytest.mark.parametrize("folder", [SMALL, embedded("nato-europe")], ids=["small", "packaged"])
def test_cases_that_come_with_sinews_describe_themselves_truly(folder: Path) -> None:
    assert not read_package(folder)[1]


def test_a_description_under_another_name_is_named(small: Path) -> None:
    (small / "datapackage.json").rename(small / "Datapackage.json")
    (finding,) = found_in(small)
    assert (finding.file, finding.found) == ("datapackage.json", "no such file")
    assert "Did you mean Datapackage.json?" in finding.remedy


def test_a_file_is_no_folder_of_a_case(small: Path) -> None:
    (finding,) = found_in(small / "stocks.csv")
    assert finding.found == "no folder, but a file"


def test_a_table_whose_path_is_wrong_is_not_taken_for_one_without_rows(small: Path) -> None:
    """Without stocks and lines the needs for items could not be met, but nobody knows what the file holds."""
    describe(small, resource("stocks", path="nowhere.csv"))
    set_cell(small, "stocks", 2, "quantity", "many")
    (finding,) = found_in(small)
    assert '"nowhere.csv" of table stocks' in finding.found
