"""The tables of a case: columns, types, keys and references, each stated once."""

from __future__ import annotations

from dataclasses import dataclass

Reference = tuple[str, str, str]


@dataclass(frozen=True)
class Table:
    """A table: its columns as `name:type`, a `figure` standing for a number with range and basis."""

    name: str
    title: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def fields(self) -> list[dict[str, object]]:
        """Columns as fields of a table schema."""
        fields: list[dict[str, object]] = []
        for column in self.columns:
            name, _, kind = column.partition(":")
            fields += _figure_fields(name) if kind == "figure" else [_field(name, kind or "string")]
        for field in fields:
            if field["name"] in self.key:
                field["constraints"] = {"required": True}
        return fields

    def names(self) -> list[str]:
        """Column names in order."""
        return [str(field["name"]) for field in self.fields()]

    def figures(self) -> list[str]:
        """Names of the columns that are figures."""
        return [column.partition(":")[0] for column in self.columns if column.endswith(":figure")]

    def schema(self) -> dict[str, object]:
        """The table schema of a data package."""
        schema: dict[str, object] = {"fields": self.fields(), "primaryKey": list(self.key),
                                     "missingValues": [""]}
        if self.references:
            schema["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": table, "fields": [target]}}
                for column, table, target in self.references
            ]
        return schema


def _field(name: str, kind: str) -> dict[str, object]:
    return {"name": name, "type": kind}


def _figure_fields(name: str) -> list[dict[str, object]]:
    numbers = [_field(column, "number") for column in (name, f"{name}_low", f"{name}_high")]
    return [*numbers, _field(f"{name}_basis", "string")]


_PLACE: Reference = ("place", "places", "place")
_ITEM: Reference = ("item", "items", "item")
_SITE: Reference = ("site", "sites", "site")

#: Tables that rules fill, in the order in which the package lists them.
TABLES: tuple[Table, ...] = (
    Table("places", "States: allies, suppliers, partners and adversaries",
          ("place", "name", "kind", "contracting_delay:figure"), ("place",)),
    Table("groups", "Who belongs to which group", ("group", "place"), ("group", "place"), (_PLACE,)),
    Table("economy", "Output and population by year, at prices of 2025",
          ("place", "year:integer", "gdp:figure", "gdp_ppp:figure", "population:figure"),
          ("place", "year"), (_PLACE,)),
    Table("paths", "Shares of output for defence, by path",
          ("path", "place", "year:integer", "share:figure"), ("path", "place", "year"), (_PLACE,)),
    Table("budgets", "What part of defence spending buys equipment, and modelled items",
          ("place", "equipment_share:figure", "modelled_share:figure"), ("place",), (_PLACE,)),
    Table("funds", "Money beside the national budgets",
          ("fund", "name", "place", "start", "end", "amount:figure", "purpose", "status"),
          ("fund",), (_PLACE,)),
    Table("items", "Things that are needed, and what they are made from",
          ("item", "name", "kind", "unit", "price:figure", "advance_share:figure", "lead_time:figure",
           "loss_rate:figure", "weight:figure"), ("item",)),
    Table("recipes", "Inputs for one unit of an item", ("item", "input", "quantity:figure"),
          ("item", "input"), (_ITEM, ("input", "items", "item"))),
    Table("sites", "Production lines",
          ("site", "name", "place", "item", "owner", "capex:figure", "build_lag:figure", "ramp:figure",
           "rate_max:figure", "export_share:figure"), ("site",), (_PLACE, _ITEM)),
    Table("capacity", "Rates of the lines at dates", ("site", "date", "rate:figure", "status"),
          ("site", "date", "status"), (_SITE,)),
    Table("stocks", "What is in store at a date", ("place", "item", "date", "quantity:figure"),
          ("place", "item", "date"), (_ITEM,)),
    Table("deliveries", "Order books: what is still to come",
          ("order", "place", "item", "start", "end", "quantity:figure", "status", "supplier"), ("order",),
          (_PLACE, _ITEM)),
    Table("uses", "What is given away, fired in training or lost",
          ("use", "place", "item", "start", "end", "rate:figure"), ("use", "place", "item", "start"),
          (_PLACE, _ITEM)),
    Table("forces", "Forces that the needs are counted from",
          ("needs_set", "place", "force", "quantity:figure"),
          ("needs_set", "place", "force"), (_PLACE,)),
    Table("scales", "Items that a force needs",
          ("needs_set", "force", "item", "method", "per_force:figure", "days:figure"),
          ("needs_set", "force", "item"), (_ITEM,)),
    Table("requirements", "Published totals to check the needs against",
          ("requirement", "group", "item", "quantity:figure", "about"), ("requirement",), (_ITEM,)),
    Table("threats", "Dated statements on when an attack is possible",
          ("threat", "office", "place", "date", "earliest", "latest", "about", "basis"),
          ("threat",), (_PLACE,)),
    Table("adversary", "Output, imports, stocks, losses and money on the other side",
          ("entry", "place", "item", "quantity", "supplier", "start", "end", "amount:figure", "unit"),
          ("entry",), (_PLACE, ("supplier", "places", "place"))),
    Table("history", "Shares of output for defence since 1960", ("place", "year:integer", "share:figure"),
          ("place", "year")),
    Table("parameters", "Settings of the method", ("parameter", "value:figure", "unit"), ("parameter",)),
)

#: Tables that say on what the others rest.
REGISTERS: tuple[Table, ...] = (
    Table("assumptions", "Reasoned choices, each named and explained once",
          ("assumption", "value:number", "value_low:number", "value_high:number", "unit", "role", "reason"),
          ("assumption",)),
    Table("rules", "Rules by which figures are derived from others", ("rule", "text"), ("rule",)),
    Table("facts", "Published figures",
          ("fact", "entity", "subject", "quantity", "value:number", "low:number", "high:number", "unit",
           "period_start", "period_end", "status", "confidence", "as_of", "source"), ("fact",),
          (("source", "sources", "source"),)),
    Table("sources", "Where the figures were published", ("source", "title", "publisher", "published", "url"),
          ("source",)),
)
