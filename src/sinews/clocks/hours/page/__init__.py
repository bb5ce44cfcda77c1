"""Pages of the hours clock."""
