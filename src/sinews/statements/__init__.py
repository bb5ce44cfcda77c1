"""Verdicts on what officials have said: each statement of a case is checked by one function, and none is typed in."""
