"""Grades of customers: A, B or C, from what they buy, how they decide, and the team's named rules."""
