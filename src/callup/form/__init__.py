"""How values are written in the files of a lawbook, and what reads them."""
