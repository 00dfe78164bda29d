"""The work itself: never prints, never reads the clock or the environment's identity."""
