r"""Derivations as JSON and back: ``packed(things)``, ``unpacked(nodes)``.

A value is a name, a number, nothing, or the place ``[k]`` of a node; a node names its class and holds the values of its
fields, and speaks of earlier nodes alone. So what is shared stays shared, and what is read back can be nothing but
the few frozen classes named here: no code, no cycle, no great depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import Any

from ntkprops.derivation.judgment import Formula, Source, Step
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr
from ntkprops.proof.why import Why

CLASSES = {one.__name__: one for one in (Expr, Sort, Formula, Source, Step)}
FIELDS = {name: tuple(f.name for f in fields(one) if f.compare) for name, one in CLASSES.items()}
DEEPEST, LARGEST = 400, 1_000_000  # levels of a node; nodes of a tree, those that are shared counted again


class Unpackable(Exception):  # noqa: N818  an answer, not an error
    """Something that is no derivation."""


def packed(things: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The nodes of some things, and their values.

    >>> packed([Expr("neg", (Expr("symbol", name="x"),))])
    ([['tuple'], ['Expr', 'symbol', [0], 'x'], ['tuple', [1]], ['Expr', 'neg', [2], '']], [[3]])
    """
    nodes: list[Any] = []
    places: dict[Any, list[int]] = {}

    def value(thing: Any) -> Any:
        if thing is None or isinstance(thing, str | int):
            return thing
        key = id(thing) if isinstance(thing, Step) else (type(thing), thing)
        if key not in places:
            name = type(thing).__name__
            if name not in (*CLASSES, "tuple"):
                raise Unpackable(f"a derivation holds a {name}")
            parts = thing if isinstance(thing, tuple) else [getattr(thing, field) for field in FIELDS[name]]
            nodes.append([name, *map(value, parts)])
            places[key] = [len(nodes) - 1]
        return places[key]

    return nodes, [value(thing) for thing in things]


def unpacked(nodes: Any, values: Any) -> list[Any]:
    """The things of which ``packed`` gave nodes and values; a step is given back as the reason that writes it.

    Raises:
        Unpackable: where that is not what they are.
    """
    made: list[Any] = []
    sizes: list[tuple[int, int]] = []

    def thing(value: Any) -> Any:
        if value is None or isinstance(value, str | int):
            return value
        if isinstance(value, list) and len(value) == 1 and type(value[0]) is int and 0 <= value[0] < len(made):
            return made[value[0]]
        raise Unpackable("a node speaks of what is not there")

    for node in nodes if isinstance(nodes, list) else ():
        if not isinstance(node, list) or not node:
            raise Unpackable("a node is no list")
        name, *inside = node
        parts = tuple(map(thing, inside))
        sizes.append(_size(name, [sizes[one[0]] for one in inside if isinstance(one, list)]))
        made.append(_made(name, parts))
    if not isinstance(values, list):
        raise Unpackable("there are no values")
    return list(map(thing, values))


def _size(name: Any, parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The depth and the number of nodes; a step counts as one, since it is looked at once however often it is used."""
    depth, count = 1 + max((d for d, _ in parts), default=0), 1 + sum(c for _, c in parts)
    if depth > DEEPEST or count > LARGEST:
        raise Unpackable("a node is too large")
    return depth, 1 if name == "Step" else count


def _made(name: Any, parts: tuple[Any, ...]) -> Any:
    if name == "tuple":
        return parts
    if name not in CLASSES or len(parts) != len(FIELDS[name]):
        raise Unpackable("a node is of no class that is known")
    if name != "Step":
        return CLASSES[name](*parts)
    rule, args, premises = parts
    if not isinstance(args, tuple) or not isinstance(premises, tuple) or not all(isinstance(p, Why) for p in premises):
        raise Unpackable("a step rests on what is no step")
    return Why(rule, partial(_itself, args), premises)


def _itself(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return args


__all__ = ["Unpackable", "packed", "unpacked"]
