r"""Is a part of a claim of the type that its class asks for? ``checked(one)`` of a frozen dataclass.

Lectures are written by hand in Python, where ``then=r"a = b"`` for ``then=(r"a = b",)`` would pass in silence, as many
formulas of one letter each.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ntkprops.errors import InputError


def checked(one: Any) -> None:
    """Hold every field against its annotation.

    Raises:
        InputError: names the field, what it must be and what it is.
    """
    hints = _hints(type(one))
    for field in fields(one):
        value, hint = getattr(one, field.name), hints[field.name]
        if not _fits(value, hint):
            where = f"{field.name} of {type(one).__name__} {getattr(one, 'label', '')}".rstrip()
            alone = get_origin(hint) is tuple and not isinstance(value, tuple)
            remedy = "Write (entry,) for a single one." if alone else "Write it so."
            raise InputError(f"{where} must be {_words(hint)}, found {type(value).__name__} {value!r:.60}. {remedy}")


@lru_cache(maxsize=16)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    inside = get_args(hint)
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_fits(entry, inside[0]) for entry in value)
    if get_origin(hint) in (Union, UnionType):
        return any(_fits(value, one) for one in inside)
    if get_origin(hint) is Literal:
        return value in inside
    return isinstance(value, hint)


def _words(hint: Any) -> str:
    inside = get_args(hint)
    if get_origin(hint) is tuple:
        return f"a tuple of {_words(inside[0])}"
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(map(_words, inside))
    if get_origin(hint) is Literal:
        return " or ".join(map(repr, inside))
    return "None" if hint is type(None) else hint.__name__


__all__ = ["checked"]
