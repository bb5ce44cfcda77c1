"""Marks that several files of tests give."""

from __future__ import annotations

import pytest

#: Of tests that ask the packaged case its first questions: they belong to the second stage, in one process, which
#: solves the case once for all of them (`tests.distribution`, which lists their files).
PACKAGED = [pytest.mark.long]
