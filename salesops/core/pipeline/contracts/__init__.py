"""What was signed, and what follows from signing."""
