"""One customer that may be there twice."""
