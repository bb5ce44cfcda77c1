"""One item bought from one purse, as a PyPSA network of stores and links, has the same shortfall."""

from __future__ import annotations

import numpy as np
import pytest

from tests.model import one_line, solve

MONTHS, TEST, NEED = 14, 12, 100.0


def shortfall(budget: float, price: float, rate: float, delay: int, share: float, loss: float, stock: float) -> float:
    """Money and shells are buses; the purse and the depot are stores; an order is a link from one to the other.

    The need is drawn in the month of the test, and a generator at the price of one gives what is missing.
    """
    import pypsa  # which takes longer than all that is done with it

    network = pypsa.Network()
    network.set_snapshots(range(MONTHS))
    network.add("Bus", "money")
    network.add("Bus", "shells")
    network.add("Generator", "budget", bus="money", p_nom=budget)
    network.add("Store", "purse", bus="money", e_nom=12 * budget * share, e_initial=0.0)
    opened = (np.arange(MONTHS) >= delay).astype(float)
    network.add(
        "Link", "orders", bus0="money", bus1="shells", efficiency=1 / price, p_nom=rate * price, p_max_pu=opened
    )
    kept = (1 - loss) ** (1 / 12)
    # counted a month before the start; PyPSA's first snapshot takes what it starts with as it is
    network.add("Store", "depot", bus="shells", e_nom=1e6, e_initial=stock * kept**2, standing_loss=1 - kept)
    network.add("Load", "need", bus="shells", p_set=np.where(np.arange(MONTHS) == TEST, NEED, 0.0))
    network.add("Generator", "missing", bus="shells", p_nom=NEED, marginal_cost=1.0)
    status, condition = network.optimize(solver_name="highs", log_to_console=False, progress=False)
    assert (status, condition) == ("ok", "optimal")
    return float(network.generators_t.p["missing"].sum()) / NEED


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("budget", "price", "rate", "delay", "share", "loss", "stock"),
    [
        (10.0, 2.0, 100.0, 0, 0.0, 0.0, 0.0),
        (10.0, 2.0, 100.0, 5, 0.1, 0.0, 0.0),
        (10.0, 2.0, 7.0, 5, 0.5, 0.2, 0.0),
        (4.0, 1.5, 6.0, 9, 1.0, 0.4, 30.0),
    ],
)
def test_purse_and_depot(
    budget: float, price: float, rate: float, delay: int, share: float, loss: float, stock: float
) -> None:
    tiny = one_line(
        months=MONTHS, test=TEST, budget=budget, price=price, rate=rate, delay=delay, loss=100 * loss, need=NEED
    ).parameters(carry_over_share=100 * share)
    if stock:
        tiny.stock("POL", "shell", stock)
    expected = shortfall(budget, price, rate, delay, share, loss, stock)
    assert 0 < expected < 1
    assert solve(tiny).objective == pytest.approx(expected, abs=1e-6)
