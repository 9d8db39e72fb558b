"""Pages for people and an HTTP API, both on the public Python API."""

from callup.web.application import application

__all__ = ["application"]
