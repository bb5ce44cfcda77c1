"""What is worked out from frames, kept for as long as these are there: a frame of a case is never changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, ParamSpec, TypeVar
from weakref import ref

import polars as pl

_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")


class Kept(Generic[_Given, _Result]):
    """A function of frames, and of what can be hashed, that gives what it gave for the same frames.

    Nobody may change what it gives.
    """

    def __init__(self, function: Callable[_Given, _Result]) -> None:
        self._function = function
        self._known: dict[Hashable, tuple[list[ref[pl.DataFrame]], _Result]] = {}

    def __call__(self, *given: _Given.args, **others: _Given.kwargs) -> _Result:
        """What the function gives for these very frames."""
        every = (*given, *(part for pair in sorted(others.items()) for part in pair))
        frames = [argument for argument in every if isinstance(argument, pl.DataFrame)]
        key = tuple(id(argument) if isinstance(argument, pl.DataFrame) else argument for argument in every)
        entry = self._known.get(key)
        if entry and all(was() is frame for was, frame in zip(entry[0], frames, strict=True)):
            return entry[1]
        result = self._function(*given, **others)
        self._known[key] = ([ref(frame, lambda gone: self._forget(key, gone)) for frame in frames], result)
        return result

    def _forget(self, key: Hashable, gone: ref[pl.DataFrame]) -> None:
        """A frame is no more; another may have its number by now."""
        entry = self._known.get(key)
        if entry and any(was is gone for was in entry[0]):
            self._known.pop(key, None)
