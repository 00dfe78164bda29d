"""What was done: the operations of the journal, what they changed, and how one is taken back."""
