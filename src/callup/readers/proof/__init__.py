"""All people and all days at once: the program as formulas that a solver settles."""
