"""The one meaning of a lawbook: a typed program for all its days."""
