"""What is worked out when it is first asked for, and kept with the object that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):
    """Like `functools.cached_property`, which in Python 3.11 lets one thread in at a time for all
    objects together: there an answer that takes long would hold up those of everybody else."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> once[T] | T:
        if instance is None:
            return self
        # what is kept in the object is found there before this is asked again
        found = instance.__dict__[self.name] = self.find(instance)
        return found
