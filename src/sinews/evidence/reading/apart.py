"""The process in which a document is taken apart: with little memory and time, without connections or programs.

python -P -m sinews.evidence.reading.apart FORMAT < document > parts as JSON
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress

from sinews.errors import UsageError
from sinews.evidence.reading import paged, plain, web, word
from sinews.evidence.reading.document import Format
from sinews.evidence.reading.parts import SECONDS, Parts, Refused

#: Memory that it may take, in bytes.
MEMORY = 3_000_000_000

#: What is never done here, by the names of Python's audit.
FORBIDDEN = (
    "socket.connect", "socket.getaddrinfo", "socket.gethost", "socket.sendto", "socket.sendmsg", "subprocess.",
    "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "ftplib.", "urllib.Request", "http.client.",
)  # fmt: skip

READERS: Mapping[Format, Callable[[bytes], Parts]] = {
    Format.HTML: web.parts_of,
    Format.PDF: paged.parts_of,
    Format.DOCX: word.parts_of,
    Format.TEXT: plain.parts_of,
}


def main(words: list[str]) -> int:
    """Read a document of the format that the word names; parts, or why there are none, go to standard output."""
    warnings.simplefilter("ignore")
    _confine()
    sys.stdout.write(json.dumps(answer(Format(words[0]), sys.stdin.buffer.read())))
    return 0


def answer(kind: Format, content: bytes) -> dict[str, object]:
    """The parts of a document, or what was found, expected and is to do."""
    try:
        parts = READERS[kind](content)
    except Refused as error:
        return {"refused": [error.found, error.expected, error.remedy]}
    except RecursionError:
        return {"refused": ["a document nested without end", "an article", "Save its text alone."]}
    except UsageError as error:  # a library that is not installed
        return {"missing": str(error)}
    if not parts.paragraphs:
        return {"refused": ["no text", "an article", "Save the text of the article, and read that."]}
    return {
        "title": parts.title,
        "publisher": parts.publisher,
        "published": parts.published,
        "paragraphs": parts.paragraphs,
    }


def _confine() -> None:
    """Bound memory and time where the system can, and refuse whatever reaches out of the process."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_watch)


def _watch(event: str, _arguments: object) -> None:
    """Refused for what is never done here."""
    if event.startswith(FORBIDDEN):
        raise Refused(
            "a document that reaches for the network or for a program", "one that is only read", "Save its text."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
