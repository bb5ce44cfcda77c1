"""The clocks: each takes a case and a question and gives a margin with its tables."""
