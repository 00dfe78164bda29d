"""Notes: what is worth knowing of a customer and has no field."""
