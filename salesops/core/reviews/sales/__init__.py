"""What was sold, summed as finely as a review asks for it."""
