"""The one seam to solvers."""
