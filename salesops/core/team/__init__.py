"""The people who sell."""
