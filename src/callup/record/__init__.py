"""The public record: who says which number, and whether the numbers fit together."""
