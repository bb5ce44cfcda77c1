"""Pages of the minutes clock."""
