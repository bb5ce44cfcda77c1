"""Words of the tests of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: The host that pages are served by.
HOST = "127.0.0.1:8765"

#: A post that a page of the application sends.
OURS = {"origin": f"http://{HOST}"}

#: Opens an address when its answers are exact; gives the page.
Look: TypeAlias = Callable[[str], str]
