"""The figures of a review for each rep, region, product and type of customer."""
