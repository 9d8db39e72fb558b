"""The reader of any number of people: a program of one day as expressions over columns."""
