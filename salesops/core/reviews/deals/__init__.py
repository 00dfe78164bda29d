"""Opportunities in a review: opened, closed, slipped, and what they explain."""
