"""The application: pages on this machine that ask the clocks, with levers moved by hand."""
