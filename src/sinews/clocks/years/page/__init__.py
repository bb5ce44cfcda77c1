"""The years clock as pages."""
