"""People made up from marginal tables, for trying things out; no real person is in them."""
