"""A case: its tables, reading, checking, changing and writing them, and what was known when."""
