"""Customers and the people we talk to there."""
