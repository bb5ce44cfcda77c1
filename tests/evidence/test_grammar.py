"""Quantities, dates, sentences and speakers: cases by hand, and laws over text of any kind."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.errors import CaseError
from sinews.evidence import lexicon
from sinews.evidence.claims.sentence import spoken
from sinews.evidence.grammar.quantities import quantities
from sinews.evidence.grammar.quantity import Bound, Measure
from sinews.evidence.grammar.sentences import quoted, sentences
from sinews.evidence.grammar.speakers import office_of, speaker
from sinews.evidence.lexicon import Kind, packaged
from sinews.evidence.reading.document import Document, Format, Paragraph
from tests.evidence.made import claims, registers


def written(text: str) -> list[str]:
    return [quantity.written for quantity in quantities(packaged(), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUR 100bn", ["100000000000 EUR"]),
        ("€4.5 to 6 billion", ["4500000000..6000000000 EUR"]),
        ("between 80 and 85 thousand shells a month", ["80000..85000 count/month"]),
        ("from 2 to 3.5 per cent of GDP", ["2 percent_of_gdp", "3.5 percent_of_gdp"]),
        ("0.4 percentage points, not 4 per cent", ["0.4 percentage_points", "4 percent"]),
        ("in not two but three years", ["3 years"]),
        ("3 rather than 5 years", ["3 years"]),
        ("2000 tanks in 2000", ["2000 count", "2000 date"]),
        ("the 2025 budget", ["2025 date"]),
        ("on 30 July 2025 and July 4, 2026", ["2025-07-30 date", "2026-07-04 date"]),
        ("2021-27", ["2021..2027 date"]),
        ("the F-35, the T90M, Article 5, a 155mm gun, 21st, 18:30", []),
        ("a dozen guns, half a million shells, twenty-five brigades", ["12 count", "500000 count", "25 count"]),
        ("a quarter of the tanks", ["0.25 times"]),
        ("double-digit growth", []),
        ("a five-year plan of 72-hour stores", ["5 years", "72 hours"]),
        ("10 000 men and 1.400 guns", ["10000 count", "1400 count"]),
        ("in a year, in the next decade", ["1 years", "10 years"]),
        ("100 Mrd Euro", ["100000000000 EUR"]),
        ("one", []),
    ],
)
def test_quantities_by_hand(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least five years", Bound.AT_LEAST),
        ("more than five years", Bound.ABOVE),
        ("about €5bn", Bound.ABOUT),
        ("as little as five years", Bound.ONLY),
        ("up to 5 per cent", Bound.AT_MOST),
        ("five years", Bound.NONE),
    ],
)
def test_words_before_a_number_bound_it(text: str, bound: Bound) -> None:
    assert [quantity.bound for quantity in quantities(packaged(), text)] == [bound]


@given(st.integers(13, 10**9))
def test_a_whole_number_is_read_as_it_is_written(number: int) -> None:
    """With commas and with blanks; the unit behind it says that it is no year."""
    for shown in (f"{number:,}", f"{number:,}".replace(",", " ")):
        assert written(f"They have {shown} tanks.") == [f"{number} count"]


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_range_needs_its_lesser_end_first(low: int, high: int) -> None:
    expected = [f"{low}..{high} years"] if low < high else []
    assert [one for one in written(f"in {low} to {high} years") if ".." in one] == expected


_TEXT = (
    "Russia could attack the alliance within five years to ten 3.5 % of GDP \u20ac bn 155mm shells a month per not but "
    "said \u201c \u201d \" ' , . ; - \u2013 2,000 2030 July between and from twice half a dozen enough in "
    " in Berlin is"
)
_WORDS = st.sampled_from(_TEXT.split())


@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_is_too_much(text: str) -> None:
    """Whatever stands there: quantities lie within their sentence, in order, low at most high; rules never fail."""
    paragraph = Paragraph(text, "paragraph 1")
    for sentence in sentences(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        found = quantities(packaged(), sentence.text)
        assert all(one.low <= one.high and sentence.text[one.start : one.end] == one.text for one in found)
        assert [one.start for one in found] == sorted(one.start for one in found)
    document = Document("a", Format.TEXT, "", "", date(2025, 1, 1), (paragraph,))
    said = spoken(document, registers(), date(2025, 1, 1)).said
    assert all(len(one.marks) == len(one.claims) for one in said)


@given(st.text(alphabet="ab .!?\"\u201c\u201d\u2019'A1", max_size=60))
def test_sentences_are_all_of_a_paragraph_but_blanks(text: str) -> None:
    assert "".join("".join(one.text.split()) for one in sentences(text)) == "".join(text.split())


def test_sentences_do_not_end_at_abbreviations() -> None:
    found = [one.text for one in sentences("The U.S. Army and Gen. J. Reim met on Jan. 5. It cost 2.5 million. Why?”")]
    assert found == ["The U.S. Army and Gen. J. Reim met on Jan. 5.", "It cost 2.5 million.", "Why?”"]


def test_a_quotation_ends_at_its_own_mark_and_no_apostrophe_ends_one() -> None:
    inner, last = "\u2018Russia\u2019s army is not ours\u2019", "\u201cOpen"
    text = f"He said: {inner}, and left. {last}"
    assert [text[begin:end] for begin, end in quoted(text)] == [inner, last]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It is late,” said Jane Doe, a general.", "Jane Doe"),
        ("Jane Doe, a general, said that it is late.", "Jane Doe"),
        (
            "According to the Danish Defence Intelligence Service, it is late.",
            "the Danish Defence Intelligence Service",
        ),
        ("It is late, a retired general warned.", "a retired general"),
        ("“He said so,” the minister told reporters.", "the minister"),
        ("It is late.", ""),
    ],
)
def test_speakers(text: str, name: str) -> None:
    found = speaker(packaged(), text)
    assert (found.name if found else "") == name


def test_a_name_stands_for_an_office_by_the_table() -> None:
    assert office_of(packaged(), "NATO's Mark Rutte") == "Secretary General of NATO"
    assert office_of(packaged(), "Jane Doe") == "Jane Doe"


def test_within_a_quotation_speaks_whoever_it_is_ascribed_to() -> None:
    """Both sentences of the quotation are hers; what stands behind it is the article's own, and `he` spoke last."""
    text = (
        '"We need 500 tanks. Russia could attack within five years," Jane Doe said. Poland has 900 tanks. '
        '"We need 30 guns," he said.'
    )
    document = Document("a", Format.TEXT, "", "", date(2025, 1, 1), (Paragraph(text, "p"),))
    assert [one.speaker for one in spoken(document, registers(), date(2025, 1, 1)).said] == [
        "Jane Doe",
        "Jane Doe",
        "",
        "Jane Doe",
    ]


def test_names_count_as_they_are_written() -> None:
    words = packaged()
    assert [one.code for one in words.spans(Kind.PLACE, "US and us, Turkey and turkey")] == ["USA", "TUR"]
    assert [one.code for one in words.spans(Kind.CURRENCY, "EURO euros")] == ["EUR", "EUR"]


def test_a_name_may_be_long_and_the_longest_at_a_place_counts() -> None:
    """Names of 2,000 letters, and of each length up to that of a word: the tree of these branches at each letter."""
    long = "Long " + "name " * 398 + "ended"
    names = {long: "long", f"{long}.": "longer", "Long name": "short", "Longer": "other"}
    nested = {"a" * length: str(length) for length in range(1, lexicon.LONGEST + 2)}
    words = lexicon.Lexicon({Kind.PLACE: {**names, **nested}})
    text = f"{long}; {long}. Long name, {long}s, Longer {'a' * 79} {'a' * 81} {'a' * 82}"
    found = [one.code for one in words.spans(Kind.PLACE, text)]
    assert found == ["long", "longer", "short", "short", "other", "79", "81"]


def test_a_question_claims_nothing() -> None:
    assert not claims("Will Russia attack within five years?")
    assert claims("Russia could attack within five years.")


# the table of words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing"),
        ("a,b\n", "a, b"),
        ("language,kind,word,code\nen,numbr,one,1\n", "Did you mean number?"),
        ("language,kind,word,code\nen,number,one,a\n", "a number"),
        ("language,kind,word,code\nen,number,,1\n", "1 to 80 letters"),
        ("language,kind,word,code\nen,number\n", "2 cells"),
    ],
)
def test_a_table_of_words_is_checked(text: str, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        lexicon.of_text(text, "words.csv")
    assert said in str(caught.value)


def test_a_table_of_the_users_carries_another_language() -> None:
    rows = ["number,fünf,5", "time,Jahre,years", "bound,mindestens,at_least"]
    words = lexicon.of_text("language,kind,word,code\n" + "".join(f"de,{row}\n" for row in rows), "words.csv")
    [found] = quantities(words, "mindestens fünf Jahre")
    assert (found.measure, found.written, found.bound) == (Measure.DURATION, "5 years", Bound.AT_LEAST)
