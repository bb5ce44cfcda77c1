"""Sections of the report about the years clock."""
