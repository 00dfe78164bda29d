"""Needs: what a customer wants to have solved, by when and for how much."""
