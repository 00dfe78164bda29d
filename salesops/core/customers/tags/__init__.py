"""Tags: free words by which customers are gathered."""
