"""Why the revenue differs from the period before."""
