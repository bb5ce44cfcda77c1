"""Trials of the years clock: its plan rolled forward with drawn figures, thousands of times at once."""
