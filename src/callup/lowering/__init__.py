"""From law as data to one typed program."""
