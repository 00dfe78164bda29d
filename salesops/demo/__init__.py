"""The lifelike sample team of `init --demo`."""
