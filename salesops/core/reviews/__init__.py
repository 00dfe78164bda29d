"""What a period taught: its figures, and why they differ from the ones before."""
