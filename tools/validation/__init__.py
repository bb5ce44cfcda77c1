"""Back-tests: what the model would have said, beside what was observed or published. `python -m tools.validation`."""
