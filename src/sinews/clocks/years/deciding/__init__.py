"""Deciding while it is uncertain what comes: on a coarse clock of years."""
