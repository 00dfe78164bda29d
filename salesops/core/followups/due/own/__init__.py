"""The days of one rep: who fits into them, and who waits."""
