"""The readers of a program: explain, frames, proof."""
