"""A PyPSA network of the size and shape of the plan, for comparison of build and solve times.

The same allies, items, lines, recipes, budgets, stocks, needs and ticks, and the same two steps of weight, in the
units by which sinews scales. Simpler than the plan: the whole price is paid at delivery, an order's lead time only
bars the first deliveries, an expansion is one size for all time and comes all at once, and there are no order books,
uses, funds or allowed shortfalls. So PyPSA has less to build and to solve than sinews does.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pypsa

from sinews.clocks.years.ageing import at_start
from sinews.clocks.years.components.need import STEPS
from sinews.clocks.years.components.site import base_rate
from sinews.model.solver.highs import HIGHS_OPTIONS

if TYPE_CHECKING:
    from sinews.clocks.years.scope import Scope
    from sinews.model.calendar import Array


def solve(scope: Scope) -> dict[str, Any]:
    """Build and solve; seconds of each, sizes, status."""
    start = time.perf_counter()
    network = built(scope)
    network.optimize.create_model(include_objective_constant=False)
    built_at = time.perf_counter()
    status, condition = network.optimize.solve_model(
        solver_name="highs", io_api="direct", progress=False, log_to_console=False, solver_options=dict(HIGHS_OPTIONS)
    )
    return {
        "build": built_at - start,
        "solve": time.perf_counter() - built_at,
        "rows": int(network.model.ncons),
        "columns": int(network.model.nvars),
        "status": f"{status}, {condition}",
    }


def built(scope: Scope) -> pypsa.Network:
    """The network."""
    network = pypsa.Network(snapshots=pd.RangeIndex(len(scope.calendar)))
    network.add("Bus", [f"market {item}" for item in scope.items])
    network.add("Bus", [f"money {ally}" for ally in scope.allies])
    _lines(network, scope)
    _money(network, scope)
    _stocks(network, scope)
    return network


def _series(names: list[str], values: Array) -> pd.DataFrame:
    """Values of shape (names, ticks) as PyPSA wants them."""
    return pd.DataFrame(np.ascontiguousarray(values.T), columns=names)


def _lines(network: pypsa.Network, scope: Scope) -> None:
    """Lines, and a second one for what expansion adds to each; those with inputs are links."""
    sites, size = scope.sites, scope.sizes
    rate, months = base_rate(scope), scope.calendar.length
    inside = sites["place"].is_in(list(scope.allies)).to_numpy()
    room = np.where(inside, np.maximum(sites["rate_max"].to_numpy() - rate.max(axis=1), 0.0), 0.0)
    ready = scope.calendar.start >= (sites["build_lag"] + sites["ramp"]).to_numpy()[:, None]
    recipes = {item: part for (item,), part in scope.case.table("recipes").partition_by("item", as_dict=True).items()}
    scale = np.array([size[item] for item in sites["item"]])
    existing = scope.calendar.mean(rate) * months / scale[:, None]
    added = np.where(ready, months, 0.0) / scale[:, None]
    for number, (site, item) in enumerate(sites.select("site", "item").rows()):
        parts = recipes[item].select("input", "quantity").rows() if item in recipes else []
        ports = _ports(item, parts, size)
        kind = "Link" if parts else "Generator"
        network.add(kind, site, p_nom=1.0, p_max_pu=pd.Series(existing[number]), **ports)
        if room[number] > 0:
            network.add(
                kind,
                f"{site} expansion",
                p_nom_extendable=True,
                p_nom_max=room[number],
                p_max_pu=pd.Series(added[number]),
                capital_cost=1e-6 * scope.sites["capex"][number] / size["money"],
                **ports,
            )
    inputs = scope.inputs()
    network.add(
        "Store", [f"market stock {item}" for item in inputs], bus=[f"market {item}" for item in inputs], e_nom=10.0
    )


def _ports(item: str, parts: list[tuple[str, float]], size: dict[str, float]) -> dict[str, Any]:
    """Where a line delivers, and its inputs: the first is bus0, whose flow sizes the link."""
    if not parts:
        return {"bus": f"market {item}"}
    use = [(part, quantity * size[item] / size[part]) for part, quantity in parts]
    ports: dict[str, Any] = {"bus0": f"market {use[0][0]}", "bus1": f"market {item}", "efficiency": 1 / use[0][1]}
    for number, (part, quantity) in enumerate(use[1:], start=2):
        ports |= {f"bus{number}": f"market {part}", f"efficiency{number}": -quantity / use[0][1]}
    return ports


def _money(network: pypsa.Network, scope: Scope) -> None:
    """Budgets, and what may be carried over."""
    buses = [f"money {ally}" for ally in scope.allies]
    budget = scope.calendar.sum(scope.budget) / scope.sizes["money"]
    names = [f"budget {ally}" for ally in scope.allies]
    network.add("Generator", names, bus=buses, p_nom=1.0, p_max_pu=_series(names, budget))
    most = 12 * scope.budget.mean(axis=1) * scope.case.parameter("carry_over_share") / 100 / scope.sizes["money"]
    network.add("Store", [f"carried {ally}" for ally in scope.allies], bus=buses, e_nom=most)


def _stocks(network: pypsa.Network, scope: Scope) -> None:
    """Deliveries against payment, and each stock in two halves that earn their weight at the test."""
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    rows = [f"{place} {item}" for place, item in zip(places, items, strict=True)]
    scale = np.array([scope.sizes[item] for item in items])
    network.add("Bus", rows)
    lead = scope.of_items("lead_time", items) + scope.of_allies("contracting_delay", places)
    price = scope.of_items("price", items) * scale / scope.sizes["money"]
    links = [f"delivery {row}" for row in rows]
    network.add(
        "Link",
        links,
        bus0=[f"market {item}" for item in items],
        bus1=rows,
        bus2=[f"money {place}" for place in places],
        efficiency=1.0,
        efficiency2=-price,
        p_nom=10.0,
        p_max_pu=_series(links, np.where(scope.calendar.start >= lead[:, None], 1.0, 0.0)),
        marginal_cost=1e-6,
    )
    need = scope.needs["quantity"].to_numpy() / scale
    held = {(p, i): q for p, i, q in at_start(scope.case).select("place", "item", "quantity").rows()}
    kept = (1 - scope.of_items("loss_rate", items)[:, None] / 100) ** (scope.calendar.length / 12)
    stock = np.array([held.get(key, 0.0) for key in zip(places, items, strict=True)]) / scale * kept[:, 0]
    weight = scope.of_items("weight", items) / scope.of_items("weight", scope.needed).sum()
    totals = np.array([scope.need_totals[item] for item in items]) / scale
    loss = 1 - kept
    levels = np.array([scope.case.parameter(parameter) for _, parameter in STEPS])
    for half, level in enumerate(levels / levels.mean()):
        names = [f"{row} {half}" for row in rows]
        reward = -scope.weight_of_ticks * (weight * level / totals)[:, None]
        network.add(
            "Store",
            names,
            bus=rows,
            e_nom=need / 2,
            e_initial=np.clip(stock - need / 2 * (1 - half), 0, need / 2),
            marginal_cost_storage=_series(names, reward),
            standing_loss=_series(names, loss),
        )
