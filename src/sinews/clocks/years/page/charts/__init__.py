"""Charts of the years clock."""
