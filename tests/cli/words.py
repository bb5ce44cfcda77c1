"""Types that the tests of the command line share."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

#: What every answer says of its case, and of where its effects come from.
TOLD = ("stated", "closed", "warnings", "measured")


@dataclass(frozen=True)
class Done:
    """What a command left: status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as data."""
        return json.loads(self.out)


Process = subprocess.Popen[str]

#: Runs a command; starts a process; lists the working folder.
Command = Callable[..., Done]
Start = Callable[[Sequence[str]], Process]
Listing = Callable[[], list[str]]
