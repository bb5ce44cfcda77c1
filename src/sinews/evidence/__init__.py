"""An article in, claims with verdicts out: documents, the grammar of figures and of who says what, judgements, pages."""
