"""An article in, claims with verdicts out: documents, the grammar of figures and speakers, judgements, pages."""
