"""One person: the answer and its reasons in one walk."""
