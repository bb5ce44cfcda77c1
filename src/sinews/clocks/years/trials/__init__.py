"""Trials of the years clock: its plan rolled forward with figures drawn from their ranges, thousands of times at once."""
