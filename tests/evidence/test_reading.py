"""Documents of all formats are read alike, and whatever is none is one clear finding."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sinews.errors import CaseError, UsageError
from sinews.evidence.reading import apart, files, paged, parts, plain, web, word
from sinews.evidence.reading.document import Document, Format
from sinews.evidence.reading.files import Reading, read
from tests.evidence.made import changed, docx, pdf

SAYS = "Russia could attack the alliance within five years, the minister said on Monday in the capital of the country."
MORE = "Poland spends 4.1 per cent of GDP on defence, and nobody in the room had expected anything else of it at all."

HTML = f"""<!doctype html><html><head><title>A title</title>
<meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2025-06-09">
</head><body><nav>Subscribe for 5 euros</nav><article><h1>A title</h1><p>{SAYS}</p><p>{MORE}</p></article>
<script>alert("Russia could attack within one year")</script></body></html>""".encode()


def _html() -> bytes:
    return HTML


def written(folder: Path, name: str, content: bytes) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read(str(path))


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        (Format.HTML, _html),
        (Format.PDF, lambda: pdf([[SAYS], [MORE]])),
        (Format.DOCX, lambda: docx([SAYS, MORE])),
        (Format.TEXT, f"{SAYS}\n\n{MORE}\n".encode),
        (Format.TEXT, lambda: f"{SAYS}\n\n{MORE}\n".encode("utf-16")),
    ],
    ids=["html", "pdf", "docx", "text", "utf-16"],
)
def test_every_format_gives_the_same_paragraphs(kind: Format, make: Callable[[], bytes], tmp_path: Path) -> None:
    """By content alone: the name of the file says nothing."""
    found = written(tmp_path, "article", make())
    assert found.format is kind
    assert [paragraph.text for paragraph in found.paragraphs] == [SAYS, MORE]
    assert len({paragraph.place for paragraph in found.paragraphs}) == 2


def test_a_page_says_who_published_it_and_when(tmp_path: Path) -> None:
    found = written(tmp_path, "a.html", HTML)
    assert (found.title, found.publisher, found.published) == ("A title", "The Courier", date(2025, 6, 9))


def test_lines_of_a_page_are_joined_and_what_stands_on_every_page_is_left_out() -> None:
    """The head and the number of the page stand on all of three pages; a hyphen at the end of a line joins a word."""
    words = {1: "Tanks", 2: "Guns", 3: "Bridges"}
    pages = [
        [
            "Annual report",
            f"{word} are moved over a long way, and then",
            "by rail.",
            f"{word} end here.",
            "Courier",
            f"Page {n}",
        ]
        for n, word in words.items()
    ]
    found = apart.answer(Format.PDF, pdf(pages))
    assert [text for text, _ in found["paragraphs"]] == [  # type: ignore[attr-defined]
        text
        for word in words.values()
        for text in (f"{word} are moved over a long way, and then by rail.", f"{word} end here.")
    ]
    assert list(paged.paragraphs(["trans\u00ad", "ported", "", "next"])) == ["transported ", "next "]


def test_text_of_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = __import__("io").BytesIO(SAYS.encode())

    monkeypatch.setattr(sys, "stdin", Stream)
    found = read("-")
    assert (found.called, found.paragraphs[0].text) == ("standard input", SAYS)


# whatever is no document ------------------------------------------------------------------

_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
_PASSWORD = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (b"o" * 32, b"u" * 32)

BROKEN: dict[str, tuple[Format, Callable[[], bytes], str]] = {
    "text with a zero": (Format.TEXT, lambda: b"one\0two", "NUL byte"),
    "text in Latin-1": (Format.TEXT, lambda: "fünf Jahre".encode("latin-1"), "no text in UTF-8"),
    "half of UTF-16": (Format.TEXT, lambda: b"\xff\xfea", "no text in UTF-8"),
    "text without letters": (Format.TEXT, "\u200b\u00a0\n\n\ufeff".encode, "no text"),
    "only the head of a PDF": (Format.PDF, lambda: b"%PDF-1.7\n", "broken PDF"),
    "half of a PDF": (Format.PDF, lambda: pdf([[SAYS]])[:120], "broken PDF"),
    "noise behind the head of a PDF": (Format.PDF, lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken PDF"),
    "a PDF with a password": (Format.PDF, lambda: pdf([[SAYS]], trailer=_PASSWORD), "PDF"),
    "a PDF without pages": (Format.PDF, lambda: pdf([]), "PDF"),
    "a PDF of pictures": (Format.PDF, lambda: pdf([[], [], []]), "PDF of pictures"),
    "a PDF with one word": (Format.PDF, lambda: pdf([["1"], [], []]), "PDF of pictures"),
    "a packed file that is none": (Format.DOCX, lambda: b"PK\x03\x04" + b"x" * 200, "broken"),
    "half of a DOCX": (Format.DOCX, lambda: docx([SAYS])[:4000], "broken"),
    "a DOCX without its document": (Format.DOCX, lambda: _without("word/document.xml"), "without a document"),
    "a DOCX without its types": (Format.DOCX, lambda: _without("[Content_Types].xml"), "cannot be read"),
    "a DOCX without relations": (Format.DOCX, lambda: _without("_rels/.rels"), "cannot be read"),
    "a DOCX that declares": (Format.DOCX, lambda: _with("word/document.xml", _DOCTYPE), "declares entities"),
    "a DOCX that reaches out": (Format.DOCX, lambda: _with("word/document.xml", _OUTSIDE), "declares entities"),
    "a DOCX with a declaration aside": (Format.DOCX, lambda: _with("word/other.xml", _OUTSIDE), "declares entities"),
    "a DOCX of broken XML": (Format.DOCX, lambda: _with("word/document.xml", b"<w:document>"), "broken XML"),
    "a DOCX of other XML": (Format.DOCX, lambda: _with("word/document.xml", b"<a/>"), "cannot be read"),
    "a DOCX with a password": (Format.DOCX, lambda: _locked(docx([SAYS])), "password"),
    "a DOCX without text": (Format.DOCX, lambda: docx(["", " "]), "no text"),
    "a packed file of many parts": (Format.DOCX, lambda: _parts(6000), "without end"),
    "a packed file with a wrong sum": (Format.DOCX, lambda: _wrong(docx([SAYS])), "broken"),
}


def _with(name: str, content: bytes) -> bytes:
    return changed(docx([SAYS]), {name: content})


def _without(name: str) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx([SAYS]))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
    return out.getvalue()


def _locked(packed: bytes) -> bytes:
    """A packed file of which every part says that it is encrypted."""
    content = bytearray(packed)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def _parts(number: int) -> bytes:
    return changed(docx([SAYS]), {f"part{n}": b"" for n in range(number)})


def _wrong(packed: bytes) -> bytes:
    """A packed file whose first part is not what its sum says."""
    content = bytearray(packed)
    place = content.find(b"PK\x01\x02")
    content[place + 16] ^= 1
    return bytes(content)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_document_is_refused_with_reason_and_remedy(name: str) -> None:
    kind, make, said = BROKEN[name]
    refused = apart.answer(kind, make()).get("refused")
    assert isinstance(refused, list)
    found, expected, remedy = refused
    assert said in found
    assert expected
    assert remedy.endswith(".")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing"),
        (b" \n\t ", "nothing"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old document"),
        (b"{\\rtf1 hello}", "RTF"),
        (gzip.compress(b"hello", mtime=0), "packed file"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x7fELF", "program"),
        (b"MZ\x90", "program"),
    ],
)
def test_files_that_are_something_else_are_named(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        written(tmp_path, "file", content)
    [finding] = caught.value.findings
    assert said in finding.found
    assert finding.file == str(tmp_path / "file")


@pytest.mark.parametrize(("name", "said"), [("gone", "no such file"), (".", "folder"), ("\0", "path")])
def test_what_cannot_be_opened_is_named(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        read(str(tmp_path / name))
    assert said in caught.value.findings[0].found


@pytest.mark.parametrize(
    ("where", "limit", "kind", "make", "said"),
    [
        ((paged, "PAGES"), 1, Format.PDF, lambda: pdf([[SAYS], [MORE]]), "2 pages"),
        ((parts, "CHARACTERS"), 50, Format.TEXT, SAYS.encode, "without end"),
        ((word, "UNFOLDED"), 1000, Format.DOCX, lambda: docx([SAYS]), "unfolds without end"),
        ((web, "HTML_BYTES"), 10, Format.HTML, _html, "bytes"),
    ],
    ids=["pages", "characters", "unfolded", "html"],
)
def test_limits_hold(
    where: tuple[object, str],
    limit: int,
    kind: Format,
    make: Callable[[], bytes],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(*where, limit)
    refused = apart.answer(kind, make())["refused"]
    assert isinstance(refused, list)
    assert said in refused[0]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BYTES", 10)
    with pytest.raises(CaseError, match="more than 10 bytes"):
        written(tmp_path, "a", SAYS.encode())


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no text"):
        written(tmp_path, "a.html", b"<html><body><script>alert(1)</script><div></div></body></html>")


@pytest.mark.parametrize("fails", ["raise SystemExit(3)", "print('{')", "print('[]')", "import os; os.abort()"])
def test_a_reader_that_dies_is_one_finding(fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(_words: list[str], **pipes: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", fails], **pipes)  # type: ignore[call-overload, no-any-return]

    (tmp_path / "a.pdf").write_bytes(pdf([[SAYS]]))
    monkeypatch.setattr(files.subprocess, "Popen", _Dying(dying))
    with pytest.raises(CaseError, match="a PDF on which its reader fails"):
        read(str(tmp_path / "a.pdf"))


class _Dying:
    """Stands for the class of processes: starts another program, and keeps what else is asked of the class."""

    def __init__(self, start: Callable[..., object]) -> None:
        self._start, self._real = start, subprocess.Popen

    def __call__(self, *words: object, **pipes: object) -> object:
        patched, files.subprocess.Popen = files.subprocess.Popen, self._real  # type: ignore[misc]
        try:
            return self._start(*words, **pipes)
        finally:
            files.subprocess.Popen = patched  # type: ignore[misc]

    def __class_getitem__(cls, item: object) -> object:
        return cls


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[SAYS]]))
    monkeypatch.setattr(files, "SECONDS", 1e-6)
    reading = Reading(str(tmp_path / "a.pdf"))
    with pytest.raises(CaseError, match="takes over"):
        reading.document()
    assert reading._process is not None
    assert reading._process.poll() is not None


def test_the_process_reaches_nothing_outside() -> None:
    """Connections, look-ups and programs end in a refusal, whatever library asks for them."""
    tries = [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ]
    code = (
        "from sinews.evidence.reading import apart\nfrom sinews.evidence.reading.parts import Refused\n"
        "apart._confine()\nfor text in TRIES:\n    try:\n        exec(text)\n    except Refused:\n"
        "        continue\n    raise SystemExit(text)\n"
    ).replace("TRIES", repr(tries))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    said = apart.answer(Format.DOCX, docx_kept)
    assert "sinews[evidence]" in str(said["missing"])
    monkeypatch.setattr(Reading, "_waited", lambda *_: said)
    (tmp_path / "a.docx").write_bytes(docx_kept)
    with pytest.raises(UsageError, match="docx"):
        read(str(tmp_path / "a.docx"))


docx_kept = docx([SAYS])


def test_halves_of_characters_and_signs_that_nobody_sees_are_left_out() -> None:
    assert parts.tidy("a\ud83d b\u00ad\ufeffc\x00\u200b d\u00a0e") == "a bc d e"


def test_the_first_line_is_the_title_if_it_looks_like_one() -> None:
    assert plain.parts_of(b"# What is ready\n\nNothing is.").title == "What is ready"
    assert plain.parts_of(b"Nothing is ready.\n\nNothing.").title == ""
