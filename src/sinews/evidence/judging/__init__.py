"""Judgements: a claim to one of the checks of statements, judged as the case's own statements are, or why it is not."""
