"""Touches in a review: how many, and how many in time."""
