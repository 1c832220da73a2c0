"""Vector and matrix algebra by NumPy alone: what a printed tree is worth on random arrays, and whether it holds there.

It shares nothing with the package but the tree; scalars, vectors and matrices are floats, columns and square arrays.
"""

from __future__ import annotations

import numpy as np

from ntkprops.language import Notation, count, declare, index, matrix, positive, real, vector
from ntkprops.language.tree import Expr, links

NOTATION = Notation(
    (
        declare("d", count),
        index("i", "j", over="d"),
        declare("x", vector("d")),
        declare("y", vector("d")),
        declare("z", vector("d")),
        declare("A", matrix("d", "d")),
        declare("B", matrix("d", "d")),
        declare("a", real),
        declare("b", real),
        declare("r", positive),
    )
)
TRUE = (
    r"\|x + y\|^2 = \|x\|^2 + 2 \langle x, y \rangle + \|y\|^2",
    r"\|x - y\|^2 + \|x + y\|^2 = 2 \|x\|^2 + 2 \|y\|^2",
    r"\langle x, y \rangle = \langle y, x \rangle",
    r"\langle A x, y \rangle = \langle x, A^\top y \rangle",
    r"\|x + y\| \leq \|x\| + \|y\|",
    r"|\langle x, y \rangle| \leq \|x\| \|y\|",
    r"2 \langle x, y \rangle \leq \|x\|^2 + \|y\|^2",
    r"2 \langle x, y \rangle \leq r \|x\|^2 + \frac{1}{r} \|y\|^2",
    r"\|A x\| \leq \|A\|_F \|x\|",
    r"\|A\|_2 \leq \|A\|_F",
    r"\|A + B\|_F \leq \|A\|_F + \|B\|_F",
    r"\|A B\|_F \leq \|A\|_F \|B\|_F",
    r"(A + B) x = A x + B x",
    r"(A B) x = A (B x)",
    r"(A B)^\top = B^\top A^\top",
    r"(A + B)^\top = A^\top + B^\top",
    r"\mathrm{tr}(A B) = \mathrm{tr}(B A)",
    r"\mathrm{tr}(A^\top A) = \|A\|_F^2",
    r"x^\top A y = y^\top A^\top x",
    r"\|a x\| = |a| \|x\|",
    r"a (x + y) = a x + a y",
    r"\langle a x + b y, z \rangle = a \langle x, z \rangle + b \langle y, z \rangle",
    r"\sum_{i=1}^d x_i y_i = \langle x, y \rangle",
    r"\|x\|^2 = \sum_{i=1}^d x_i^2",
    r"|x_i| \leq \|x\|",
    r"\|x\|_\infty \leq \|x\|_2",
    r"\|x\|_2 \leq \|x\|_1",
    r"\|x\|_1 \leq \sqrt{d} \|x\|_2",
    r"\|A x - b y\|^2 = \|A x\|^2 - 2 b \langle A x, y \rangle + b^2 \|y\|^2",
    r"\|x - z\| \leq \|x - y\| + \|y - z\|",
    r"\|x + y\|^2 \leq 2 \|x\|^2 + 2 \|y\|^2",
    r"|\|x\| - \|y\|| \leq \|x - y\|",
    r"x^\top (A + A^\top) x = 2 x^\top A x",
    r"\langle x, y \rangle = \frac{1}{4} (\|x + y\|^2 - \|x - y\|^2)",
    r"\|A + B\|_2 \leq \|A\|_2 + \|B\|_2",
    r"\|A x\|_2 \leq \|A\|_2 \|x\|_2",
    r"\|A^\top\|_F = \|A\|_F",
    r"\mathrm{tr}(A + B) = \mathrm{tr}(A) + \mathrm{tr}(B)",
    r"(a A)^\top = a A^\top",
    r"A (x + y) = A x + A y",
    r"\langle x, y \rangle \leq \|x\|_1 \|y\|_\infty",
    r"-\|x\| \|y\| \leq \langle x, y \rangle",
    r"0 \leq \|x - y\|^2 \leq 2 \|x\|^2 + 2 \|y\|^2",
    r"\|x + y + z\| \leq \|x\| + \|y\| + \|z\|",
    r"x^\top A^\top A x = \|A x\|^2",
)


def value(tree: Expr, at: dict) -> np.ndarray | float:
    """The worth of a tree."""
    parts = tree.args
    match tree.head:
        case "symbol":
            return at[tree.name]
        case "number":
            return float(tree.name)
        case "add":
            return sum(value(part, at) for part in parts[1:]) + value(parts[0], at)
        case "mul":
            return _product([value(part, at) for part in parts])
        case "neg":
            return -value(parts[0], at)
        case "div":
            return value(parts[0], at) / value(parts[1], at)
        case "pow":
            base, exponent = value(parts[0], at), value(parts[1], at)
            is_matrix = isinstance(base, np.ndarray)
            return np.linalg.matrix_power(base, int(exponent)) if is_matrix else _real(base**exponent)
        case "sqrt":
            return _real(value(parts[0], at) ** 0.5)
        case "abs":
            return abs(value(parts[0], at))
        case "norm":
            return _norm(_array(parts[0], at), tree.name)
        case "inner":
            return float(_array(parts[0], at)[:, 0] @ _array(parts[1], at)[:, 0])
        case "transpose":
            return _array(parts[0], at).T
        case "tr" | "Tr":
            return float(np.trace(_array(parts[0], at)))
        case "entry":
            places = tuple(int(value(part, at)) - 1 for part in parts[1:])
            return float(_array(parts[0], at)[places if len(places) > 1 else (*places, 0)])
        case "sum":
            name, (low, high) = parts[0].name, (int(value(part, at)) for part in parts[1:3])
            return sum(value(parts[3], {**at, name: float(k)}) for k in range(low, high + 1))
    raise NotImplementedError(tree.head)


def _real(found: complex) -> float:
    if isinstance(found, complex):
        raise NotImplementedError("a root of what is negative")
    return found


def _array(tree: Expr, at: dict) -> np.ndarray:
    """A vector or a matrix, also where both are one number."""
    return np.atleast_2d(value(tree, at))


def _product(factors: list) -> np.ndarray | float:
    result = factors[0]
    for factor in factors[1:]:
        both = isinstance(result, np.ndarray) and isinstance(factor, np.ndarray)
        result = result @ factor if both else result * factor
        if isinstance(result, np.ndarray) and result.shape == (1, 1) and both:
            result = float(result[0, 0])
    return result


def _norm(found: np.ndarray, kind: str) -> float:
    if 1 not in found.shape and kind in ("1", r"\infty"):
        raise NotImplementedError(kind)
    flat = found.ravel()
    if kind in ("1", r"\infty"):
        return float(np.abs(flat).sum() if kind == "1" else np.abs(flat).max())
    return float(np.linalg.norm(flat) if kind == "F" or 1 in found.shape else np.linalg.norm(found, 2))


def is_broken(tree: Expr, at: dict) -> bool:
    """Whether a chain certainly fails on floats: by more than rounding."""
    for left, op, right in links(tree):
        one, other = (np.asarray(value(side, at), dtype=float) for side in (left, right))
        slack = 1e-7 * (1 + np.abs(one).max() + np.abs(other).max())
        gap = one - other
        gaps = {"=": np.abs(gap).max(), "<=": gap.max(), "<": gap.max(), ">=": -gap.min(), ">": -gap.min()}
        if gaps.get(op, 0.0) > slack:
            return True
    return False


def draws(count: int):
    """Random values of every symbol; of several scales, with zeros and equal vectors among them."""
    rng = np.random.default_rng(7)
    for number in range(count):
        d = int(rng.integers(1, 4))
        scale = 10.0 ** rng.integers(-1, 2)
        at = {name: scale * rng.standard_normal((d, 1)) for name in "xyz"}
        at |= {name: rng.standard_normal((d, d)) * rng.choice([0.3, 1, 3]) for name in "AB"}
        at |= {"a": float(rng.standard_normal()), "b": float(rng.standard_normal()), "r": float(rng.exponential())}
        at |= {"d": float(d), "i": float(rng.integers(1, d + 1)), "j": float(rng.integers(1, d + 1))}
        if number % 5 == 1:
            at["y"] = at["x"] * rng.choice([-1.0, 1.0, 0.5])
        if number % 7 == 1:
            at["x"] = np.round(at["x"])
        yield at


def is_false(tree: Expr, *, tries: int = 400) -> bool | None:
    """Whether some random arrays break a formula; None where a part of it has no worth here, or floats cannot tell."""
    try:
        found = any(is_broken(tree, at) for at in draws(tries))
        return found if found or not {"<", ">", "!="} & {*tree.relations} else None
    except (NotImplementedError, ValueError, KeyError, IndexError, TypeError, ZeroDivisionError):
        return None
