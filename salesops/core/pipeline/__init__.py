"""From the first talk to the signed contract."""
