"""Every kind of case, by name: facts with their false neighbours, how notes print them, and attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from adversary import (
    calculus,
    chance,
    citations,
    draws,
    flows,
    hidden,
    networks,
    presented,
    quantifiers,
    reading,
    scalars,
    sums,
    undefined,
    vectors,
)
from adversary.claims import Case, Generator

FACTS: dict[str, Generator] = {**scalars.KINDS, **sums.KINDS, **vectors.KINDS, **chance.KINDS, **calculus.KINDS}
ATTACKS: dict[str, Generator] = {
    **presented.KINDS,
    **quantifiers.KINDS,
    **draws.KINDS,
    **citations.KINDS,
    **undefined.KINDS,
    **reading.KINDS,
    **flows.KINDS,
    **hidden.KINDS,
    **networks.KINDS,
}
KINDS = {**FACTS, **ATTACKS}


def cases(kind: str, *, seed: str, number: int) -> Iterator[Case]:
    """At least ``number`` cases of a kind, the same for the same seed."""
    found, place = 0, 0
    while found < number:
        for case in KINDS[kind](Random(f"{seed} {kind} {place}")):
            yield replace(case, kind=kind)
            found += 1
        place += 1
