"""The law as data: acts, changes, positions, history."""
