"""The due list: whom to contact, in which order, and why."""
