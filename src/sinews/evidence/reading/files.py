"""A file, or standard input, to a document; CaseError with one finding for whatever is none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from sinews.data.texts import obstacle
from sinews.errors import CaseError, Finding, UsageError
from sinews.evidence.reading.apart import answer
from sinews.evidence.reading.document import Document, Format, Paragraph
from sinews.evidence.reading.parts import BYTES, SECONDS

#: The name that stands for standard input.
STANDARD = "-"

#: How many bytes show what a file is.
BEGINNING = 4096

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)

_ARTICLE = "an article in HTML, PDF, DOCX or text"

#: Beginnings of files that are something else, and what they are.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old document (.doc), or one with a password", "Save it as .docx without a password."),
    (b"{\\rtf", "a document in RTF", "Save it as .docx or PDF."),
    (b"\x1f\x8b", "a packed file", "Unpack it."),
    (b"\x89PNG", "a picture", "Have its text recognised, and read that."),
    (b"\xff\xd8\xff", "a picture", "Have its text recognised, and read that."),
    (b"\x7fELF", "a program", "Name the article."),
    (b"MZ", "a program", "Name the article."),
)


class Reading:
    """A document that is being taken apart in a process of its own, while other work goes on."""

    def __init__(self, name: str) -> None:
        """Begin; CaseError if the file cannot be read, or is none that could be an article."""
        self.called = "standard input" if name == STANDARD else name
        content = _content(name, self.called)
        self._kind = _format(content, self.called)
        self._process = None
        self._content = content
        if self._kind is not Format.TEXT:  # text takes no library
            words = [sys.executable, "-P", "-m", "sinews.evidence.reading.apart", self._kind.value]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603

    def document(self) -> Document:
        """The document, once it has been read; CaseError with the one finding that says why there is none.

        UsageError if the library that reads it is not installed.
        """
        said = answer(self._kind, self._content) if self._process is None else self._waited(self._process)
        refused = said.get("refused")
        if "missing" in said:
            raise UsageError(str(said["missing"]))
        if isinstance(refused, list):
            raise _refusal(self.called, *map(str, refused))
        return _document(self.called, self._kind, said)

    def stop(self) -> None:
        """End the process, if it still runs."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _waited(self, process: subprocess.Popen[bytes]) -> dict[str, object]:
        try:
            out, _ = process.communicate(self._content, timeout=SECONDS)
            said = json.loads(out) if process.returncode == 0 else None
        except subprocess.TimeoutExpired:
            self.stop()
            fault = f"a {self._kind} that takes over {SECONDS} seconds to read"
            raise _refusal(self.called, fault, "one that is read sooner", "Save its text alone.") from None
        except ValueError:
            said = None
        finally:
            self.stop()
        if not isinstance(said, dict):
            fault = f"a {self._kind} on which its reader fails"
            raise _refusal(self.called, fault, _ARTICLE, "Save it again, or save its text alone.")
        return said


def read(name: str) -> Document:
    """The document of a file, or of standard input; CaseError with the one finding that says why there is none."""
    reading = Reading(name)
    try:
        return reading.document()
    finally:
        reading.stop()


def _refusal(called: str, fault: str, expected: str, remedy: str) -> CaseError:
    return CaseError([Finding(called, 0, "", fault, expected, remedy)])


def _content(name: str, called: str) -> bytes:
    if name == STANDARD:
        content = sys.stdin.buffer.read(BYTES + 1)
    else:
        fault = obstacle(Path(name))
        if fault:
            raise _refusal(
                called, fault, "a file that can be read", "Name the file of an article, or - for standard input."
            )
        try:
            with Path(name).open("rb") as stream:
                content = stream.read(BYTES + 1)
        except OSError:
            raise _refusal(
                called, "no permission to read it", "a file that can be read", "Grant access to it."
            ) from None
    if len(content) > BYTES:
        raise _refusal(called, f"more than {BYTES:,} bytes", "a shorter document", "Read a part of it.")
    if not content.strip():
        raise _refusal(called, "nothing", _ARTICLE, "Name the file of an article.")
    return content


def _format(content: bytes, called: str) -> Format:
    """What a document is, by how it begins; CaseError for what is no document."""
    start = content[:BEGINNING]
    for beginning, kind, remedy in _OTHERS:
        if start.startswith(beginning):
            raise _refusal(called, kind, _ARTICLE, remedy)
    if b"%PDF-" in start[:1024]:
        return Format.PDF
    if start.startswith(b"PK"):
        return Format.DOCX
    plain = start.replace(b"\0", b"")  # text in UTF-16 has a zero for each letter of a tag
    return Format.HTML if _HTML.search(plain) else Format.TEXT


def _document(called: str, kind: Format, said: dict[str, object]) -> Document:
    paragraphs = said["paragraphs"]
    texts = [(str(text), str(place)) for text, place in paragraphs] if isinstance(paragraphs, list) else []
    return Document(
        called,
        kind,
        str(said["title"]),
        str(said["publisher"]),
        _day(str(said["published"])),
        tuple(Paragraph(text, place) for text, place in texts),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
