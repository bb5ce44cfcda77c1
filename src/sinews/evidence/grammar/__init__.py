"""The grammar: sentences, numerals, dates, quantities with their units, and who says it."""
