"""Documents made for tests: PDF by hand, DOCX by its library, and sentences with the registers of the packaged case."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import cache

from sinews.evidence.claims.claim import Claim
from sinews.evidence.claims.sentence import claims_of
from sinews.evidence.claims.view import View
from sinews.evidence.lexicon import packaged
from sinews.evidence.registers import Registers
from tests.support import packaged_case

SAID = date(2025, 12, 15)


@cache
def registers() -> Registers:
    """The words of the grammar with those of the packaged case."""
    return Registers.of(packaged_case(), packaged())


def view(text: str, said: date = SAID) -> View:
    """A sentence as the rules see it."""
    return View(text, registers(), said)


def claims(text: str, said: date = SAID) -> tuple[Claim, ...]:
    """The claims of a sentence."""
    return claims_of(view(text, said))


def pdf(pages: Sequence[Sequence[str]], *, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF with lines of text on each page, in one font, without compression."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = b"\n".join(b"(%s) Tj 0 -16 Td" % _escaped(line) for line in lines)
        content = b"BT /F1 11 Tf 60 780 Td\n%s\nET" % shown
        resources = b"<< /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, 5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    out.write(extra)
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def _escaped(line: str) -> bytes:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def docx(paragraphs: Sequence[str], title: str = "") -> bytes:
    """A DOCX with paragraphs."""
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(packed: bytes, parts: dict[str, bytes]) -> bytes:
    """A packed file with other content in some of its parts; parts that it does not have are added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts.get(name) if name in parts else old.read(name))
    return out.getvalue()
