"""The days clock as pages."""
