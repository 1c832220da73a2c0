r"""From the statements of lecture 12 to the width of its theorem, line by line, every line with its certificate.

    python proofs/derive_width.py [FOLDER]

Nothing is typed in: the constraints are read off what the theorem cites, each is solved for m by SymPy, and each step
is proved by the kernel (a certificate of polynomials over the rationals) or by a named rule.
"""

from __future__ import annotations

import sympy as sp
from page import run, say, say_proof

from ntkprops.statement.lecture import load_lecture
from ntkprops.width import derive, exact_width
from ntkprops.width.exponents import compared, exponents
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.split import best_split, equal_split


def say_bound(derivation: Derivation, bound: Bound) -> None:
    """A constraint: its rows, the width it is equivalent to, and the width that is enough."""
    say(f"{bound.name} asks")
    for part in bound.parts:
        say(f"    {part.says}        ({part.label}{', wanted' if part.wanted else ''})")
    say(f"  in one line: {bound.asked}")
    for step in bound.steps:
        say_proof(step.goal, step.why, step.given, step.proof)
    say(f"  so {derivation.width} {bound.op} {bound.value} is enough")
    say()


def main(folder: str) -> None:
    """Print the chain."""
    derivation = derive(load_lecture(folder))
    say(f"{derivation.label} of {derivation.lecture}: how large must {derivation.width} be?")
    for share in derivation.shares:
        say(f"  {share.label} may fail with probability {share.symbol}; the claim prints {share.printed}")
    for label, constant in derivation.constants:
        say(f"  {label} hides a constant; its reasons give {constant}")
    for fact in derivation.domain:
        say(f"  {fact}        ({fact.name})")
    say()
    for bound in derivation.bounds:
        say_bound(derivation, bound)
    for split in (equal_split(derivation), *(best_split(derivation) or ())):
        parts = ", ".join(f"{symbol} = {part}" for symbol, part in split.shares)
        say(f"{split.name} split: {parts}{', in the limit' if split.infimum else ''}")
        for bound in split.largest:
            say(f"  {derivation.width} {bound.op} {bound.value}  ({_front(bound.value):.1f} in front)")
        for step in split.steps:
            say_proof(step.goal, step.why, step.given, step.proof)
        say()
    for bound in derivation.bounds:
        found = exponents(derivation, bound)
        comparison = compared(derivation, found)
        say(f"class of {bound.name}: {found.monomial}{' up to logarithms' if found.logarithms else ''}")
        for row in found.rows:
            forces = " ".join(f"{symbol}^{power}" for symbol, power in row.forces if power != 0)
            say(f"    {row.multiplier} times {row.label} forces {forces}")
        say(f"    the printed class {derivation.printed} is {comparison.value if comparison else 'not compared'}")
    at = {"n": 4, "lambda_0": sp.Rational(1, 5), "delta": sp.Rational(1, 10)}
    if {str(symbol).replace("\\", "") for symbol in derivation.parameters} == set(at):
        say()
        for split in ("equal", "best"):
            say(f"{split} split at n = 4, lambda_0 = 1/5, delta = 1/10: {exact_width(derivation, split=split, **at)}")


def _front(value: sp.Expr) -> float:
    """The number in front of a monomial."""
    return float(sp.Mul(*(factor for factor in sp.Mul.make_args(value) if not factor.free_symbols)))


if __name__ == "__main__":
    run(main)
