"""What has been measured before: rows by name, in files under a key of all that they depend on.

Each file belongs to one question to one case and carries its key: a digest of case, question, solver and the source
text of the model. Another key, another question: the file is not used. Beside the key stand the versions with which
each row was measured: what was measured with others is said with the answer, and not thrown away. A digest of the
content guards against accident: what is not as it was written is said, and measured again. A case may come with such
files, so that its first answer does not have to be waited for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sinews.answers.closure import digest_of
from sinews.answers.provenance import Provenance, here
from sinews.files import write_text

Row = TypeVar("Row")

#: The folder in which a case, and a folder of saved runs, keep what has been measured.
FOLDER = "measured"

#: Format of the files; raised when their keys change their meaning.
FORMAT = 1


@dataclass(frozen=True)
class Record:
    """A row as JSON has it, and where it comes from."""

    plain: Any
    provenance: Provenance


@dataclass
class Memory:
    """What is known of one question to one case, by name; what is measured is added. Safe in several threads.

    `used`: provenances of what was asked for and known; `notes`: what has to be told of files that are damaged.
    """

    key: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    fresh: bool = False
    used: set[Provenance] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: str, decode: Callable[[Any], Row]) -> Row | None:
        """What is known under a name, as `decode` makes it; None if nothing is, or if it is no such row."""
        record = self.records.get(name)
        if record is None:
            return None
        try:
            row = decode(record.plain)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            with self._lock:
                self.notes.append(f"What was remembered as {name!r} is no such measurement; it is measured again.")
                self.records.pop(name, None)
            return None
        with self._lock:
            self.used.add(record.provenance)
        return row

    def keep(self, name: str, plain: Any) -> None:  # noqa: ANN401 - JSON
        """Remember what was measured here."""
        with self._lock:
            self.records[name] = Record(plain, Provenance(by_author=False, versions=here()))
            self.fresh = True

    @property
    def elsewhere(self) -> tuple[Provenance, ...]:
        """Origins of what was used and was not measured here, with what is here, sorted."""
        return tuple(sorted(provenance for provenance in self.used if provenance.elsewhere))

    def learn(self, path: Path, *, by_author: bool = False) -> None:
        """Add what a file knows that carries the key; what is wrong with it goes to the notes."""
        try:
            self.records |= _records(path.read_bytes(), self.key, by_author=by_author)
        except FileNotFoundError:
            return
        except OSError as error:
            self.notes.append(f"{path} cannot be read ({error.strerror}); what it holds is measured again.")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.notes.append(f"{path} is not as it was written; what it holds is not used, and measured again.")

    def write(self, path: Path) -> None:
        """Write what was measured here, now or before; the order in which it was found does not show."""
        own = {name: record for name, record in self.records.items() if not record.provenance.by_author}
        write_text(path, _text(self.key, own))


def key_of(modules: Iterable[str], *parts: str) -> str:
    """The key of what `modules` measure of what `parts` say: case, question and solver."""
    return sha256("\n".join([*parts, digest_of(*modules)]).encode()).hexdigest()


def _text(key: str, records: Mapping[str, Record]) -> str:
    """The text of a file: rows in groups, one for each set of versions."""
    groups: dict[Provenance, dict[str, Any]] = {}
    for name, record in records.items():
        groups.setdefault(record.provenance, {})[name] = record.plain
    measured = [{"with": dict(provenance.versions), "rows": groups[provenance]} for provenance in sorted(groups)]
    content = {"format": FORMAT, "key": key, "measured": measured}
    return json.dumps({**content, "digest": _digest(content)}, indent=0, sort_keys=True, allow_nan=False) + "\n"


def _records(text: bytes, key: str, *, by_author: bool) -> dict[str, Record]:
    """The rows of a file with this key; ValueError, KeyError or TypeError if it is not as it was written."""
    content = json.loads(text)
    digest = content.pop("digest")
    if digest != _digest(content) or content["format"] != FORMAT:
        raise ValueError(digest)
    if content["key"] != key:
        return {}
    return {
        name: Record(plain, Provenance(by_author, tuple(sorted((str(k), str(v)) for k, v in group["with"].items()))))
        for group in content["measured"]
        for name, plain in group["rows"].items()
    }


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
