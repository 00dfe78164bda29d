"""What only those who work on salesops need."""
