"""What is worked out from a frame, kept for as long as the frame is there: a frame of a case is never changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Concatenate, Generic, ParamSpec, TypeVar
from weakref import ref

import polars as pl

_Result = TypeVar("_Result")
_About = ParamSpec("_About")


class Kept(Generic[_About, _Result]):
    """A function of a frame, and of what else tells its results apart, that gives what it gave for the same frame."""

    def __init__(self, function: Callable[Concatenate[pl.DataFrame, _About], _Result]) -> None:
        self._function = function
        self._known: dict[Hashable, tuple[ref[pl.DataFrame], _Result]] = {}

    def __call__(self, frame: pl.DataFrame, *about: _About.args, **others: _About.kwargs) -> _Result:
        """What the function gives for this very frame."""
        key = (id(frame), about)
        known = self._known.get(key)
        if known and known[0]() is frame:
            return known[1]
        found = self._function(frame, *about, **others)
        self._known[key] = (ref(frame, lambda gone: self._forget(key, gone)), found)
        return found

    def _forget(self, key: Hashable, gone: ref[pl.DataFrame]) -> None:
        """A frame is no more; another may have its number by now."""
        known = self._known.get(key)
        if known and known[0] is gone:
            self._known.pop(key, None)
