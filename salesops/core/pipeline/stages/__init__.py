"""The stages of an opportunity and their typed history."""
