"""Benchmarks: `python3 start.py bench` measures and writes RESULTS.md."""
