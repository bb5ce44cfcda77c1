"""A case as it was known on an earlier day: what became known later is gone, or named as carried back.

A fact is known from its `as_of` on; a date without day or month counts as the end of that month or year, a missing one
as the case's own. Of the facts that were published later, those that measure a time that had passed by then (observed
or estimated, period over) are kept apart from those about what was still to come.

- What moves with time (`MOVING`) keeps the rows whose figures were known, or measure a time that had passed; all other
  rows go. Threat statements count only as published.
- Of the announcements for a line that a case keeps although they were overtaken, those of the latest month count.
- Economies keep the years that were known or had begun: the rest of the horizon goes on as the last of them.
- All else is technical or structural; it is kept, as no plan can do without it.

Wherever a kept figure rests on a fact that was not published yet, the assumption `known_later` takes the place of that
fact in its basis. What went and what was carried back is counted in the property `known_by` of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from sinews.data.case import Case
from sinews.data.checks import statements as wellformed
from sinews.data.checks.levers import of_levers
from sinews.data.knowledge import Known
from sinews.data.months import month_after, months_between
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Basis, Reference
from sinews.data.tables import BY_NAME, Status
from sinews.errors import UsageError

#: The assumption that stands for every fact that was not published yet.
KNOWN_LATER = "known_later"

#: Tables whose rows are of their day: what was not known of them yet is not there.
MOVING = (
    "paths", "funds", "capacity", "stocks", "deliveries", "decided", "uses", "retirements", "requirements", "threats",
    "offices", "people", "adversary", "history", "statements", "slips",
)  # fmt: skip

#: Tables of which only what had been published counts, and nothing that was measured and published later.
AS_PUBLISHED = ("threats", "statements")

#: Tables of levers.
LEVERS = ("levers", "changes", "ladder")

#: Spending paths that are each ally's own course: they exist on every day. Others exist once their goal is known.
OWN_COURSE = ("national", "today")

#: The rule under which a case keeps rates that were announced and that have been overtaken since.
ANNOUNCED_THEN = "rule:announced_then"

Frames = dict[str, pl.DataFrame]


def known_by(case: Case, day: date) -> Case:
    """The case as it was known on `day`; the case itself on or after the day on which it was known.

    Its horizon starts in the month of `day` if that lies before the start of the case; the months up to
    `monthly_until` move with it. Call `require` before it is asked a question.
    """
    if day >= case.settings.as_of:
        return case
    knowledge = Known.of(case, day)
    unsettled = {name: _basis_cells(frame, name, knowledge) for name, frame in case.tables.items()}
    rows = {name: _rows(frame, name, unsettled[name], day) for name, frame in case.tables.items()}
    rows["capacity"] = rows["capacity"].join(_overtaken(case, knowledge), on=BY_NAME["capacity"].key, how="anti")
    tables = _registers(_courses(rows, case, day), knowledge)
    tables, missing = _without_lines(tables, case)
    tables = _reaching(_held(tables))
    about = {**case.about, "known_by": _summary(case, tables, missing, day)}
    with_rows = {name: frame for name, frame in tables.items() if frame.height}
    return replace(case, settings=_settings(case.settings, day), tables=with_rows, about=about)


def require(case: Case) -> None:
    """UsageError, in one sentence, if too little was known on the day of the case to ask the years clock."""
    if "known_by" not in case.about:
        return
    day = f"{case.settings.as_of:%Y-%m-%d}"
    if case.table("threats").is_empty():
        raise UsageError(f"No statement on the threat was known on {day}. Ask about a later day.")
    if (case.table("threats")["latest"] < case.settings.as_of.replace(day=1)).all():
        raise UsageError(f"No statement on the threat that was known on {day} was still open. Ask about another day.")
    if case.table("economy").is_empty():
        raise UsageError(f"The case has no economies for {day} or before. Ask about a later day.")
    if case.table("scales").is_empty():
        raise UsageError(f"No line of any item that is needed was known on {day}. Ask about a later day.")


def sentences(case: Case) -> tuple[str, ...]:
    """What a reader has to know of a case as of a day: what is carried back, gone, and not modelled."""
    told = case.about.get("known_by")
    if not isinstance(told, Mapping):
        return ()
    back, gone = (told[key].values() for key in ("carried_back", "left_out"))
    texts = [
        f"As known on {told['day']}: {sum(back):,} figures were published later and are carried back, which is no "
        f"foresight of that day; {sum(gone):,} rows on what was not known yet are left out."
    ]
    stocks = told["left_out"].get("stocks", 0)
    if stocks:
        texts.append(f"{stocks:,} stocks had not been published by then and count as none, which makes dates late.")
    if told["not_modelled"]:
        texts.append(
            f"No line was known of {', '.join(told['not_modelled'])}: such items are not modelled as of that day."
        )
    return tuple(texts)


def counts(case: Case) -> pl.DataFrame:
    """Rows left out and figures carried back, by table of a case as of a day; no rows for any other case."""
    told = case.about.get("known_by")
    told = told if isinstance(told, Mapping) else {"left_out": {}, "carried_back": {}}
    names = [name for name in BY_NAME if name in told["left_out"] or name in told["carried_back"]]
    rows = [(name, told["left_out"].get(name, 0), told["carried_back"].get(name, 0)) for name in names]
    types = {"table": pl.String, "left_out": pl.Int64, "carried_back": pl.Int64}
    return pl.DataFrame(rows, schema=types, orient="row")


# rows ---------------------------------------------------------------------------

_UNKNOWN = "_unknown"


def _bases(name: str) -> list[str]:
    table = BY_NAME[name]
    whole = [column.name for column in table.columns if isinstance(column, Basis)]
    return [f"{number.name}_basis" for number in table.numbers] + whole


def _basis_cells(frame: pl.DataFrame, name: str, knowledge: Known) -> pl.DataFrame:
    """The frame with bases of the day, and whether a row rests on what was not known."""
    barred = knowledge.later if name in AS_PUBLISHED else knowledge.later - knowledge.passed
    columns = _bases(name)
    stated = {basis for column in columns for basis in frame[column].drop_nulls().unique().to_list()}
    unknown = [basis for basis in stated if not barred.isdisjoint(basis.split())]
    of_day = {basis: _of_day(basis, knowledge.later) for basis in stated}
    rests = [pl.col(column).is_in(unknown).fill_null(value=False) for column in columns]
    cited = [
        pl.col(column.name).is_in(list(knowledge.later)).fill_null(value=False)
        for column in BY_NAME[name].columns
        if isinstance(column, Reference) and column.table == "facts"
    ]
    return frame.with_columns(
        *(pl.col(column).replace(of_day) for column in columns),
        pl.any_horizontal(pl.lit(value=False), *rests, *cited).alias(_UNKNOWN),
    )


def _of_day(basis: str, later: frozenset[str]) -> str:
    """A basis in which one assumption stands for all facts that were published later."""
    tokens = basis.split()
    kept = [token for token in tokens if token not in later]
    return " ".join(kept if len(kept) == len(tokens) else [*kept, KNOWN_LATER])


def _rows(original: pl.DataFrame, name: str, frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """The rows of a table that stand on the day."""
    if name in MOVING:
        frame = frame.filter(~pl.col(_UNKNOWN))
    if name in _OF_DAY:
        frame = _OF_DAY[name](frame, day)
    return frame.select(original.columns)


def _economy(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Years that were known, and those that had begun."""
    return frame.filter(~pl.col(_UNKNOWN) | (pl.col("year") <= day.year))


def _capacity(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """No observation lies ahead; a line without one by then takes its first, if known, as of the day."""
    ahead = (pl.col("status") == Status.DELIVERED.value) & (pl.col("date") > day)
    kept, later = frame.filter(~ahead), frame.filter(ahead)
    seen = kept.filter(pl.col("status") == Status.DELIVERED.value)
    first = later.join(seen, on="site", how="anti").sort("date").unique("site", keep="first", maintain_order=True)
    moved = first.with_columns(pl.lit(day.replace(day=1)).alias("date"))
    return pl.concat([kept, moved]).sort(BY_NAME["capacity"].key)


def _overtaken(case: Case, knowledge: Known) -> pl.DataFrame:
    """Keys of rates that had once been announced, and that a later announcement for the line had superseded."""
    key = list(BY_NAME["capacity"].key)
    kept = case.table("capacity").filter(pl.col("rate_basis").str.split(" ").list.contains(ANNOUNCED_THEN))
    announced = pl.DataFrame(
        list(knowledge.announced.items()), schema={"fact": pl.String, "said": pl.Date}, orient="row"
    )
    said = (
        kept.select(*key, fact=pl.col("rate_basis").str.split(" "))
        .explode("fact")
        .join(announced, on="fact")
        .group_by(key)
        .agg(pl.col("said").max().dt.truncate("1mo"))
    )
    return said.filter(pl.col("said") < pl.col("said").max().over("site"))


def _stocks(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Stocks are counted no later than the horizon starts."""
    return frame.with_columns(pl.min_horizontal(pl.col("date"), pl.lit(day.replace(day=1))).alias("date"))


#: What a table makes of its rows by their own dates, whatever they rest on.
_OF_DAY: dict[str, Callable[[pl.DataFrame, date], pl.DataFrame]] = {
    "economy": _economy,
    "capacity": _capacity,
    "stocks": _stocks,
    "decided": lambda frame, day: frame.filter(pl.col("approved") <= day),
    "threats": lambda frame, day: frame.filter(pl.col("date") <= day),
    "statements": lambda frame, day: frame.filter(pl.col("date") <= day),
    "adversary": lambda frame, day: frame.filter(pl.col("start") <= day),
    "history": lambda frame, day: frame.filter(pl.col("year") <= day.year),
    "offices": lambda frame, day: frame.filter(pl.col("year") < day.year),
}


def _courses(tables: Frames, case: Case, day: date) -> Frames:
    """Spending paths: an ally of which no anchor is known goes on with its last known share of the past.

    Where there is no such share either, the first anchor of the ally is carried back. A path of which no anchor ahead
    is known did not exist on the day, unless it is the allies' own course.
    """
    paths, key = tables["paths"], ["path", "place"]
    ahead = paths.filter(pl.col("year") > day.year)["path"].unique().to_list()
    stands = pl.col("path").is_in([*ahead, *OWN_COURSE])
    first = case.table("paths").filter(stands).sort("year").unique(key, keep="first", maintain_order=True)
    lacking = first.join(paths.filter(pl.col("year") <= day.year), on=key, how="anti")
    past = tables.get("history", case.table("history")).sort("year").unique("place", keep="last", maintain_order=True)
    from_past = lacking.select(key).join(past, on="place", how="inner").select(paths.columns)
    rest = lacking.join(from_past, on=key, how="anti").join(paths, on=key, how="anti")
    rest = rest.with_columns(pl.lit(KNOWN_LATER).alias("share_basis"))
    return {**tables, "paths": pl.concat([paths.filter(stands), from_past, rest]).sort(BY_NAME["paths"].key)}


def _without_lines(tables: Frames, case: Case) -> tuple[Frames, tuple[str, ...]]:
    """Leave out lines of which no rate is known, and needs and inputs that no known line makes; names of those."""
    lost = set(case.table("capacity")["site"]) - set(tables["capacity"]["site"])
    sites = tables["sites"].filter(~pl.col("site").is_in(list(lost)))
    missing = sorted(set(tables["sites"]["item"]) - set(sites["item"]))
    gone = pl.col("item").is_in(missing)
    scales = tables["scales"].filter(~gone)
    forces = tables["forces"].join(scales, on=["needs_set", "force"], how="semi")
    rest = {**tables, "sites": sites, "scales": scales, "forces": forces}
    if "surge" in tables:
        rest["surge"] = tables["surge"].join(sites, on="site", how="semi")
    if "recipes" in tables:
        rest["recipes"] = tables["recipes"].filter(~gone & ~pl.col("input").is_in(missing))
    return rest, tuple(missing)


def _held(tables: Frames) -> Frames:
    """Leave out fleets that leave a stock of which nothing was known: none of it is there to leave."""
    if "retirements" not in tables:
        return tables
    stocks = tables["stocks"] if "stocks" in tables else tables["retirements"].clear()
    fleets = tables["retirements"].join(stocks, on=["place", "item"], how="semi", maintain_order="left")
    return {**tables, "retirements": fleets}


def _reaching(tables: Frames) -> Frames:
    """Leave out levers that reach nothing that stood on the day, and statements that cannot be checked by then."""
    lines = pl.int_range(pl.len(), dtype=pl.Int64).alias(LINE)
    placed = {name: frame.with_columns(pl.lit(name).alias(FILE), lines) for name, frame in tables.items()}
    rest = dict(tables)
    if "changes" in tables:
        idle = [effect.row for effect in of_levers(placed) if effect.file == "changes"]
        gone = pl.col("lever").is_in(tables["changes"]["lever"].gather(idle).unique().implode())
        rest |= {name: tables[name].filter(~gone) for name in LEVERS if name in tables}
    if "statements" in tables:
        idle = [finding.row for finding in wellformed.findings(placed) if finding.file == "statements"]
        rest["statements"] = placed["statements"].filter(~pl.col(LINE).is_in(idle)).drop(FILE, LINE)
    return rest


# registers and settings -----------------------------------------------------------


def _registers(tables: Frames, knowledge: Known) -> Frames:
    """Facts and sources of the day, and the assumption that stands for what was published later."""
    facts = tables["facts"].filter(~pl.col("fact").is_in(list(knowledge.later)))
    sources = tables["sources"].filter(pl.col("source").is_in(facts["source"].unique().implode()))
    stated = pl.DataFrame([_STATED], schema=tables["assumptions"].schema)
    assumptions = pl.concat([tables["assumptions"].filter(pl.col("assumption") != KNOWN_LATER), stated])
    return {**tables, "facts": facts, "sources": sources, "assumptions": assumptions.sort("assumption")}


_STATED = {
    "assumption": KNOWN_LATER,
    "value": 1.0,
    "value_low": 1.0,
    "value_high": 1.0,
    "unit": "1",
    "role": "judgement",
    "reason": "The value was published after the day as of which the case is seen. It is carried back, because the "
    "model cannot do without it (prices, recipes, terms and bounds of lines, needs, economies up to that year) or "
    "because it measures a time that had passed by that day.",
}


def _settings(settings: Settings, day: date) -> Settings:
    start = min(settings.start, day.replace(day=1))
    earlier = months_between(start, settings.start)
    return replace(settings, start=start, monthly_until=month_after(settings.monthly_until, -earlier), as_of=day)


def _summary(case: Case, tables: Frames, missing: Iterable[str], day: date) -> dict[str, object]:
    carried = {name: _carried_back(frame, name) for name, frame in tables.items()}
    left = {name: case.table(name).height - _kept(case.table(name), tables[name], name) for name in tables}
    return {
        "day": day.isoformat(),
        "left_out": {name: count for name, count in left.items() if count and name not in ("facts", "sources")},
        "carried_back": {name: count for name, count in carried.items() if count},
        "not_modelled": list(missing),
    }


def _carried_back(frame: pl.DataFrame, name: str) -> int:
    cells = [frame[column].str.split(" ").list.contains(KNOWN_LATER).sum() for column in _bases(name)]
    return int(sum(cells))


def _kept(before: pl.DataFrame, after: pl.DataFrame, name: str) -> int:
    return before.join(after, on=BY_NAME[name].key, how="semi").height
