"""Surveys: how content a customer is."""
