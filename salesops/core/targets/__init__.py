"""What everybody has to bring, split so that the parts add up."""
