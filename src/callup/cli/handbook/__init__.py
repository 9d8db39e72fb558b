"""A whole lawbook written in Markdown, to read side by side with its acts."""
