"""Claims: who says what of whom, how much and until when; a rule for each kind, and doubts where it is not sure."""
