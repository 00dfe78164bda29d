"""Dividing a target into parts that add up to it."""
