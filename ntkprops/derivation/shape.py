r"""What a step may be made of: trees of the shapes that the reader makes, without variables of the checker's own.

A binder binds one symbol, a symbol has no parts, an operation has as many as it takes: what a tree says is free is so.
"""

from __future__ import annotations

from ntkprops.derivation.judgment import Formula, Source, Step
from ntkprops.language.tree import BINDERS, Expr

OWN = "#u"  # how the names begin that ``Terms.fresh`` gives
NONE, ONE, TWO, MAYBE, SOME = (0, 0), (1, 1), (2, 2), (1, 2), (1, None)
PARTS = {
    **dict.fromkeys(("symbol", "number", "constant"), NONE),
    **dict.fromkeys(("neg", "sqrt", "exp", "log", "abs", "norm", "transpose", "dot", "not", "indicator", "Var"), ONE),
    **dict.fromkeys(("lambda_min", "lambda_max", "tr", "Tr", "exists", "forall"), ONE),
    **dict.fromkeys(("div", "pow", "root", "inner", "derivative"), TWO),
    **dict.fromkeys(("E", "Pr", "partial", "grad"), MAYBE),
    **dict.fromkeys(("add", "mul", "max", "min", "union", "intersection", "set", "items"), SOME),
    **dict.fromkeys(("entry", "apply", "chain"), (2, None)),
    **dict.fromkeys(BINDERS, (4, 4)),
}


def is_plain(arg: object) -> bool:
    """Whether an argument of a step is made of names, numbers, trees, formulas and sources as they should be."""
    if isinstance(arg, Expr):
        return _is_tree(arg) and all(map(is_plain, arg.args))
    if isinstance(arg, Formula):
        return all(map(is_plain, (arg.relation, *arg.conditions, *arg.bound)))
    if isinstance(arg, Source):
        return all(map(is_plain, (arg.at, arg.formula)))
    if isinstance(arg, (tuple, list)):
        return all(map(is_plain, arg))
    return not isinstance(arg, Step) and not (isinstance(arg, str) and arg.startswith(OWN))


def _is_tree(tree: Expr) -> bool:
    least, most = PARTS.get(tree.head, (0, -1))
    whole = least <= len(tree.args) and (most is None or len(tree.args) <= most)
    binds = tree.head not in BINDERS or tree.args[0].head == "symbol"
    links = tree.head != "chain" or len(tree.relations) == len(tree.args) - 1
    named = bool(tree.name) or tree.head not in ("symbol", "number")
    return whole and named and not tree.name.startswith(OWN) and binds and links
