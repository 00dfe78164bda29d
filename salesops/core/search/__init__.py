"""Finding whatever has some words in it."""
