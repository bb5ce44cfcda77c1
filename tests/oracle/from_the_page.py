"""The years clock as `docs/method.md` says it: a folder in, objective and ready date out; nothing of sinews.

Written from the page, with matrices over ticks. Surge and conversion are left out; `scipy_oracle` has them.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from tests.oracle.block_program import Array, BlockProgram, Name, Plan

Row = dict[str, str]
Key = tuple[str, str]

#: A gap up to this part of a need counts as none.
NEGLIGIBLE = 1e-4

STATUS = ["announced", "budgeted", "estimated", "contracted", "delivered"]


@dataclass(frozen=True)
class Asked:
    """The question, by the words of the options."""

    path: str = "national"
    group: str = "NATO_EUR"
    needs: str = "force_goals"
    trust: str = "announced"
    holdings: str = "as_held"
    without: str = ""
    expansion: bool = True
    monthly: bool = False


def calendar(text: str) -> int:
    """Months from the year 0 to a month or day, as text."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def risen(since: Array, order: int) -> Array:
    """A step at zero, integrated so many times."""
    return np.maximum(since, 0.0) ** order / (1, 1, 2, 6)[order]


class Ticks:
    """The section *Time*."""

    def __init__(self, about: dict[str, str], tail_years: float, *, monthly: bool) -> None:
        self.origin = calendar(about["start"])
        self.shown_months = calendar(about["end"]) - self.origin + 1
        fine = calendar(about["monthly_until"]) - self.origin + 1
        fine = self.shown_months if monthly else min(max(fine, 0), self.shown_months)
        last = self.shown_months + round(12 * tail_years)
        shown = [*range(1, fine + 1), *range(fine + 3, self.shown_months, 3)]
        shown += [self.shown_months] if fine < self.shown_months else []
        tail = [*range(self.shown_months + 6, last, 6)] + ([last] if last > self.shown_months else [])
        ends = [*shown, *tail]
        self.count = len(ends)
        self.shown = np.arange(self.count) < len(shown)
        self.end = np.array(ends, dtype=float)
        self.begin = np.concatenate([[0.0], self.end[:-1]])
        self.length = self.end - self.begin
        self.months = np.arange(ends[-1])
        self.known = max(calendar(about["as_of"]) - self.origin, 0)
        self.opens = calendar(about["as_of"]) - self.origin + (about["as_of"][8:] > "01")
        self.open = self.begin >= self.opens
        self.before = np.eye(self.count, k=-1)

    def sum(self, monthly: Array) -> Array:
        """Sums over the months of each tick."""
        tick = np.searchsorted(self.end, self.months, side="right")
        return np.bincount(tick, weights=monthly, minlength=self.count)

    def months_of(self, row: Row) -> Array:
        """The part of a row that falls in each month; what is overdue falls in the first."""
        last = max(calendar(row["end"]) - self.origin, 0)
        first = min(max(calendar(row["start"]) - self.origin, 0), last)
        return ((self.months >= first) & (self.months <= last)) / (last - first + 1)

    def during(self, row: Row) -> Array:
        """1 in the months of a row, 0 in others."""
        month = self.months + self.origin
        return 1.0 * ((month >= calendar(row["start"])) & (month <= calendar(row["end"])))

    def lag(self, wait: float, ramp: float = 0.0, *, there: bool = False) -> Array:
        """Part of what is decided in a tick (column) that comes in another (row); or months for which it is there."""
        start, length, more = self.begin[None, :] + wait, self.length[None, :], int(there)

        def come(until: Array) -> Array:
            since = until[:, None] - start
            if not ramp:
                return (risen(since, 1 + more) - risen(since - length, 1 + more)) / length
            both = risen(since, 2 + more) - risen(since - length, 2 + more)
            return (both - risen(since - ramp, 2 + more) + risen(since - length - ramp, 2 + more)) / length / ramp

        part = come(self.end) - come(self.begin)
        return np.where(np.abs(part) < 1e-12, 0.0, part)


@dataclass
class FirstClaims:
    """The section *First claims*, of one ally by tick."""

    standing: Array
    asked: Array
    most: Array

    def pay(self, income: Array, book: Array) -> None:
        """Tick by tick, with what is kept."""
        self.cut, self.domains, self.unmanned = (np.zeros_like(income) for _ in range(3))
        self.left = income - book
        kept, worst = 0.0, 0.0
        for t, standing in enumerate(self.standing):
            have = income[t] + kept - book[t]
            cut = min(max(standing - have, 0.0), standing)
            self.cut[t] = cut if cut > 1e-9 * standing else 0.0
            rest = max(have - standing + self.cut[t], 0.0)
            self.domains[t] = min(self.asked[t], rest)
            worst = max(worst, self.cut[t] / standing if standing else 0.0)
            self.unmanned[t] = worst
            kept = min(rest - self.domains[t], self.most[t])
        self.left = self.left - (self.standing - self.cut)


class Page:
    """A case and a question, and their program."""

    def __init__(self, folder: Path, asked: Asked) -> None:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.asked, self.tables = asked, defaultdict[str, list[Row]](list)
        for resource in described["resources"]:
            with (folder / resource["path"]).open(encoding="utf-8", newline="") as stream:
                self.tables[resource["name"]] = list(csv.DictReader(stream))
        self.setting = {row["parameter"]: float(row["value"]) for row in self.tables["parameters"]}
        self.ticks = Ticks(described["sinews"], self.setting.get("tail_years", 0.0), monthly=asked.monthly)
        self.items = {row["item"]: row for row in self.tables["items"]}
        allies = {row["place"] for row in self.tables["places"] if row["kind"] == "ally"} - {asked.without}
        members = [row["place"] for row in self.tables["groups"] if row["group"] == asked.group]
        self.allies = [place for place in members if place in allies]
        self.delay = {row["place"]: float(row["contracting_delay"] or 0) for row in self.tables["places"]}
        self.price_of_money = self.setting["money_price"] / 100 / 1000
        self.comes: dict[Key, list[tuple[Name, Array]]] = defaultdict(list)
        self.first: dict[str, FirstClaims] = {}
        self.gone: dict[str, Array] = {}
        self.charged_for_gone = 0.0
        self.placed: dict[str, list[tuple[float, bool, Name, Array]]] = defaultdict(list)
        self.given: dict[str, Array] = defaultdict(lambda: np.zeros(self.ticks.count))
        self.program = BlockProgram(self.ticks.count)
        self._build()

    @cached_property
    def claimed(self) -> bool:
        """Whether anything comes before the items."""
        return any(float(row["standing_share"]) for row in self.tables["budgets"]) or any(
            float(row["share"]) for row in self.tables["domain_shares"]
        )

    @cached_property
    def weights(self) -> float:
        """The sum of the weights of needed items."""
        return sum(self.number(item, "weight") for item in self.total)

    def number(self, item: str, column: str) -> float:
        """A number of an item; percentages as parts of one."""
        return float(self.items[item][column]) / (100 if column in {"advance_share", "loss_rate"} else 1)

    @cached_property
    def need(self) -> dict[Key, float]:
        """Needs above zero by ally and item."""
        found: dict[Key, float] = defaultdict(float)
        for scale in self.tables["scales"]:
            for force in self.tables["forces"]:
                same = force["needs_set"] == scale["needs_set"] == self.asked.needs and force["force"] == scale["force"]
                if same and force["place"] in self.allies:
                    each = float(scale["per_force"]) * float(scale["days"])
                    found[force["place"], scale["item"]] += float(force["quantity"]) * each
        return {key: quantity for key, quantity in found.items() if quantity > 0}

    @cached_property
    def total(self) -> dict[str, float]:
        """Need of the group by item."""
        return {item: sum(q for (_, i), q in self.need.items() if i == item) for _, item in self.need}

    def own_lead(self, row: Row) -> float:
        """Lead time of a line."""
        return float(row.get("lead_time") or self.number(row["item"], "lead_time"))

    @cached_property
    def lead_times(self) -> dict[str, list[float]]:
        """Lead times of the lines of each item."""
        lines = [row for row in self.tables["sites"] if not self.asked.without or row["place"] != self.asked.without]
        found = {item: {self.own_lead(row) for row in lines if row["item"] == item} for item in self.total}
        return {item: sorted(leads or {self.number(item, "lead_time")}) for item, leads in found.items()}

    def size(self, item: str) -> float:
        """The unit of an item for the solver: its need, or what goes into the needs."""
        rows = [row for row in self.tables["recipes"] if row["input"] == item]
        return self.total.get(item) or sum(float(row["quantity"]) * self.size(row["item"]) for row in rows) or 1.0

    def trusted(self, table: str, least: str = "") -> list[Row]:
        """Rows that are firm enough, but for those of the supplier that is left out."""
        firm = STATUS[STATUS.index(least or self.asked.trust) :]
        rows = [row for row in self.tables[table] if row["status"] in firm]
        return [row for row in rows if not self.asked.without or row.get("supplier") != self.asked.without]

    def _build(self) -> None:
        for item in self.items:
            self.program.row(("market", item), self.size(item), 0.0, equal=True)
        self._money()
        for key in self.need:
            self._contracts(*key)
        self._uses_and_exports()
        self._lines()
        self._stocks()
        self._shortfall()
        self._running()

    # Money
    def _by_year(self, rows: Iterable[Row], column: str) -> Array:
        years = sorted((int(row["year"]), float(row[column])) for row in rows)
        return np.interp((self.ticks.months + self.ticks.origin) // 12, *zip(*years, strict=True))

    def _money(self) -> None:
        ticks, tables = self.ticks, self.tables
        for ally in self.allies:
            path = [row for row in tables["paths"] if (row["path"], row["place"]) == (self.asked.path, ally)]
            gdp = self._by_year([row for row in tables["economy"] if row["place"] == ally], "gdp")
            budget = gdp / 12 * self._by_year(path, "share") / 100
            first = self._first_claims(ally, gdp / 12, budget)
            self._account(("money", ally), "order", ticks.sum(budget), first.most)
            self.program.rows["money", ally].right -= first.standing - first.cut + first.domains
            self._account(("fund", ally), "expansion", np.zeros(ticks.count), np.inf)

    def _first_claims(self, ally: str, gdp: Array, budget: Array) -> FirstClaims:
        """What an ally pays before any item, from data alone."""
        ticks, tables = self.ticks, self.tables
        [own] = [row for row in tables["budgets"] if row["place"] == ally]
        start = ticks.origin // 12
        seen = {int(row["year"]): float(row["share"]) / 100 for row in tables["history"] if row["place"] == ally}
        spent = gdp[0] * seen.get(start, seen.get(start - 1, budget[0] / gdp[0]))
        years = (ticks.months + ticks.origin) // 12 - start
        standing = float(own["standing_share"]) / 100 * spent
        standing = standing * (1 + self.setting.get("standing_growth", 0.0) / 100) ** years
        early = ticks.months < ticks.end[ticks.begin < 12][-1]
        aid = sum(
            float(row["rate"]) * ticks.during(row)[early].sum() * self.number(row["item"], "price")
            for row in tables["uses"]
            if (row["use"], row["place"]) == ("aid", ally) and (ally, row["item"]) in self.need
        )
        standing = np.maximum(standing - aid / 12, 0.0)
        domains = sum(
            (gdp * self._by_year(rows, "share") / 100 for rows in self._domains(ally)), np.zeros(len(ticks.months))
        )
        most = self.setting["carry_over_share"] / 100 * 12
        most = most * ticks.sum(np.maximum(budget - standing - domains, 0.0)) / ticks.length
        most[np.flatnonzero(~ticks.open)[-1:]] = 0.0
        income = ticks.sum(budget) + sum(ticks.sum(self._fund(row)) for row in self._funds(ally, "order"))
        first = FirstClaims(ticks.sum(standing), ticks.sum(domains), most)
        first.pay(income, np.where(ticks.open, ticks.sum(self._owed(ally)), 0.0))
        self.first[ally] = first
        return first

    def _domains(self, ally: str) -> list[list[Row]]:
        rows = [row for row in self.tables["domain_shares"] if row["place"] == ally]
        return [[row for row in rows if row["domain"] == domain] for domain in {row["domain"] for row in rows}]

    def _owed(self, ally: str) -> Array:
        """The rest of contracts by month, each calendar year's part even."""
        owed, only_paid = np.zeros(len(self.ticks.months)), self.asked.trust == "delivered"
        for row in self.trusted("deliveries"):
            if row["place"] == ally and (ally, row["item"]) in self.need and not only_paid:
                price = self.number(row["item"], "price") * (1 - self.number(row["item"], "advance_share"))
                owed += self.ticks.months_of(row) * float(row["quantity"]) * price
        year = (self.ticks.months + self.ticks.origin) // 12
        return np.array([owed[year == one].mean() for one in year])

    def _funds(self, ally: str, purpose: str) -> list[Row]:
        return [row for row in self.trusted("funds") if (row["place"], row["purpose"]) == (ally, purpose)]

    def _fund(self, row: Row) -> Array:
        return float(row["amount"]) * self.ticks.months_of(row)

    def _account(self, name: Name, purpose: str, comes: Array, most: Array | float) -> None:
        for row in self._funds(name[1], purpose):
            comes = comes + self.ticks.sum(self._fund(row))
        self.program.row(name, 1000.0, comes)
        kept = self.program.column(("carried", *name), 1000.0, upper=most)
        self.program.add(name, kept, np.eye(self.ticks.count) - self.ticks.before)

    # Contracts
    def _contracts(self, ally: str, item: str) -> None:
        price, advance = self.number(item, "price"), self.number(item, "advance_share")
        approved, said = self._approved(ally, item)
        decided = []
        for lead in self.lead_times[item]:
            streams = [("new", self.delay[ally], lead)] + (
                [("decided", 0.0, max(lead, said))] if approved.any() else []
            )
            for stream, wait, late in streams:
                most, arrives = np.where(self.ticks.open, np.inf, 0.0), self.ticks.lag(wait + late)
                name = self._stream(f"{stream} {lead}", ally, item, upper=most, cost=price, arrives=arrives)
                self.program.add(("money", ally), name, price * advance * self.ticks.lag(wait))
                self.program.add(("money", ally), name, price * (1 - advance) * arrives)
                slowest = max(line for line in self.lead_times[item] if line <= late)
                self.placed[item].append((slowest, stream == "new", name, arrives))
                decided += [name] if stream == "decided" else []
        if approved.any():
            self._waits(("decided", ally, item), approved, decided)
        only_paid, due = self.asked.trust == "delivered", np.zeros(len(self.ticks.months))
        for row in self.trusted("deliveries", "contracted" if only_paid else ""):
            if (row["place"], row["item"]) == (ally, item):
                due += self.ticks.months_of(row) * float(row["quantity"]) * (advance if only_paid else 1.0)
        if due.any():
            rest = 0.0 if only_paid else price * (1 - advance)
            name = self._stream("booked", ally, item, upper=np.inf, cost=rest, arrives=np.eye(self.ticks.count))
            self.program.add(("money", ally), name, rest)
            self._waits(name, due, [name])
            if self.claimed:
                late = self.chance() * self.number(item, "weight") / self.weights / self.total[item]
                self.program.columns["left", *name].cost += np.where(self.ticks.shown, late, 0.0)

    def _stream(self, stream: str, ally: str, item: str, *, upper: Array | float, cost: float, arrives: Array) -> Name:
        charge = self.price_of_money * cost
        name = self.program.column((stream, ally, item), self.total[item], upper=upper, cost=charge, heading="money")
        self.program.add(("market", item), name, arrives)
        self.comes[ally, item].append((name, arrives))
        return name

    def _approved(self, ally: str, item: str) -> tuple[Array, int]:
        """What is due by month, and the least months from signature to first delivery that rows say."""
        due, said = np.zeros(len(self.ticks.months)), []
        for row in self.tables["decided"] if self.asked.trust in STATUS[:2] else []:
            mine = (row["place"], row["item"]) == (ally, item)
            if mine and not (self.asked.without and row["supplier"] == self.asked.without):
                month = max(calendar(row["signature"]) - self.ticks.origin, self.ticks.opens, 0)
                due[month : month + 1] += float(row["quantity"])
                said.append(calendar(row["first"]) - calendar(row["signature"]))
        return due, min(said, default=0)

    def _waits(self, name: Name, monthly: Array, taken: list[Name]) -> None:
        """What has come and is not taken waits."""
        row = self.program.row(("waits", *name), self.total[name[2]], self.ticks.sum(monthly), equal=True)
        left = self.program.column(("left", *name), self.total[name[2]])
        self.program.add(row, left, np.eye(self.ticks.count) - self.ticks.before)
        for orders in taken:
            self.program.add(row, orders)

    def _uses_and_exports(self) -> None:
        for row in self.tables["uses"]:
            if row["use"] == "aid" and (row["place"], row["item"]) in self.need:
                asked = self.ticks.sum(float(row["rate"]) * self.ticks.during(row))
                price, money = self.number(row["item"], "price"), ("money", row["place"])
                refused = self._drawn("aid", row, asked)
                self.program.rows[money].right -= price * asked
                self.program.add(money, refused, -price)
        for row in self.trusted("deliveries"):
            if row["place"] not in self.allies and row["supplier"] in self.allies and row["item"] in self.total:
                self._drawn(row["order"], row, self.ticks.sum(float(row["quantity"]) * self.ticks.months_of(row)))

    def _drawn(self, why: str, row: Row, asked: Array) -> Name:
        """What is taken from the market, as far as it is not refused."""
        item = row["item"]
        refused = self._refused((f"refused {why} {row['start']}", row["place"], item), asked)
        self.program.rows["market", item].right -= asked
        self.program.add(("market", item), refused, -1.0)
        return refused

    def _refused(self, name: Name, asked: Array) -> Name:
        total = self.total[name[2]]
        return self.program.column(name, total, upper=asked, cost=1 / total, heading="unmet")

    # Lines, inputs and expansion
    def known_rate(self, site: str) -> Array:
        """Known rate of a line by tick."""
        dated = [(calendar(row["date"]), STATUS.index(row["status"]), float(row["rate"])) for row in self._rates(site)]
        seen = max((date for date, status, _ in dated if status == 4), default=None)
        points = {date: rate for date, status, rate in sorted(dated) if seen is None or status == 4 or date > seen}
        if points and seen is None:
            points[min(points) - 1] = 0.0
        middle = self.ticks.months + self.ticks.origin + 0.5
        rate = np.interp(middle, *zip(*sorted(points.items()), strict=True)) if points else np.zeros(len(middle))
        return self.ticks.sum(rate) / self.ticks.length

    def _rates(self, site: str) -> list[Row]:
        return [row for row in self.trusted("capacity") if row["site"] == site]

    def _lines(self) -> None:
        known: dict[tuple[str, float], Array] = defaultdict(lambda: np.zeros(self.ticks.count))
        grown: dict[tuple[str, float], list[tuple[Name, Array]]] = defaultdict(list)
        made: dict[tuple[str, float], list[Name]] = defaultdict(list)
        for row in self.tables["sites"]:
            item, inside = row["item"], row["place"] in self.allies
            if row["place"] != self.asked.without:
                rate = self.known_rate(row["site"]) * (1.0 if inside else float(row["export_share"]) / 100)
                kind = item, self.own_lead(row) if item in self.total else 0.0
                known[kind] += rate
                self._line(row, rate, grown[kind], may_grow=inside and self.asked.expansion)
                made[kind].append(("output", row["site"]))
        for item in self.total:
            self._in_time(item, made)
            self._first_deliveries(item, known, grown, made)

    def _line(self, row: Row, rate: Array, grown: list[tuple[Name, Array]], *, may_grow: bool) -> None:
        ticks, program, item, site = self.ticks, self.program, row["item"], row["site"]
        room = np.maximum(float(row["rate_max"]) - rate, 0.0) * may_grow
        most = np.where(room < room.max(), ticks.length * (rate + room), np.inf)
        output = program.column(("output", site), self.size(item), upper=most)
        limit = program.row(("rate", site), self.size(item), ticks.length * rate)
        program.add(limit, output)
        program.add(("market", item), output, -1.0)
        for part in self.tables["recipes"]:
            if part["item"] == item:
                program.add(("market", part["input"]), output, float(part["quantity"]))
        if not room.max():
            return
        ceiling = program.row(("room", site), self.size(item), room.max())
        capex, host = float(row["capex"]), row["place"]
        wait = self.delay[host] + float(row["build_lag"]), float(row["ramp"])
        capacity = np.cumsum(ticks.lag(*wait), axis=0)
        for account in ("money", "fund"):
            name, cost = (f"expansion by {account}", site), self.price_of_money * capex
            most = np.where(ticks.open, np.inf, 0.0)
            program.column(name, self.size(item), upper=most, cost=cost, heading="money")
            program.add((account, host), name, capex * ticks.lag(self.delay[host]))
            program.add(limit, name, -ticks.lag(*wait, there=True))
            program.add(ceiling, name, capacity)
            grown.append((name, ticks.before @ capacity))

    def _in_time(self, item: str, made: dict[tuple[str, float], list[Name]]) -> None:
        leads = self.lead_times[item]
        for lead in leads if len(leads) > 1 else ():
            row = self.program.row(("in time", item, lead), self.total[item], 0.0)
            for slowest, _, name, arrives in self.placed[item]:
                if slowest <= lead:
                    self.program.add(row, name, arrives)
            for line in (line for other in leads if other <= lead for line in made[item, other]):
                self.program.add(row, line, -1.0)

    def _first_deliveries(
        self,
        item: str,
        known: dict[tuple[str, float], Array],
        grown: dict[tuple[str, float], list[tuple[Name, Array]]],
        made: dict[tuple[str, float], list[Name]],
    ) -> None:
        ticks, waits = self.ticks, [self.delay[ally] for ally, other in self.need if other == item]
        first = {lead: ticks.begin[ticks.open][0] + min(waits) + lead for lead in self.lead_times[item]}
        for lead in first:
            up_to = [other for other in first if other <= lead]
            within = np.logical_or.reduce([(ticks.begin < first[one]) & (first[one] < ticks.end) for one in up_to])
            rest = {one: np.where(ticks.begin < first[one], np.maximum(ticks.end - first[one], 0), 0) for one in up_to}
            able = sum((within * rest[one] * known[item, one] for one in up_to), np.zeros(ticks.count))
            row = self.program.row(("first", item, lead), self.total[item], able)
            for slowest, new, name, arrives in self.placed[item]:
                if new and slowest <= lead:
                    self.program.add(row, name, np.diag(1.0 * within) @ arrives)
            for one in up_to:
                for name, before in grown[item, one]:
                    self.program.add(row, name, -np.diag(within * rest[one]) @ before)
                for name in made[item, one]:
                    self.program.add(row, name, -np.diag(1.0 * (within & (first[one] <= ticks.begin))))

    # Stocks, uses and needs
    def _at_start(self, place: str, item: str) -> float:
        left, kept = 0.0, (1 - self.number(item, "loss_rate")) ** (1 / 12)
        for row in self.tables["stocks"]:
            if (row["place"], row["item"]) == (place, item):
                left = float(row["quantity"])
                for month in range(calendar(row["date"]), self.ticks.origin):
                    used = [
                        use
                        for use in self._used(place, item)
                        if calendar(use["start"]) <= month <= calendar(use["end"])
                    ]
                    left = max(0.0, left * kept - sum(float(use["rate"]) for use in used))
        return left

    def _used(self, place: str, item: str) -> list[Row]:
        return [
            row for row in self.tables["uses"] if (row["place"], row["item"]) == (place, item) and row["use"] != "aid"
        ]

    def _stock(self, place: str, item: str) -> Name:
        kept = (1 - self.number(item, "loss_rate")) ** (self.ticks.length / 12)
        right = np.zeros(self.ticks.count)
        right[0] = kept[0] * self._at_start(place, item)
        row = self.program.row(("keeps", place, item), self.size(item), right, equal=True)
        stock = self.program.column(("stock", place, item), self.size(item))
        self.program.add(row, stock, np.eye(self.ticks.count) - np.diag(kept) @ self.ticks.before)
        return row

    def _stocks(self) -> None:
        for ally, item in self.need:
            row = self._stock(ally, item)
            for name, arrives in self.comes[ally, item]:
                self.program.add(row, name, -arrives)
            self.program.rows[row].right -= self._retired(ally, item)
            used = sum(
                (float(use["rate"]) * self.ticks.during(use) for use in self._used(ally, item)),
                np.zeros(len(self.ticks.months)),
            )
            if used.any():
                self.program.rows[row].right -= self.ticks.sum(used)
                self.program.add(row, self._refused(("refused use", ally, item), self.ticks.sum(used)), -1.0)
        for item in self.items.keys() - self.total.keys():
            put_by = self.program.column(("put by", item), self.size(item), lower=-np.inf)
            self.program.add(self._stock("MARKET", item), put_by, -1.0)
            self.program.add(("market", item), put_by)

    def _running(self) -> None:
        ticks, shares = self.ticks, {row["item"]: float(row["share"]) / 100 for row in self.tables["running_costs"]}
        for ally, first in self.first.items() if shares else ():
            items = [item for item in shares if (ally, item) in self.need]
            cost = {item: ticks.length / 12 * shares[item] * self.number(item, "price") for item in items}
            start = {item: self._at_start(ally, item) for item in items}
            right = sum((cost[item] * start[item] for item in items), np.zeros(ticks.count))
            row = self.program.row(("upkeep", ally), 1000.0, right)
            running = self.program.column(("running", ally), 1000.0)
            given_up = self.program.column(
                ("given up", ally), 1000.0, upper=first.domains, cost=self.price_of_money, heading="money"
            )
            self.program.add(row, running, -1.0)
            self.program.add(row, given_up, -1.0)
            self.program.add(("money", ally), running, 1.0)
            wanted = sum((cost[i] * max(self.need[ally, i] - start[i], 0.0) for i in items), np.zeros(ticks.count))
            for item in items:
                self.program.add(row, ("stock", ally, item), cost[item])
                most = np.where(first.left < wanted, np.inf, 0.0)
                idle = self.program.column(("laid up", ally, item), self.size(item), upper=most)
                self.program.add(row, idle, -cost[item])
                there = self.program.row(("there", ally, item), self.size(item), 0.0)
                self.program.add(there, idle)
                self.program.add(there, ("stock", ally, item), -1.0)
                [holder] = [name for (name, i), allies in self.holders().items() if i == item and ally in allies]
                self.program.add(("need", holder, item), idle, 1.0)

    def _retired(self, ally: str, item: str) -> Array:
        held, gone = self._at_start(ally, item), np.zeros(len(self.ticks.months))
        for row in self.tables["retirements"]:
            if (row["place"], row["item"]) == (ally, item):
                gone += (
                    self.ticks.during(row)
                    * float(row["quantity"])
                    / (calendar(row["end"]) - calendar(row["start"]) + 1)
                )
        if not gone.any() or not held:
            return np.zeros(self.ticks.count)
        staying = np.concatenate([[1.0], 1 - np.cumsum(self.ticks.sum(gone)) / max(held, gone.sum())])
        kept = (1 - self.number(item, "loss_rate")) ** (self.ticks.end / 12)
        return held * kept * -np.diff(staying)  # the product of the parts that the page multiplies tick by tick

    # The threat, the objective
    def test(self) -> Array:
        """Probability of the test by tick, or the weight of the tail."""
        ticks, tail = self.ticks, self.setting["threat_tail"] / 100
        spans = [
            (
                row["office"],
                max(calendar(row["earliest"]) - ticks.origin, ticks.known),
                calendar(row["latest"]) - ticks.origin,
            )
            for row in self.tables["threats"]
        ]
        spans = [span for span in spans if span[1] <= span[2]]
        offices = [office for office, _, _ in spans]
        chance = np.where(ticks.months >= ticks.known, tail / (ticks.shown_months - ticks.known), 0.0)
        for office, first, last in spans:
            within = (ticks.months >= first) & (ticks.months <= last)
            chance += within * (1 - tail) / len(set(offices)) / offices.count(office) / (last - first + 1)
        chance[ticks.shown_months :] = chance[: ticks.shown_months][-12:].mean()
        return ticks.sum(chance)

    def chance(self) -> Array:
        """Probability of the test by tick."""
        return np.where(self.ticks.shown, self.test(), 0.0)

    def holders(self) -> dict[Name, list[str]]:
        """Allies whose stocks count together, by holder and item."""
        found: dict[Name, list[str]] = defaultdict(list)
        for ally, item in self.need:
            as_held = self.items[item].get("held") == "together"
            together = {"together": True, "alone": False}.get(self.asked.holdings, as_held)
            found["the group" if together else ally, item].append(ally)
        return found

    def _shortfall(self) -> None:
        halves = {half: self.setting[f"{half}_half_weight"] for half in ("first", "second")}
        for item, total in self.total.items():
            self.program.row(("standard", item), total, total)
            self.program.add(("standard", item), self.program.column(("gap", item), total), -1.0)
            gone = sum(need * self.first[ally].unmanned for (ally, i), need in self.need.items() if i == item)
            self.gone[item] = gone
            self.charged_for_gone += float(gone @ self.test()) * self.number(item, "weight") / self.weights / total
        for (holder, item), allies in self.holders().items():
            need, total = sum(self.need[ally, item] for ally in allies), self.total[item]
            row = self.program.row(("need", holder, item), total, -need)
            for ally in allies:
                self.program.add(row, ("stock", ally, item), -1.0)
            for half, weight in halves.items():
                charge = (
                    self.test()
                    * self.number(item, "weight")
                    / self.weights
                    * weight
                    / np.mean([*halves.values()])
                    / total
                )
                name = self.program.column((f"{half} half", holder, item), total, upper=need / 2, cost=charge)
                self.program.add(row, name, -1.0)
                self.program.add(("standard", item), name, 1.0)

    # The ready date
    @cached_property
    def held_uses(self) -> dict[Name, Array]:
        """What may be refused in a search: no more than must be."""
        cost = self.program.cost_of("unmet")
        plan = self.program.solve(cost)
        return {
            name: np.minimum(
                self.program.columns[name].upper, plan.value[name] + 1e-6 * self.program.columns[name].size
            )
            for name in cost
        }

    def objective(self) -> float:
        """The least of all charges."""
        return self.program.solve().objective + self.charged_for_gone

    def missing(self, deadline: int) -> Array:
        """What is missing beyond the standard from a tick on, in parts of needs; shape (items, ticks)."""
        late = (np.arange(self.ticks.count) >= deadline) & self.ticks.shown
        allowed = np.where(late, 1 - self.setting["coverage_standard"] / 100, 2.0 if self.claimed else 1.0)
        for item, total in self.total.items():
            self.program.rows["standard", item].right = allowed * total - self.gone[item]
        cost = {("gap", item): np.full(self.ticks.count, 1 / total) for item, total in self.total.items()}
        plan: Plan = self.program.solve(cost, self.held_uses)
        return np.array([plan.value["gap", item] / total for item, total in self.total.items()])

    def ready(self) -> float | None:
        """Months from the start to the instant at which the standard holds; None beyond the horizon."""
        fails, tick = -1, int(self.ticks.shown.sum())  # who can hold it from one tick on can hold it from the next
        while tick - fails > 1:
            middle = (fails + tick) // 2
            fails, tick = (fails, middle) if self.missing(middle).max() <= NEGLIGIBLE else (middle, tick)
        if tick in {0, int(self.ticks.shown.sum())}:
            return None if tick else 0.0
        before = self.missing(tick - 1)
        one = before.sum(axis=1)
        two = self.missing(tick - 2).sum(axis=1) if tick > 1 else np.full(len(one), np.inf)
        part = np.divide(one, two - 2 * one, out=np.ones(len(one)), where=two > 3 * one)
        return float(self.ticks.begin[tick] + np.where(one > NEGLIGIBLE, part, 0.0).max() * self.ticks.length[tick])
