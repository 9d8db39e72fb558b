"""Results as plain data and in words, in one shape for every surface that shows them."""
