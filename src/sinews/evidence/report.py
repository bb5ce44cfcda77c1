"""The page of what was read: each article beside its claims, marked in the text; one file without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise

import polars as pl

from sinews.evidence.claims.sentence import Said
from sinews.evidence.frames import moved, timeline
from sinews.evidence.judging.judged import Judged
from sinews.evidence.judging.judgement import Judgement, Standing
from sinews.evidence.page import KINDS, RULE, title
from sinews.evidence.result import Article, Result, summary
from sinews.files.sinks import for_page
from sinews.present.sources import cited
from sinews.present.words import month, plain
from sinews.statements.page import ranged, rests_on
from sinews.statements.verdict import Verdict

#: The class of a mark by how a claim stands, and the sign that says it without colour.
SIGNS = {
    Standing.HOLDS: ("holds", "✓"),
    Standing.IN_PART: ("part", "◐"),
    Standing.DOES_NOT_HOLD: ("not", "✗"),
    Standing.OPEN: ("open", "?"),
    Standing.NOT_COMPUTABLE: ("none", "\u2013"),
    Standing.NOT_UNDERSTOOD: ("unread", "…"),
}


def as_html(result: Result, beside: Iterable[str] = ()) -> str:
    """What was read as one HTML document; `beside`: what has to be said of its case."""
    style = (files("sinews.evidence") / "report.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    sources = cited(result.case)
    articles = "".join(_article(number, article, sources) for number, article in enumerate(result.articles, 1))
    tables = _tables(result) if len(result.articles) > 1 else ""
    notes = "".join(f"<p>{for_page(line)}</p>\n" for line in (*beside, f"Digest of the case: {result.case.digest}"))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{for_page(title(result))}: its claims</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><p class="kicker">Claims of {for_page(title(result))}</p>\n<h1>{for_page(summary(result))}</h1>\n'
        f"<p>{for_page(RULE)}</p>\n{_key()}</header>\n<main>\n{tables}{articles}</main>\n"
        f"<footer><p>Case {for_page(result.case.settings.name)}, known as of {month(result.case.settings.as_of)}.</p>\n"
        f"{notes}</footer>\n</body>\n</html>\n"
    )


def _key() -> str:
    marks = "".join(
        f'<li><mark class="{name}">{sign} {standing.value}</mark></li>' for standing, (name, sign) in SIGNS.items()
    )
    return f'<ul class="key" aria-label="How claims stand">{marks}</ul>\n'


def _article(number: int, article: Article, sources: dict[str, str]) -> str:
    """One article: its paragraphs, each with its claims beside it."""
    document = article.document
    told = [
        document.publisher,
        f"{document.published:%d %B %Y}".lstrip("0") if document.published else "",
        document.called,
    ]
    rows = []
    for place, paragraph in enumerate(document.paragraphs):
        there = [sentence for sentence in article.judged if sentence.said.paragraph == place]
        text = _marked(number, paragraph.text, there)
        aside = "".join(
            _claim(number, sentence, judgement, sources) for sentence in there for judgement in sentence.judgements
        )
        aside += "".join(_plain_figures(sentence) for sentence in there if not sentence.judgements)
        rows.append(f'<div class="row"><p>{text}</p>\n<div class="beside">{aside}</div></div>\n')
    return (
        f'<article aria-labelledby="a{number}">\n<h2 id="a{number}">{for_page(document.name)}</h2>\n'
        f'<p class="told">{for_page(", ".join(part for part in told if part))}</p>\n{"".join(rows)}</article>\n'
    )


def _marked(number: int, text: str, there: Sequence[Judged]) -> str:
    """A paragraph with its sentences marked; each mark leads to the first claim of its sentence."""
    ends = [0]
    for sentence in there:
        ends += [sentence.said.start, sentence.said.start + len(sentence.said.text)]
    ends.append(len(text))
    marks = {other.said.start: other for other in there}
    parts = []
    for begin, end in pairwise(ends):
        piece = for_page(text[begin:end])
        marked = marks.get(begin) if begin < end else None
        if marked is None or not marked.judgements:
            parts.append(piece)
            continue
        name, sign = SIGNS[_leading(marked).standing]
        link = f'<a href="#c{number}-{marked.judgements[0].mark}" aria-label="to the claim">{sign}</a>'
        parts.append(f'<mark class="{name}">{piece}{link}</mark>')
    return "".join(parts)


def _leading(sentence: Judged) -> Judgement:
    """The claim by which a sentence is marked: the first that was understood, else the first."""
    understood = [judgement for judgement in sentence.judgements if judgement.standing is not Standing.NOT_UNDERSTOOD]
    return (understood or list(sentence.judgements))[0]


def _claim(number: int, sentence: Judged, judgement: Judgement, sources: dict[str, str]) -> str:
    name, sign = SIGNS[judgement.standing]
    said = judgement.claim.quantity.said if judgement.claim.quantity else "in words"
    about = for_page(f"{KINDS[judgement.claim.kind]}: {said}")
    head = f'<summary><span class="{name}">{sign} {plain(judgement.standing.value)}</span> {about}</summary>'
    facts = _facts(sentence.said, judgement, sources)
    return f'<details id="c{number}-{judgement.mark}">{head}\n<dl>{facts}</dl></details>\n'


def _facts(said: Said, judgement: Judgement, sources: dict[str, str]) -> str:
    """What there is to say of a claim, as pairs of word and text."""
    claim, verdict = judgement.claim, judgement.verdict
    hedges = [word for word, there in (("with a hedge", said.hedged), ("under a condition", said.conditional)) if there]
    period = " to ".join(month(day) for day in (claim.first, claim.last) if day)
    rows = [
        ("Said by", said.speaker or "the article"),
        ("Counted as", said.office if said.office != said.speaker else ""),
        ("Said", ", ".join(hedges)),
        ("Place", said.place),
        ("Period", period),
        ("Why not", judgement.reason),
        *(_of_verdict(verdict, sources) if verdict else ()),
        ("Mark", judgement.mark),
    ]
    return "".join(f"<dt>{word}</dt><dd>{for_page(text)}</dd>" for word, text in rows if text)


def _of_verdict(verdict: Verdict, sources: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("Figure", ranged(verdict.figure) if verdict.figure else ""),
        ("Held against", ranged(verdict.against) if verdict.against else ""),
        ("Because", verdict.because),
        ("What would change it", verdict.change),
        ("Rests on", rests_on(verdict.basis, sources)),
        ("Rows", "; ".join(verdict.rows[:12])),
        ("Check", verdict.statement.check.value),
    ]


def _plain_figures(sentence: Judged) -> str:
    """Figures of a sentence in which no claim was recognised."""
    figures = [quantity.said for quantity in sentence.said.figures]
    return f'<p class="figures">Figures, not understood: {for_page("; ".join(figures))}</p>\n' if figures else ""


def _tables(result: Result) -> str:
    parts = (("Who said what when", timeline(result)), ("What has changed between documents", moved(result)))
    return "".join(_table(name, table) for name, table in parts if table.height)


def _table(name: str, table: pl.DataFrame) -> str:
    head = "".join(f'<th scope="col">{for_page(plain(column))}</th>' for column in table.columns)
    cells = (["" if cell is None else str(cell) for cell in row] for row in table.iter_rows())
    body = "".join(f"<tr>{''.join(f'<td>{for_page(cell)}</td>' for cell in row)}</tr>\n" for row in cells)
    wide = f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>'
    return f"<section><h2>{name}</h2>{wide}</section>\n"
