"""Forces on the move: the network of the days clock, its components, and what is read from its plans."""
