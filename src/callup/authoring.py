"""The Python API for those who write lawbooks: canonical form, a new lawbook, schema for editors.

rewritings(Path("lawbooks/xy"))     the files that have another canonical form
create("xy", Path("lawbooks"))      a small lawbook to start from
json_schema("acts")                 what may stand in the files of acts, as JSON Schema
"""

from callup.law.jsonschema import json_schema
from callup.law.new import create
from callup.law.schema import FILES
from callup.law.write import Rewriting, canonical, rewrite, rewritings, source_of

PARTS = tuple(FILES)
"""The kinds of file that a lawbook has."""

__all__ = [
    "PARTS",
    "Rewriting",
    "canonical",
    "create",
    "json_schema",
    "rewrite",
    "rewritings",
    "source_of",
]
