"""Customers in a review: won, lost, silent, moved, and how much hangs on a few."""
