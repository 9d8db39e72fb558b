"""What things are worth, and when."""
