"""Words of pages that not everybody has: abbreviations, and terms of the model, each in a sentence."""

from __future__ import annotations

import polars as pl

from sinews.present.page import Section

#: What an abbreviation stands for.
ABBREVIATIONS = {
    "bn": "billion: a thousand million",
    "EU": "European Union",
    "EUR": "euro, at prices of the year that the case names",
    "GDP": "gross domestic product: what a country makes in a year",
    "IISS": "International Institute for Strategic Studies",
    "NATO": "North Atlantic Treaty Organization",
    "SIPRI": "Stockholm International Peace Research Institute",
    "USD": "dollar of the United States",
}

#: Terms as the pages use them.
TERMS = {
    "assumption": "a number that no source has, reasoned and named, with a range",
    "basis": "the facts, assumptions and rules that a number rests on",
    "case": "a folder of tables from which all answers follow; its digest names it",
    "corridor": "a group of links that may be out of service together",
    "coverage": "the part of what is needed that is there and ready, in per cent",
    "expected shortfall": "what is missing on average when an attack becomes possible, by weight, in points of 100",
    "grade": "how good a source is: A official or primary, B a reputable relay, C a weak one",
    "ladder": "levers in an order, each measured with those before it",
    "lead time": "months from a signed contract to the first delivery",
    "lever": "a decision that somebody could take, as a named change to the case",
    "line": "a place that makes an item, with its rate and its room to expand",
    "margin": "the time that there is, less the time that is needed; below nothing: too late",
    "median": "the middle: half lies below it, half above",
    "path": "how much each ally spends, year by year",
    "range": "the ends between which a number is to lie nine times out of ten",
    "ready": "every need is covered to the standard of the case, and stays so",
    "serviceability": "the part of a stock that can be used on a day",
    "standard": "the coverage from which a need counts as met",
    "tier": "forces that are due by the same day",
}


def section() -> Section:
    """All of them in one table."""
    rows = sorted({**ABBREVIATIONS, **TERMS}.items(), key=lambda pair: pair[0].lower())
    return Section(
        "Words as this report uses them",
        table=pl.DataFrame(rows, schema={"word": pl.String, "meaning": pl.String}, orient="row"),
        topic="Glossary",
    )
