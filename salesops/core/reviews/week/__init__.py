"""What a rep did in a week, and what the next one brings."""
