"""Ticks, the ledger, the program that follows from it, and solvers: the same for every clock."""
