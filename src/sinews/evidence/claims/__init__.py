"""Claims: who says what of whom, how much and until when; one rule for each kind, and doubts where a rule is not sure."""
