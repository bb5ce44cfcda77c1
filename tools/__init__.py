"""Tools of the repository: the derivation of the case from facts."""
