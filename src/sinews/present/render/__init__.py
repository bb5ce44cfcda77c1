"""Shows pages: on a terminal, or as one HTML file."""
