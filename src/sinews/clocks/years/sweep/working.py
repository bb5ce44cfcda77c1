"""Questions answered side by side: each answer is on the disk before the next is waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sinews.answers.cluster import lost
from sinews.answers.memory import Memory
from sinews.answers.work import Crew, as_ended
from sinews.clocks.years.sweep.inquiry import Inquiry, plain, remembered
from sinews.errors import SinewsError, SolveError, StopError, UsageError

#: The name of the one record in a file of an answer.
ANSWER = "answer"

_OTHERS = (
    "The workers have another sinews, or other versions of what it works with, so their answers would not be those "
    "of this machine. Install the same versions there and here."
)


@dataclass(frozen=True)
class Answers:
    """Answers on the disk, a file each, under the key of its question; what is not whole there does not count.

    `notes`: what has to be told of files that are damaged.
    """

    folder: Path
    notes: list[str] = field(default_factory=list)

    def of(self, key: str) -> pl.DataFrame | None:
        """The answer to a question; None if it is not there."""
        memory = Memory(key)
        memory.learn(self._path(key))
        answer = memory.get(ANSWER, remembered)
        self.notes.extend(memory.notes)
        return answer

    def of_all(self, keys: Iterable[str]) -> dict[str, pl.DataFrame]:
        """The answers that are there, by the keys of their questions."""
        return {key: answer for key in dict.fromkeys(keys) if (answer := self.of(key)) is not None}

    def keep(self, key: str, answer: pl.DataFrame) -> None:
        """Write an answer, whole or not at all. WriteError if it cannot be written."""
        memory = Memory(key)
        memory.keep(ANSWER, plain(answer))
        memory.write(self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"sweep-{key[:32]}.json"


def answer_all(
    inquiries: Mapping[str, Inquiry], answers: Answers, crew: Crew, ahead: int, ended: Callable[[str], None]
) -> dict[str, SinewsError]:
    """Answer questions, by their keys, and keep each answer as it comes; gives what went wrong, by key.

    `ahead`: how many are handed over at a time; `ended` is told the key of each as it ends. UsageError if workers are
    not of this model, StopError if the work is ended before it is done, WriteError if an answer cannot be kept.
    """
    keys, wrong = list(inquiries), dict[str, SinewsError]()
    with closing(as_ended(list(inquiries.values()), crew, ahead)) as coming:
        for number, future in coming:
            key = keys[number]
            try:
                reply = future.result()
            except StopError:
                raise
            except SinewsError as error:
                wrong[key] = error
            except (CancelledError, Exception) as error:
                if not lost(error):
                    raise
                wrong[key] = SolveError(
                    "the workers that had it died, or the scheduler did; is their memory too small?"
                )
            else:
                if reply.key != key:
                    raise UsageError(_OTHERS)
                answers.keep(key, reply.table)
            ended(key)
    return {key: wrong[key] for key in keys if key in wrong}
