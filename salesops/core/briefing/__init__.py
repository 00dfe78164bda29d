"""The screen before the call: what of a customer a rep wants to know when the phone is in the hand."""
