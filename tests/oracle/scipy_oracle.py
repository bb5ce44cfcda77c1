"""The years clock written a second time, from its formulas, for SciPy: loops, dictionaries, names; nothing of sinews.

Reads the rows of a case as text. Slow and plain on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

Row = dict[str, str]
Tables = dict[str, list[Row]]
Name = tuple[object, ...]


class Model:
    """Named variables, and rows as sums of coefficients by name."""

    def __init__(self) -> None:
        self.number: dict[Name, int] = {}
        self.most: dict[Name, float] = {}
        self.cost: dict[Name, float] = defaultdict(float)
        self.at_most: list[tuple[dict[Name, float], float]] = []
        self.equal: list[tuple[dict[Name, float], float]] = []

    def variable(self, *name: object, most: float = np.inf, cost: float = 0.0) -> Name:
        self.number[name] = len(self.number)
        self.most[name] = most
        self.cost[name] += cost
        return name

    def solve(self) -> tuple[float, dict[Name, float]]:
        cost = [1e6 * self.cost[name] for name in self.number]  # a million EUR costs less than the solver's tolerance
        bounds = [(0.0, self.most[name]) for name in self.number]
        rows = [self._matrix(self.at_most), self._matrix(self.equal)]
        found = linprog(
            cost, A_ub=rows[0][0], b_ub=rows[0][1], A_eq=rows[1][0], b_eq=rows[1][1], bounds=bounds, method="highs-ds"
        )
        assert found.status == 0, found.message
        return float(found.fun) / 1e6, dict(zip(self.number, found.x, strict=True))

    def _matrix(self, rows: list[tuple[dict[Name, float], float]]) -> tuple[coo_matrix, list[float]]:
        cells = [(k, self.number[name], value) for k, (terms, _) in enumerate(rows) for name, value in terms.items()]
        lines, columns, values = zip(*cells, strict=True)
        return coo_matrix((values, (lines, columns)), shape=(len(rows), len(self.number))), [right for _, right in rows]


def month_number(text: str, origin: str) -> int:
    """Months from one YYYY-MM to another."""
    year, month = (int(part) for part in text.split("-")[:2])
    first_year, first_month = (int(part) for part in origin.split("-")[:2])
    return (year - first_year) * 12 + month - first_month


def overlap(first: float, last: float, start: float, end: float) -> float:
    """How much of an interval lies in another one."""
    return max(0.0, min(last, end) - max(first, start))


def risen(until: float, first: float, last: float, lag: float, ramp: float) -> float:
    """Part of an expansion ordered evenly from `first` to `last` that is there at `until`: the mean of the ramp."""
    if ramp == 0:
        return overlap(first + lag, last + lag, -np.inf, until) / (last - first)
    knots = sorted({first, last, *(min(max(until - lag - k, first), last) for k in (0.0, ramp))})
    part = [min(max((until - lag - when) / ramp, 0.0), 1.0) for when in knots]
    return float(np.trapezoid(part, knots)) / (last - first)


def answer(  # noqa: C901, PLR0912, PLR0915 - one page, read from top to bottom
    tables: Tables, start: str, ticks: list[tuple[int, int]], group: str, path: str, needs_set: str
) -> tuple[float, dict[Name, float]]:
    """Objective and values; `ticks`: first month and length of each."""

    def value(row: Row, column: str) -> float:
        return float(row[column])

    def at(text: str) -> int:
        return month_number(text, start)

    def only(table: str, key: str) -> dict[str, Row]:
        return {row[key]: row for row in tables[table]}

    horizon = sum(length for _, length in ticks)
    parameter = {row["parameter"]: value(row, "value") for row in tables["parameters"]}
    places, items, sites = only("places", "place"), only("items", "item"), only("sites", "site")
    allies = [row["place"] for row in tables["groups"] if row["group"] == group]
    count = range(len(ticks))

    def by_month(amounts: Callable[[int], float], tick: int) -> float:
        first, length = ticks[tick]
        return sum(amounts(month) for month in range(first, first + length))

    def spread_evenly(row: Row, column: str, month: int) -> float:
        last = max(at(row["end"]), 0)
        first = min(max(at(row["start"]), 0), last)
        return value(row, column) / (last - first + 1) if first <= month <= last else 0.0

    def at_start(stock: Row) -> float:
        """What a count has come to by the start, month by month: less what has aged, been used and been lost."""
        left, rate = value(stock, "quantity"), value(items[stock["item"]], "loss_rate") / 100
        for month in range(at(stock["date"]), 0):
            left *= (1 - rate) ** (1 / 12)
            for row in tables["uses"]:
                same = row["place"] == stock["place"] and row["item"] == stock["item"] and row["use"] != "aid"
                left -= value(row, "rate") if same and at(row["start"]) <= month <= at(row["end"]) else 0.0
            left = max(left, 0.0)
        return left

    # needs
    need: dict[tuple[str, str], float] = defaultdict(float)
    for force in tables["forces"]:
        for scale in tables["scales"]:
            same = scale["needs_set"] == force["needs_set"] == needs_set and scale["force"] == force["force"]
            if same and force["place"] in allies:
                need[force["place"], scale["item"]] += (
                    value(force, "quantity") * value(scale, "per_force") * value(scale, "days")
                )
    total: dict[str, float] = defaultdict(float)
    for (_, item), quantity in need.items():
        total[item] += quantity
    inputs = {row["item"]: [] for row in tables["items"]}
    for row in tables["recipes"]:
        inputs[row["item"]].append((row["input"], value(row, "quantity")))

    # threat: offices alike, statements of an office alike, months of a statement alike; a tail over the horizon
    chance = np.zeros(1000)
    offices = {row["office"] for row in tables["threats"]}
    for row in tables["threats"]:
        first, last = max(at(row["earliest"]), 0), at(row["latest"])
        fellows = sum(other["office"] == row["office"] for other in tables["threats"])
        chance[first : last + 1] += 1 / len(offices) / fellows / (last - first + 1)
    tail = parameter["threat_tail"] / 100
    chance *= 1 - tail
    chance[:horizon] += tail / horizon

    model = Model()
    price_of_money = parameter["money_price"] / 100 / 1000
    money: dict[tuple[str, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))  # payments
    fund_use: dict[tuple[str, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))
    income: dict[tuple[str, int], float] = defaultdict(float)
    fund: dict[tuple[str, int], float] = defaultdict(float)
    market: dict[tuple[str, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))  # output less demand
    market_given: dict[tuple[str, int], float] = defaultdict(float)
    stock_in: dict[tuple[str, str, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))
    stock_given: dict[tuple[str, str, int], float] = defaultdict(float)

    # money
    for ally in allies:
        economy = next(row for row in tables["economy"] if row["place"] == ally)
        share = next(row for row in tables["paths"] if row["place"] == ally and row["path"] == path)
        budget = only("budgets", "place")[ally]
        monthly = value(economy, "gdp") / 12 * value(share, "share") / 100
        monthly *= value(budget, "equipment_share") / 100 * value(budget, "modelled_share") / 100
        for t in count:
            income[ally, t] += monthly * ticks[t][1]
            for row in tables["funds"]:
                if row["place"] == ally:
                    pot = income if row["purpose"] == "order" else fund
                    pot[ally, t] += by_month(lambda month, row=row: spread_evenly(row, "amount", month), t)
            kept = 12 * monthly * parameter["carry_over_share"] / 100
            model.variable("account", ally, t, most=kept)
            model.variable("fund", ally, t)

    # contracts
    for ally, item in need:
        row = items[item]
        cost, advance = value(row, "price"), value(row, "advance_share") / 100
        lead, delay = value(row, "lead_time"), value(places[ally], "contracting_delay")
        for t in count:
            first, length = ticks[t]
            order = model.variable(
                "order", ally, item, t, most=np.inf if first >= delay else 0.0, cost=cost * price_of_money
            )
            money[ally, t][order] += cost * advance
            for later in range(t, len(ticks)):
                begin, size = ticks[later]
                part = overlap(first + lead, first + length + lead, begin, begin + size) / length
                money[ally, later][order] += cost * (1 - advance) * part
                market[item, later][order] -= part
                stock_in[ally, item, later][order] += part
        booked = [one for one in tables["deliveries"] if (one["place"], one["item"]) == (ally, item)]
        for t in count if booked else []:
            rest = cost * (1 - advance)
            taken = model.variable("booked", ally, item, t, cost=rest * price_of_money)
            money[ally, t][taken] += rest
            market[item, t][taken] -= 1
            stock_in[ally, item, t][taken] += 1
            due = sum(
                by_month(lambda month, one=one: spread_evenly(one, "quantity", month), k)
                for one in booked
                for k in range(t + 1)
            )
            model.at_most.append(({("booked", ally, item, k): 1.0 for k in range(t + 1)}, due))

    # uses
    for row in tables["uses"]:
        ally, item = row["place"], row["item"]
        for t in count:
            amount = by_month(
                lambda month, row=row: value(row, "rate") if at(row["start"]) <= month <= at(row["end"]) else 0.0, t
            )
            refused = model.variable("unmet", row["use"], ally, item, t, most=amount, cost=1 / total[item])
            if row["use"] == "aid":
                market_given[item, t] -= amount
                market[item, t][refused] += 1
                income[ally, t] -= amount * value(items[item], "price")
                money[ally, t][refused] -= value(items[item], "price")
            else:
                stock_given[ally, item, t] -= amount
                stock_in[ally, item, t][refused] += 1

    # lines
    for site, row in sites.items():
        item, host = row["item"], row["place"]
        inside = host in allies
        available = 1.0 if inside else value(row, "export_share") / 100
        dated = sorted((at(one["date"]), value(one, "rate")) for one in tables["capacity"] if one["site"] == site)
        when, rates = [one for one, _ in dated], [rate * available for _, rate in dated]
        base = [by_month(lambda month: float(np.interp(month + 0.5, when, rates)), t) / ticks[t][1] for t in count]
        highest = value(row, "rate_max")
        ways = [("expansion", money), ("funded", fund_use)] if inside else []
        for t in count:
            most = ticks[t][1] * max(highest, base[t])
            output = model.variable("output", site, t, most=most if inside else np.inf)
            market[item, t][output] += 1
            for part, quantity in inputs[item]:
                market[part, t][output] -= quantity
            closed = ticks[t][0] < (value(places[host], "contracting_delay") if inside else 0)
            for way, payer in ways:
                capex = value(row, "capex")
                bought = model.variable(way, site, t, most=0.0 if closed else np.inf, cost=capex * price_of_money)
                payer[host, t][bought] += capex
        lag, ramp = value(row, "build_lag"), value(row, "ramp")

        def added(until: int) -> dict[Name, float]:
            return {
                (way, site, u): risen(until, ticks[u][0], sum(ticks[u]), lag, ramp) for way, _ in ways for u in count
            }

        for t in count:
            first, length = ticks[t]
            terms: dict[Name, float] = {("output", site, t): 1.0}
            for until in (first, first + length):
                for name, part in added(until).items():
                    terms[name] = terms.get(name, 0.0) - length / 2 * part
            model.at_most.append((terms, length * base[t]))
        if ways:
            model.at_most.append((added(horizon), max(highest - min(base), 0.0)))

    # balances
    for ally in allies:
        for t in count:
            for pot, spent, given in (("account", money, income), ("fund", fund_use, fund)):
                terms = dict(spent[ally, t]) | {(pot, ally, t): 1.0}
                if t:
                    terms[pot, ally, t - 1] = -1.0
                model.at_most.append((terms, given[ally, t]))
    held = {(row["place"], row["item"]): at_start(row) for row in tables["stocks"]}
    for item, row in items.items():
        for t in count:
            kept = (1 - value(row, "loss_rate") / 100) ** (ticks[t][1] / 12)
            terms = dict(market[item, t])
            given = market_given[item, t]
            if row["kind"] == "input":
                terms[model.variable("market stock", item, t)] = -1.0
                if t:
                    terms["market stock", item, t - 1] = kept
                else:
                    given += kept * held.get(("MARKET", item), 0.0)
            model.equal.append((terms, -given))
            for ally in allies if (allies[0], item) in need else []:
                stock = model.variable("stock", ally, item, t)
                terms = dict(stock_in[ally, item, t]) | {stock: -1.0}
                given = stock_given[ally, item, t]
                if t:
                    terms["stock", ally, item, t - 1] = kept
                else:
                    given += kept * held.get((ally, item), 0.0)
                model.equal.append((terms, -given))

    # shortfall
    weights = sum(value(items[item], "weight") for item in total)
    levels = {half: parameter[f"{half}_half_weight"] for half in ("first", "second")}
    for (ally, item), quantity in need.items():
        for t in count:
            terms = {("stock", ally, item, t): -1.0}
            for half, level in levels.items():
                cost = by_month(lambda month: float(chance[month]), t) * value(items[item], "weight") / weights
                cost *= level / (sum(levels.values()) / 2) / total[item]
                terms[model.variable("short", half, ally, item, t, most=quantity / 2, cost=cost)] = -1.0
            model.at_most.append((terms, -quantity))
    return model.solve()
