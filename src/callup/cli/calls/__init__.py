"""The words that each command takes, by the kind of question it answers."""
