"""The team's rules: what they are, how they are written down, which version holds."""
