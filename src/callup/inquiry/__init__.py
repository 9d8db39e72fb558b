"""Questions about a lawbook itself: do its cases come out, what do they cover, is it sound."""
