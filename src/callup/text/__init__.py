"""Where things are written: places, diagnostics and the YAML that they point into."""
