"""Charts from plain data, in one manner: for print, for the command line and for pages."""
