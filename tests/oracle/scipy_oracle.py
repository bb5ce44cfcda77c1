"""The years clock written a second time, from its formulas, for SciPy: loops, dictionaries, names; nothing of sinews.

Reads the rows of a case as text. Slow and plain on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

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


def served(begin: float, end: float, first: float, last: float, lag: float, ramp: float) -> float:
    """Months from `begin` to `end` for which an expansion is there, by its parts: the integral of `risen`.

    Between its knots `risen` is a square at most, so that Simpson's rule is exact.
    """
    knots = {begin, end, *(when + lag + more for when in (first, last) for more in (0.0, ramp))}
    inner = sorted(knot for knot in knots if begin <= knot <= end)
    total = 0.0
    for left, right in pairwise(inner):
        values = [risen(when, first, last, lag, ramp) for when in (left, (left + right) / 2, right)]
        total += (right - left) / 6 * (values[0] + 4 * values[1] + values[2])
    return total


def there(begin: float, end: float, first: float, ramp: float) -> float:
    """Months from `begin` to `end` of what comes evenly over `ramp` months from `first` on, by its straight pieces."""
    if ramp == 0:
        return overlap(first, np.inf, begin, end)
    knots = sorted({begin, end, *(knot for knot in (first, first + ramp) if begin < knot < end)})
    return float(np.trapezoid([min(max((knot - first) / ramp, 0.0), 1.0) for knot in knots], knots))


@dataclass(frozen=True)
class Asked:
    """The question: first month, day of knowledge, first month and length of each tick, how many ticks are shown."""

    start: str
    known: date
    ticks: list[tuple[int, int]]
    shown: int
    group: str = "NATO_EUR"
    path: str = "national"
    needs_set: str = "force_goals"


def answer(tables: Tables, asked: Asked) -> tuple[float, dict[Name, float]]:  # noqa: C901, PLR0912, PLR0915 - one page
    """Objective and values, read from top to bottom."""
    start, ticks, group, path, needs_set = asked.start, asked.ticks, asked.group, asked.path, asked.needs_set
    seen = month_number(asked.known.isoformat(), start)
    opens = seen + (asked.known.day > 1)

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
        first, last = max(at(row["earliest"]), seen), at(row["latest"])
        fellows = sum(other["office"] == row["office"] for other in tables["threats"])
        chance[first : last + 1] += 1 / len(offices) / fellows / (last - first + 1)
    tail = parameter["threat_tail"] / 100
    shown = sum(ticks[asked.shown - 1])
    chance *= 1 - tail
    chance[seen:shown] += tail / (shown - seen)
    chance[shown:] = chance[shown - 12 : shown].mean()  # beyond the end a month weighs as one of the last year

    def due_at(tick: int) -> float:
        return float(chance[ticks[tick][0] : sum(ticks[tick])].sum()) if tick < asked.shown else 0.0

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
    months_of_rate: dict[tuple[str, float, int], float] = defaultdict(float)  # known rate of lines times months
    grown: dict[tuple[str, float, int], dict[Name, float]] = defaultdict(dict)  # capacity before it times months

    # money; what comes before the items is paid by data alone, month by month, as far as there is money
    unmanned: dict[tuple[str, int], float] = {}
    laid_up: dict[tuple[str, str, int], Name] = {}
    rooms: dict[tuple[str, str, int], float] = {}
    domains_get: dict[tuple[str, int], float] = {}
    poor: dict[tuple[str, int], float] = {}  # what a tick's own income leaves after contracts and what stands
    claimed = any(value(row, "standing_share") for row in tables["budgets"]) or bool(tables.get("domain_shares"))
    for ally in allies:
        economy = next(row for row in tables["economy"] if row["place"] == ally)
        share = next(row for row in tables["paths"] if row["place"] == ally and row["path"] == path)
        budget = only("budgets", "place")[ally]
        monthly = value(economy, "gdp") / 12 * value(share, "share") / 100
        given = sum(
            value(row, "rate") / 12 * value(items[row["item"]], "price")
            for row in tables["uses"]
            for month in range(12)
            if (row["use"], row["place"]) == ("aid", ally) and at(row["start"]) <= month <= at(row["end"])
        )
        growth = 1 + parameter.get("standing_growth", 0.0) / 100
        stands = [
            max(monthly * value(budget, "standing_share") / 100 * growth ** (month // 12) - given, 0.0)
            for month in range(horizon)
        ]
        takes = sum(
            value(economy, "gdp") / 12 * value(row, "share") / 100
            for row in tables.get("domain_shares", [])
            if row["place"] == ally
        )
        owed = [
            sum(
                value(items[row["item"]], "price")
                * (1 - value(items[row["item"]], "advance_share") / 100)
                * spread_evenly(row, "quantity", month)
                for row in tables["deliveries"]
                if row["place"] == ally
            )
            for month in range(horizon)
        ]
        owed = [np.mean(owed[month - month % 12 : month - month % 12 + 12]) for month in range(horizon)]
        left, worst = 0.0, 0.0
        for t in count:
            income[ally, t] += monthly * ticks[t][1]
            for row in tables["funds"]:
                if row["place"] == ally:
                    pot = income if row["purpose"] == "order" else fund
                    pot[ally, t] += by_month(lambda month, row=row: spread_evenly(row, "amount", month), t)
            free = by_month(lambda month, s=stands, d=takes, m=monthly: max(m - s[month] - d, 0.0), t) / ticks[t][1]
            last_closed = ticks[t][0] < opens <= sum(ticks[t])  # what comes before the day of knowledge is not kept
            kept = 0.0 if last_closed else 12 * free * parameter["carry_over_share"] / 100
            model.variable("account", ally, t, most=kept)
            asks, domains = by_month(stands.__getitem__, t), takes * ticks[t][1]
            book = by_month(owed.__getitem__, t) if ticks[t][0] >= opens else 0.0
            cut = min(max(asks + book - income[ally, t] - left, 0.0), asks)
            rest = max(income[ally, t] + left - (asks - cut) - book, 0.0)
            paid = min(domains, rest)
            worst = max(worst, cut / asks if asks else 0.0)
            unmanned[ally, t], domains_get[ally, t] = worst, paid
            poor[ally, t] = income[ally, t] - (asks - cut) - book
            left = min(rest - paid, kept)
            income[ally, t] -= asks - cut + paid
            model.variable("fund", ally, t)

    # lead times: of a line, or else of its item; those of makers of an item
    def lead_of(line: Row) -> float:
        return float(line.get("lead_time") or items[line["item"]]["lead_time"] or 0)

    paces = {item: {lead_of(line) for line in tables["sites"] if line["item"] == item} for item in total}
    for row in tables.get("conversion", []):
        if row["place"] in allies and row["item"] in total and value(row, "share") > 0:
            paces[row["item"]].add(value(items[row["item"]], "lead_time"))
    several = {item for item in total if len(paces[item]) > 1}
    made: dict[tuple[str, float, int], list[Name]] = defaultdict(list)  # what makers of a lead time make in a tick
    asked_of: dict[tuple[str, float, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))  # by patience

    # contracts: decided at t, signed `wait` months later, delivered after the lead time; approvals wait no more
    early: dict[tuple[str, float, int], dict[Name, float]] = defaultdict(dict)  # first deliveries of new orders
    signed: dict[tuple[str, int], dict[Name, float]] = defaultdict(lambda: defaultdict(float))  # by value
    for ally, item in need:
        row = items[item]
        cost, advance = value(row, "price"), value(row, "advance_share") / 100
        delay = value(places[ally], "contracting_delay")
        approved = [one for one in tables.get("decided", []) if (one["place"], one["item"]) == (ally, item)]
        said = min((at(one["first"]) - at(one["signature"]) for one in approved), default=0)
        ways = [("order", delay), *([("decided", 0.0)] if approved else [])]
        for lead, (kind, wait) in product(sorted(paces[item]) or [value(row, "lead_time")], ways):
            for t in count:
                first, length = ticks[t]
                most = np.inf if first >= opens else 0.0
                order = model.variable(kind, ally, item, lead, t, most=most, cost=cost * price_of_money)
                for later in range(t, len(ticks)):
                    begin, size = ticks[later]
                    part = overlap(first + wait, first + length + wait, begin, begin + size) / length
                    money[ally, later][order] += cost * advance * part
                    signed[ally, later][order] += cost * part
                    patience = lead if kind == "order" else max(lead, said)
                    late = wait + patience
                    part = overlap(first + late, first + length + late, begin, begin + size) / length
                    money[ally, later][order] += cost * (1 - advance) * part
                    market[item, later][order] -= part
                    stock_in[ally, item, later][order] += part
                    if part > 0 and item in several:
                        asked_of[item, patience, later][order] += part
                    if kind == "order" and part > 0:
                        early[item, lead, later][order] = part
        for t in count if approved else []:
            open_by_then = sum(value(one, "quantity") for one in approved if at(one["signature"]) < sum(ticks[t]))
            signed_by_then = {("decided", ally, item, lead, k): 1.0 for lead in paces[item] for k in range(t + 1)}
            model.at_most.append((signed_by_then, open_by_then))
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
            if claimed:  # what is late costs as much as what is missing at the test
                worth = value(row, "weight") / sum(value(items[one], "weight") for one in total) / total[item]
                late = model.variable("late", ally, item, t, cost=worth * due_at(t))
                model.at_most.append(({("booked", ally, item, k): -1.0 for k in range(t + 1)} | {late: -1.0}, -due))

    # offices: what they sign in each month from the first signature on
    for row in tables.get("offices", []):
        ally = row["place"]
        from_now = any(one["place"] == ally for one in tables.get("decided", []))
        first = opens + (0.0 if from_now else value(places[ally], "contracting_delay"))
        monthly = value(row, "signed") * value(row, "share") / 100 / 12
        middle = at(f"{row['year']}-07")  # months from the start to the middle of the year of the count
        for t in count:
            begin, size = ticks[t]
            able = sum(
                monthly * (1 + value(row, "growth") / 100) ** ((month + 0.5 - middle) / 12)
                for month in range(begin, begin + size)
            )
            part = overlap(first, max(first, begin + size), begin, begin + size) / size
            model.at_most.append((dict(signed[ally, t]), able * part))

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

    # beyond the rates of lines: what a row makes costs its premium, takes inputs, and is room for first deliveries
    beyond: list[tuple[str, float, Name, int, float, float]] = []  # item, lead, name, tick, first month, ramp

    def made_beyond(kind: str, name: str, row: Row, item: str, host: str, t: int, most: float) -> Name:
        dearer = value(items[item], "price") * value(row, "premium") / 100
        output = model.variable(kind, name, t, most=most, cost=dearer * price_of_money)
        money[host, t][output] += dearer
        market[item, t][output] += 1
        for part, quantity in inputs[item]:
            market[part, t][output] -= quantity
        lead = lead_of(sites[name]) if name in sites else value(items[item], "lead_time")
        begins, ramp = opens + value(row, "lag"), value(row, "ramp") if "ramp" in row else 0.0
        beyond.append((item, lead, output, t, begins, ramp))
        made[item, lead, t].append(output)
        return output

    for row in tables.get("conversion", []):
        for t in count if row["place"] in allies and row["item"] in total else []:
            months = there(ticks[t][0], sum(ticks[t]), opens + value(row, "lag"), value(row, "ramp"))
            most = value(row, "rate") * value(row, "share") / 100 * months
            made_beyond("converted", row["conversion"], row, row["item"], row["place"], t, most)
    called = {row["site"]: row for row in tables.get("surge", [])}

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
            made[item, lead_of(row), t].append(output)
            months_of_rate[item, lead_of(row), t] += ticks[t][1] * base[t]
            for part, quantity in inputs[item]:
                market[part, t][output] -= quantity
            wait = value(places[host], "contracting_delay") if inside else 0.0
            for way, payer in ways:
                capex = value(row, "capex")
                most = 0.0 if ticks[t][0] < opens else np.inf
                bought = model.variable(way, site, t, most=most, cost=capex * price_of_money)
                for later in range(t, len(ticks)):
                    part = overlap(ticks[t][0] + wait, sum(ticks[t]) + wait, ticks[later][0], sum(ticks[later]))
                    payer[host, later][bought] += capex * part / ticks[t][1]
        lag, ramp = value(row, "build_lag") + wait, value(row, "ramp")

        def added(until: int) -> dict[Name, float]:
            return {
                (way, site, u): risen(until, ticks[u][0], sum(ticks[u]), lag, ramp) for way, _ in ways for u in count
            }

        for t in count:
            first, length = ticks[t]
            terms: dict[Name, float] = {("output", site, t): 1.0}
            for way, u in product((way for way, _ in ways), count):
                terms[way, site, u] = -served(first, first + length, ticks[u][0], sum(ticks[u]), lag, ramp)
            model.at_most.append((terms, length * base[t]))
            for name, part in added(first).items():
                grown[item, lead_of(row), t][name] = length * part
        for t in count if inside and site in called else []:
            surge, (first, length) = called[site], ticks[t]
            months = overlap(opens + value(surge, "lag"), np.inf, first, first + length)
            part = value(surge, "share") / 100 * value(surge, "most") / 100 * months
            seen_rates = [one for one in tables["capacity"] if one["site"] == site and one["status"] == "delivered"]
            seen_rates.sort(key=lambda one: at(one["date"]))
            dates, known = [at(one["date"]) for one in seen_rates], [value(one, "rate") for one in seen_rates]
            rate = by_month(lambda month, dates=dates, known=known: float(np.interp(month + 0.5, dates, known)), t)
            output = made_beyond("surge", site, surge, item, host, t, np.inf)
            terms = {name: -part * there_then for name, there_then in added(first).items()} | {output: 1.0}
            model.at_most.append((terms, part * min(rate / length, base[t])))
        if ways:
            model.at_most.append((added(horizon), max(highest - min(base), 0.0)))

    # each order is made by makers whose lead time is no longer than its own patience, in the tick of its delivery
    for item, t in product(sorted(several), count):
        taken: dict[float, dict[Name, float]] = defaultdict(dict)
        for patience in sorted({patience for of, patience, tick in asked_of if (of, tick) == (item, t)}):
            terms = {name: -part for name, part in asked_of[item, patience, t].items()}
            for lead in (lead for lead in paces[item] if lead <= patience):
                terms[model.variable("made for", item, patience, lead, t)] = 1.0
                taken[lead]["made for", item, patience, lead, t] = 1.0
            model.equal.append((terms, 0.0))
        for lead, terms in taken.items():
            model.at_most.append((terms | dict.fromkeys(made[item, lead, t], -1.0), 0.0))

    # what first arrives within a tick has the rest of it to be made in
    for item in total:
        decided_from = min(first for first, _ in ticks if first >= opens)
        decided_from += min(value(places[ally], "contracting_delay") for ally, other in need if other == item)
        for slowest, t in product(sorted(paces[item]), count):
            begin, end = ticks[t][0], sum(ticks[t])
            some = [lead for lead in paces[item] if lead <= slowest]
            if not any(begin < decided_from + lead - 1e-9 and decided_from + lead + 1e-9 < end for lead in some):
                continue
            terms, right = {}, 0.0
            for lead in some:
                terms |= early[item, lead, t]
                arrival = decided_from + lead
                if arrival <= begin + 1e-9:
                    terms |= dict.fromkeys((name for name in made[item, lead, t] if name[0] == "output"), -1.0)
                else:
                    left = max(end - arrival, 0.0) / ticks[t][1]
                    right += left * months_of_rate[item, lead, t]
                    for name, part in grown[item, lead, t].items():
                        terms[name] = terms.get(name, 0.0) - left * part
                for of, pace, name, tick, begins, ramp in beyond:
                    if (of, pace, tick) == (item, lead, t) and (whole := there(begin, end, begins, ramp)):
                        terms[name] = -there(max(arrival, begin), max(arrival, end), begins, ramp) / whole
            model.at_most.append((terms, right))

    # orders of states outside the group at lines inside it
    for row in tables["deliveries"]:
        item = row["item"]
        for t in count if row["place"] not in allies and row["supplier"] in allies and item in total else []:
            due = by_month(lambda month, row=row: spread_evenly(row, "quantity", month), t)
            refused = model.variable("unmet export", row["order"], t, most=due, cost=1 / total[item])
            market_given[item, t] -= due
            market[item, t][refused] += 1

    # what of a stock counts: as it is ready, and what is kept up for money
    counts: dict[str, float] = defaultdict(lambda: 1.0)
    kept_up: dict[tuple[str, str, int], Name] = {}
    for row in tables.get("serviceability", []):
        item, goal, part = row["item"], value(row, "planned"), value(row, "share") / 100
        low, high = (1 - part + part * min(value(row, column), goal) / goal for column in ("ready", "best"))
        counts[item] = low
        for ally, t in [(ally, t) for ally, other in need if other == item for t in count]:
            begin, size = ticks[t]
            from_then = overlap(
                opens + value(row, "lag"), max(opens + value(row, "lag"), begin + size), begin, begin + size
            )
            cost = value(items[item], "price") * goal / 100 * value(row, "cost") / 100 * size / 12
            kept_up[ally, item, t] = model.variable("kept up", ally, item, t, cost=cost * price_of_money)
            money[ally, t][kept_up[ally, item, t]] += cost
            room = max(high - low, 0.0) * from_then / size
            rooms[ally, item, t] = room

    held = {(row["place"], row["item"]): at_start(row) for row in tables["stocks"]}
    together = {item for item in total if items[item].get("held") == "together"}

    # people: what counts of a stock is in the hands of a crew or of nobody
    crews = {row["item"]: value(row, "crew") * value(row, "share") / 100 for row in tables.get("crews", [])}
    without_crew: dict[tuple[str, str, int], Name] = {}
    for row in tables.get("people", []):
        ally, trained = row["place"], value(row, "training")
        mans = {item: crews[item] for place, item in need if place == ally and crews.get(item)}
        if not mans:
            continue
        in_crews = 0.0
        for item, people in mans.items():
            left = held.get((ally, item), 0.0)
            in_crews += people * (left if item in together else min(left, need[ally, item]))
        elsewhere = value(row, "strength") - in_crews
        dear = 2 / min(people * total[item] for item, people in mans.items())
        serving: dict[int, dict[Name, float]] = {}
        staying = value(row, "strength")
        for t in count:
            begin, size = ticks[t]
            leaving = overlap(opens + trained, max(opens + trained, begin + size), begin, begin + size)
            stay = (1 - value(row, "leave") / 100) ** (leaving / 12)
            staying *= stay
            serving[t] = {name: part * stay for name, part in serving.get(t - 1, {}).items()}
            taken = value(row, "recruits") / 12 * size if begin >= opens else 0.0
            model.variable("taken in", ally, t, most=taken)
            for earlier in range(t + 1):
                first, length = ticks[earlier]
                part = overlap(first + trained, first + length + trained, begin, begin + size) / length
                finish = part * (1 - value(row, "dropout") / 100)
                serving[t]["taken in", ally, earlier] = serving[t].get(("taken in", ally, earlier), 0.0) + finish
            wage = value(row, "pay") / 1e6 * size / 12
            more = model.variable("more people", ally, t, cost=wage * price_of_money)
            money[ally, t][more] += wage
            model.at_most.append((serving[t] | {more: -1.0}, value(row, "strength") - staying))
            empty = model.variable("empty", ally, t, most=max(elsewhere, 0.0), cost=dear)
            terms = {name: -part for name, part in serving[t].items()} | {empty: -1.0}
            for item, people in mans.items():
                bare = without_crew[ally, item, t] = model.variable("unmanned", ally, item, t)
                ready = {("stock", ally, item, t): counts[item]}
                if (ally, item, t) in kept_up:
                    ready[kept_up[ally, item, t]] = 1.0
                model.at_most.append(({name: -part for name, part in ready.items()} | {bare: 1.0}, 0.0))
                terms |= {name: people * part for name, part in ready.items()} | {bare: -people}
            model.at_most.append((terms, staying - elsewhere + value(row, "reserves")))

    # fleets that leave: a month's part of a row is what the losses up to the end of its tick have left of it
    for ally, item in need:
        fleets = [row for row in tables.get("retirements", []) if (row["place"], row["item"]) == (ally, item)]
        gone = {
            month: sum(
                value(row, "quantity") / (at(row["end"]) - at(row["start"]) + 1)
                for row in fleets
                if at(row["start"]) <= month <= at(row["end"])
            )
            for month in range(max((at(row["end"]) + 1 for row in fleets), default=0))
        }
        part = min(1.0, held.get((ally, item), 0.0) / sum(gone.values())) if any(gone.values()) else 1.0
        for t in count:
            survived = (1 - value(items[item], "loss_rate") / 100) ** (sum(ticks[t]) / 12)
            stock_given[ally, item, t] -= part * survived * by_month(lambda month, gone=gone: gone.get(month, 0.0), t)

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

    # what is added to stocks costs money each year; domains give up what nothing else pays, and the rest is laid up
    yearly = {row["item"]: value(row, "share") / 100 for row in tables.get("running_costs", [])}
    for ally in allies if yearly else []:
        for t in count:
            paid_for, given_up = model.variable("running", ally, t), None
            upkeep: dict[Name, float] = {paid_for: -1.0}
            if domains_get[ally, t]:
                given_up = model.variable("given up", ally, t, most=domains_get[ally, t], cost=price_of_money)
                upkeep[given_up] = -1.0
            costs = {item: value(items[item], "price") * part * ticks[t][1] / 12 for item, part in yearly.items()}
            mine = {item: cost for item, cost in costs.items() if (ally, item) in need}
            wanted = sum(cost * max(need[ally, item] - held.get((ally, item), 0.0), 0.0) for item, cost in mine.items())
            for item, cost in mine.items():
                upkeep["stock", ally, item, t] = cost
                if poor[ally, t] < wanted and cost:
                    idle = model.variable("laid up", ally, item, t)
                    upkeep[idle] = -cost
                    laid_up[ally, item, t] = idle
                    model.at_most.append(({idle: 1.0, ("stock", ally, item, t): -1.0}, 0.0))
            model.at_most.append((upkeep, sum(cost * held.get((ally, item), 0.0) for item, cost in mine.items())))
            money[ally, t][paid_for] += 1.0

    for key, room in rooms.items():  # what is laid up is not kept up
        terms = {kept_up[key]: 1.0, ("stock", *key): -room}
        model.at_most.append((terms | ({laid_up[key]: room} if key in laid_up else {}), 0.0))

    # balances
    for ally in allies:
        for t in count:
            for pot, spent, given in (("account", money, income), ("fund", fund_use, fund)):
                terms = dict(spent[ally, t]) | {(pot, ally, t): 1.0}
                if t:
                    terms[pot, ally, t - 1] = -1.0
                model.at_most.append((terms, given[ally, t]))

    # shortfall
    weights = sum(value(items[item], "weight") for item in total)
    levels = {half: parameter[f"{half}_half_weight"] for half in ("first", "second")}
    alone = [(item, [ally], quantity) for (ally, item), quantity in need.items() if item not in together]
    for item, holders, quantity in [*alone, *((item, allies, total[item]) for item in together)]:
        for t in count:
            terms = {("stock", ally, item, t): -counts[item] for ally in holders if (ally, item) in need}
            terms |= {laid_up[key]: counts[item] for ally in holders if (key := (ally, item, t)) in laid_up}
            terms |= {kept_up[key]: -1.0 for ally in holders if (key := (ally, item, t)) in kept_up}
            terms |= {without_crew[key]: 1.0 for ally in holders if (key := (ally, item, t)) in without_crew}
            for half, level in levels.items():
                cost = by_month(lambda month: float(chance[month]), t) * value(items[item], "weight") / weights
                cost *= level / (sum(levels.values()) / 2) / total[item]
                terms[model.variable("short", half, holders[0], item, t, most=quantity / 2, cost=cost)] = -1.0
            model.at_most.append((terms, -quantity))
    nobody = 0.0  # need that cannot be manned is missing whatever is in stock
    for (ally, item), quantity in need.items():
        for t in count:
            cost = by_month(lambda month: float(chance[month]), t) * value(items[item], "weight") / weights
            nobody += cost * quantity * unmanned[ally, t] / total[item]
    objective, values = model.solve()
    return objective + nobody, values
