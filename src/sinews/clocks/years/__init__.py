"""The years clock: money becomes contracts, capacity and stocks before an attack is possible."""
