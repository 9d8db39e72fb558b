"""Callup: military-service law as data, with time, and the public record around it."""

from callup.lawbook import Findings, Law, Lawbook, open, shipped
from callup.text.diagnostic import Diagnostic, Diagnostics

__all__ = ["Diagnostic", "Diagnostics", "Findings", "Law", "Lawbook", "open", "shipped"]
__version__ = "0.1.0"
