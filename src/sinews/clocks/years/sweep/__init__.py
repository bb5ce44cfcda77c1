"""Many questions at once: a file with a row for each, answered as one long table."""
