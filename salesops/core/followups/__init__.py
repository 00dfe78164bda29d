"""Touches: what was said, what was agreed, and who is to be called today."""
