"""What more output of ammunition and its inputs costs, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.derivation.ammunition_lines import (
    BODY,
    CHARGE,
    EXPLOSIVE,
    FUZE,
    NITROCELLULOSE,
    POWDER,
    SHELL,
    Line,
    month,
    spanned,
)
from tools.derivation.figures import Book, Figure
from tools.derivation.money import euros


@dataclass(frozen=True)
class Terms:
    """Cost of a unit of extra monthly rate, months to its first output, and from there to all of it."""

    capex: Figure
    build_lag: Figure
    ramp: Figure


def write_lines(book: Book, lines: Iterable[Line]) -> None:
    """Fill `sites` and `capacity`."""
    usual, own = usual_terms(book), own_terms(book)
    limit = book.rule(
        "limits_of_expansion",
        "A site may grow to its highest present or planned rate, times the factor by which the "
        "new German shell works was enlarged while it was being built.",
    )
    growth = book.fact("ammunition-101", "units/month") / book.fact("ammunition-100", "units/month")
    for line in lines:
        terms = own.get(line.site, usual[line.item])
        highest = max((point.rate for point in line.points), key=lambda rate: rate.value)
        unit = highest.unit
        book.add(
            "sites",
            site=line.site,
            name=line.name,
            place=line.place,
            item=line.item,
            owner=line.owner,
            capex=terms.capex,
            build_lag=terms.build_lag,
            ramp=terms.ramp,
            rate_max=(highest * growth).of(unit).by(limit),
            export_share=export_share(book, line.place),
        )
        for point in line.points:
            book.add("capacity", site=line.site, date=point.date, rate=point.rate, status=point.status)


def export_share(book: Book, place: str) -> Figure:
    """Share of output that a host lets go: the European Union's, for others with a wide range."""
    share = book.fact("ammunition-385", "percent")
    if place not in ("CAN", "GBR", "NOR", "TUR", "USA"):
        return share
    rule = book.rule(
        "export_share_of_other_hosts",
        "Hosts outside the European Union publish no share of shells for allies; they take the "
        "Union's, from none to one and a half times of it.",
    )
    return share.ranged(0, share.value * 1.5).by(rule)


def usual_terms(book: Book) -> dict[str, Terms]:
    """Terms by item, for sites that publish none of their own."""
    metal, energetic = ramp_of_metal(book), ramp_of_energetics(book)
    lag = powder_lag(book)
    return {
        SHELL: Terms(filling_cost(book), shell_lag(book), metal),
        BODY: Terms(body_cost(book), body_lag(book), metal),
        FUZE: Terms(
            book.assume(
                "cost_of_a_fuze_line",
                0.004,
                0.001,
                0.01,
                "million_EUR per unit/month",
                "No fuze works publishes its cost; a line is taken to cost as much as eight months "
                "of its output at about 500 EUR a fuze.",
            ),
            book.assume(
                "time_to_a_fuze_line",
                18,
                12,
                30,
                "months",
                "Precision mechanics and electronics on leased floors: as long as a shell works.",
            ),
            metal,
        ),
        EXPLOSIVE: Terms(explosive_cost(book), explosive_lag(book), energetic),
        CHARGE: Terms(charge_cost(book), slipped(book, book.fact("ammunition-141", "months")), energetic),
        POWDER: Terms(powder_cost(book), lag, energetic),
        NITROCELLULOSE: Terms(nitrocellulose_cost(book), lag, energetic),
    }


def own_terms(book: Book) -> dict[str, Terms]:
    """Terms of the sites that publish a cost or a duration of their own."""
    usual = usual_terms(book)

    def changed(item: str, capex: Figure | None = None, lag: Figure | None = None) -> Terms:
        base = usual[item]
        return Terms(capex or base.capex, lag or base.build_lag, base.ramp)

    def planned_lag(fact_id: str) -> Figure:
        return slipped(book, book.fact(fact_id, "months"))

    return {
        "usa_iowa": changed(SHELL, cost(book, "ammunition-038", "ammunition-037"), planned_lag("ammunition-040")),
        "svk_dubnica": changed(SHELL, cost(book, "ammunition-171", "ammunition-170")),
        "deu_unterluess": changed(SHELL, lag=book.fact("ammunition-443", "months")),
        "hun_varpalota": changed(SHELL, lag=planned_lag("ammunition-125")),
        "ltu_baisogala": changed(SHELL, lag=planned_lag("ammunition-130")),
        "lva_works": changed(SHELL, lag=planned_lag("ammunition-136")),
        "nor_raufoss": changed(SHELL, lag=planned_lag("ammunition-155")),
        "fin_sastamala": changed(SHELL, lag=book.fact("ammunition-309", "months")),
        "dnk_elling": changed(SHELL, lag=planned_lag("ammunition-306")),
        "usa_mesquite": changed(BODY, cost(book, "ammunition-033", "ammunition-032")),
        "svk_snina": changed(BODY, cost(book, "ammunition-169", "ammunition-168")),
        "pol_krasnik": changed(BODY, cost(book, "ammunition-182", "ammunition-183"), planned_lag("ammunition-184")),
        "est_hexest": changed(
            EXPLOSIVE, cost(book, "ammunition-430", "ammunition-429", "tonnes/month"), planned_lag("ammunition-431")
        ),
        "fin_forcit": changed(EXPLOSIVE, lag=planned_lag("ammunition-063")),
        "usa_graham": changed(EXPLOSIVE, lag=planned_lag("ammunition-046")),
        "tur_barutsan": changed(
            EXPLOSIVE,
            cost(book, "ammunition-362", "ammunition-361", "tonnes/month"),
            book.fact("ammunition-363", "months"),
        ),
        "fra_bergerac_powder": changed(
            POWDER,
            cost(book, "ammunition-067", "ammunition-065", "tonnes/month"),
            book.fact("ammunition-071", "months"),
        ),
        "can_valleyfield": changed(POWDER, lag=book.fact("ammunition-292", "months")),
        "rou_victoria_powder": changed(POWDER, lag=planned_lag("ammunition-144")),
    }


def cost(book: Book, money: str, rate: str, unit: str = "units/month") -> Figure:
    """Investment of a plant over its monthly rate."""
    return (euros(book, money) / book.fact(rate, unit)).of(f"million_EUR per {unit}")


def filling_cost(book: Book) -> Figure:
    """Filling and assembly alone: the works whose cost leaves out bodies and explosives."""
    rule = book.rule(
        "cost_of_filling_lines",
        "Mean of the two filling lines with published cost and rate; works whose cost includes "
        "bodies, explosives or motors are left out, since those inputs have sites of their own.",
    )
    return spanned(cost(book, "ammunition-171", "ammunition-170"), cost(book, "ammunition-038", "ammunition-037")).by(
        rule
    )


def body_cost(book: Book) -> Figure:
    """Forging and machining of bodies."""
    rule = book.rule("cost_of_body_lines", "Mean of the three body works with published cost and rate.")
    works = (
        ("ammunition-033", "ammunition-032"),
        ("ammunition-169", "ammunition-168"),
        ("ammunition-182", "ammunition-183"),
    )
    return spanned(*(cost(book, money, rate) for money, rate in works)).by(rule)


def grant_leverage(book: Book) -> Figure:
    """Investment per euro of grant in the Union's ammunition programme."""
    return book.fact("ammunition-090", "million_EUR") / book.fact("ammunition-089", "million_EUR")


def programme_cost(book: Book, grant: str, added: str) -> Figure:
    """Investment over the monthly rate that one branch of the Union's programme adds."""
    return (euros(book, grant) * grant_leverage(book) / book.fact(added, "tonnes/month")).of(
        "million_EUR per tonnes/month"
    )


def explosive_cost(book: Book) -> Figure:
    """From additions at running plants to a plant on a green field."""
    rule = book.rule(
        "cost_of_explosives",
        "Mean of the European Union's additions (grants times the programme's ratio of "
        "investment to grants), the Turkish works and the planned Estonian works, per tonne a "
        "month.",
    )
    return spanned(
        programme_cost(book, "ammunition-092", "ammunition-335"),
        cost(book, "ammunition-362", "ammunition-361", "tonnes/month"),
        cost(book, "ammunition-430", "ammunition-429", "tonnes/month"),
    ).by(rule)


def powder_cost(book: Book) -> Figure:
    """From additions at running plants to a plant on a green field."""
    rule = book.rule(
        "cost_of_powder",
        "Mean of the French relocation, the European Union's additions and the German plant "
        "that was priced and not built, per tonne a month.",
    )
    return spanned(
        cost(book, "ammunition-067", "ammunition-065", "tonnes/month"),
        programme_cost(book, "ammunition-091", "ammunition-334"),
        cost(book, "ammunition-114", "ammunition-115", "tonnes/month"),
    ).by(rule)


def charge_cost(book: Book) -> Figure:
    """Assembly of charges, as a share of the powder works behind it."""
    share = book.assume(
        "cost_of_charges_to_powder",
        0.25,
        0.1,
        0.6,
        "factor",
        "Works publish the cost of powder and charges together; pressing and casing of "
        "modules is taken as a quarter of what the powder for them costs.",
    )
    powder = book.fact("ammunition-070", "tonnes")
    return (powder_cost(book) * powder * share).of("million_EUR per unit/month")


def nitrocellulose_cost(book: Book) -> Figure:
    """The extension at Pardubice."""
    rule = book.rule(
        "cost_of_nitrocellulose", "Cost of the Czech extension over the share that it adds to the plant's output."
    )
    added = book.fact("ammunition-320", "tonnes/month") * book.fact("ammunition-321", "percent") / 100
    return (euros(book, "ammunition-322") / added).of("million_EUR per tonnes/month").by(rule)


def slipped(book: Book, plan: Figure) -> Figure:
    """An announced duration with the delays that such works met."""
    rule = book.rule(
        "announced_times_slip",
        "Announced durations get the delay of the British filling works; the range runs from "
        "the announcement to the delay of the Polish powder works.",
    )
    usual, longest = book.fact("ammunition-399", "months"), book.fact("ammunition-439", "months")
    return (plan + usual).ranged(plan.low, plan.high + longest.value, *longest.basis).by(rule)


def shell_lag(book: Book) -> Figure:
    """Ground-breaking to opening at Unterluess; the company's count below, the American works above."""
    lag, least, most = (book.fact(f"ammunition-{number}", "months") for number in ("443", "105", "040"))
    return lag.ranged(least.value, most.value, *least.basis, *most.basis)


def body_lag(book: Book) -> Figure:
    """Building, or the wait for machine tools if that is longer."""
    rule = book.rule(
        "time_to_body_lines",
        "Mean of the time to build a shell works and of the wait for machine tools that makers report.",
    )
    return spanned(book.fact("ammunition-443", "months"), book.fact("ammunition-379", "months")).by(rule)


def explosive_lag(book: Book) -> Figure:
    """Announced durations of four works, with slips; the small Turkish works below."""
    plans = spanned(*(book.fact(f"ammunition-{number}", "months") for number in ("046", "063", "289", "431")))
    lag, least = slipped(book, plans), book.fact("ammunition-363", "months")
    return lag.ranged(least.value, lag.high, *least.basis)


def powder_lag(book: Book) -> Figure:
    """One duration observed, two announced, and what the maker calls usual above."""
    rule = book.rule(
        "time_to_powder",
        "Mean of the French, Romanian and Canadian works; the range runs from the observed "
        "French duration to the longest that its maker calls usual.",
    )
    lag = spanned(*(book.fact(f"ammunition-{number}", "months") for number in ("071", "144", "292")))
    usual = book.fact("ammunition-073", "months")
    return lag.ranged(lag.low, usual.high, *usual.basis).by(rule)


def ramp_of_metal(book: Book) -> Figure:
    """From the opening at Unterluess to its first year at full rate."""
    rule = book.rule(
        "ramp_of_shell_lines",
        "Months from the opening of the German works to the middle of the first year that is "
        "planned at full rate; the range is the start and the end of that year.",
    )
    opened, full = book.facts["ammunition-443"]["period_end"], book.facts["ammunition-108"]["period_start"]
    least = month(f"{full[:4]}-01") - month(opened)
    return Figure(least + 6, least, least + 11, "months", ("ammunition-443", "ammunition-108")).by(rule)


def ramp_of_energetics(book: Book) -> Figure:
    """From the inauguration at Bergerac to its announced rate."""
    rule = book.rule(
        "ramp_of_energetics",
        "Months from the opening of the French powder works to the end of the period named for "
        "its rate; the range runs from that period's start to the end of the year of the higher "
        "rate.",
    )
    opened, named = book.facts["ammunition-071"]["period_end"], book.facts["ammunition-065"]
    higher = book.facts["ammunition-066"]["period_end"]
    least, usual, most = (
        month(date) - month(opened) for date in (named["period_start"], named["period_end"], f"{higher[:4]}-12")
    )
    return Figure(usual, least, most, "months", ("ammunition-071", "ammunition-065", "ammunition-066")).by(rule)


def shell_price(book: Book) -> Figure:
    """Million EUR a round: the agency's contract, between the American and the highest quoted price."""
    price, least, most = (euros(book, f"ammunition-{number}") for number in ("297", "202", "201"))
    return price.ranged(least.value, most.value, *least.basis, *most.basis)


def rounds_for(book: Book, money: str) -> Figure:
    """Rounds that the value of an order buys at the usual price."""
    rule = book.rule("rounds_by_value", "An order known by its value alone is that value over the price of a round.")
    value, price = euros(book, money), shell_price(book)
    return Figure(
        value.value / price.value,
        value.low / price.high,
        value.high / price.value,
        "units",
        (*value.basis, *price.basis),
    ).by(rule)


def input_loss_rate(book: Book) -> Figure:
    """Share of a stock of inputs that is lost to age in a year."""
    return book.assume(
        "loss_rate_of_inputs",
        2.0,
        0.5,
        5.0,
        "percent/year",
        "Powders, fuzes and motors are kept for some decades before they are re-tested or scrapped; two per cent a "
        "year is a life of fifty years on average, and the range runs from twenty years to two hundred.",
    )
