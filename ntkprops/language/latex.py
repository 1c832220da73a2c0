r"""A tree back to LaTeX, such that reading it gives the same tree: ``to_latex(expr)``."""

from __future__ import annotations

from collections.abc import Iterable

from ntkprops.language.clean import COLUMN
from ntkprops.language.ranges import is_infinite
from ntkprops.language.tree import BINDERS, CONTINUOUS, Expr, number, transform
from ntkprops.language.vocabulary import ORDERS, VAGUE

ITEMS, CHAIN, UNION, SUM, TERM, FACTOR, ATOM = range(7)

RELATIONS = {
    "<=": r"\leq", ">=": r"\geq", "!=": r"\neq", "~": r"\sim", "subset": r"\subseteq",
    **{word: "\\" + word for word in (*VAGUE, *ORDERS, "in", "to")},
}  # fmt: skip
LEVELS = {
    "items": ITEMS, "chain": CHAIN, "forall": CHAIN, "exists": CHAIN, "union": UNION, "intersection": UNION,
    "add": SUM, "neg": SUM, "mul": TERM, **{head: TERM for head, command in BINDERS.items() if command},
    "exp": FACTOR, "log": FACTOR, "E": FACTOR, "pow": FACTOR, "transpose": FACTOR, "grad": ATOM,
    "Var": FACTOR, "Tr": FACTOR, "tr": FACTOR,
    "implies": ITEMS, "or": ITEMS, "typed": CHAIN, "over": TERM, "hadamard": TERM, "kronecker": TERM,
    **dict.fromkeys(("factorial", "not", "pinv", "at", "upper", "logb", "hessian", "conditional"), FACTOR),
    **dict.fromkeys(("Cov", "diag", "rank", "det", "sgn", "vec"), FACTOR),
}  # fmt: skip
BIG = {head: command for head, command in BINDERS.items() if command}
FENCES = {
    "abs": (r"\left|", r"\right|"), "set": (r"\{", r"\}"), "listing": ("[", "]"), "indicator": (r"\mathbf{1}[", "]"),
    "lambda_min": (r"\lambda_{\min}(", ")"), "lambda_max": (r"\lambda_{\max}(", ")"),
    "max": (r"\max\{", r"\}"), "min": (r"\min\{", r"\}"), "inner": (r"\langle ", r" \rangle"),
    "exp": (r"\exp(", ")"), "log": (r"\log(", ")"), "sqrt": (r"\sqrt{", "}"),
    "floor": (r"\lfloor ", r" \rfloor"), "ceil": (r"\lceil ", r" \rceil"),
    "sigma_min": (r"\sigma_{\min}(", ")"), "sigma_max": (r"\sigma_{\max}(", ")"),
    **{word: (rf"\mathrm{{{word}}}(", ")") for word in ("Cov", "diag", "rank", "det", "sgn", "vec")},
    "Var": (r"\mathrm{Var}(", ")"), "tr": (r"\mathrm{tr}(", ")"), "Tr": (r"\mathrm{Tr}(", ")"),
}  # fmt: skip


MEANS = {"E": r"\mathbb{E}", "Pr": r"\Pr"}
KEPT = "kept"  # a part that prints as its ``name``, whatever it is: its one argument says how tightly it binds


def kept(expr: Expr, text: str) -> Expr:
    """A stand-in for ``expr`` that is printed as ``text``."""
    return Expr(KEPT, (expr,), text)


def to_latex(expr: Expr) -> str:
    r"""The printed form of a tree.

    >>> from ntkprops.language.tree import Expr, number, transform, symbol
    >>> to_latex(Expr("exp", (Expr("neg", (Expr("mul", (symbol(r"\lambda_0"), symbol("t"))),)),)))
    '\\exp(-\\lambda_0 t)'
    """
    return _print(expr, ITEMS)


def plainly(expr: Expr) -> str:
    r"""The printed form of a tree with the side of every bar said, so that it has one reading."""
    return to_latex(transform(expr, _sided))


def _sided(expr: Expr) -> Expr:
    if expr.head != "norm":
        return expr
    under = f"_{{{expr.name}}}" if expr.name else ""
    return kept(expr, rf"\left\|{_print(expr.args[0], SUM)}\right\|{under}")


def _print(expr: Expr, least: int) -> str:
    """The printed form, in parentheses where it binds looser than ``least``."""
    text = _body(expr)
    head = expr.args[0].head if expr.head == KEPT else expr.head
    return f"({text})" if LEVELS.get(head, ATOM) < least else text


def _body(expr: Expr) -> str:
    head, args, name = expr.head, expr.args, expr.name
    if head == "listing" and name == COLUMN:
        return _environment("bmatrix", (_print(arg, SUM) for arg in args))
    if head in FENCES:
        left, right = FENCES[head]
        return left + ", ".join(_print(arg, CHAIN) for arg in args) + right
    if head in ("symbol", "number", "constant", KEPT):
        return name
    if head in BIG or head == "integral":
        return _binder(expr)
    special = _SPECIAL.get(head)
    if special is None:
        raise ValueError(f"no printed form for the head {head!r}")
    return special(expr)


def _ranged(name: str, expr: Expr, ends: tuple[str, str]) -> str:
    """A variable that runs through an interval: by relations where both kept ends are closed, else in the set."""
    below, above = (is_infinite(end) for end in expr.args[1:3])
    if below and above:
        return rf"{name} \in \mathbb{{R}}"
    if above and expr.name[0] == "[":
        return rf"{name} \geq {ends[0]}"
    if not below and not above and expr.name == "[]":
        return rf"{ends[0]} \leq {name} \leq {ends[1]}"
    return rf"{name} \in {expr.name[0]}{ends[0]}, {ends[1]}{expr.name[1]}"


def _binder(expr: Expr) -> str:
    variable, low, high, body = expr.args
    name = _print(variable, ATOM)
    tight = FACTOR if expr.head not in ("sum", "integral") and body.head == "mul" else TERM  # all in its reach
    if expr.head == "integral":
        return rf"\int_{{{_print(low, SUM)}}}^{{{_print(high, SUM)}}} {_print(body, SUM)} d{name}"
    if expr.head in ("maximum", "minimum") and low == number(1):
        return rf"{BIG[expr.head]}_{{{name} \in [{_print(high, SUM)}]}} {_print(body, tight)}"
    ends = _print(low, SUM), _print(high, SUM)
    if expr.head in CONTINUOUS:
        return rf"{BIG[expr.head]}_{{{_ranged(name, expr, ends)}}} {_print(body, tight)}"
    if expr.head in ("maximum", "minimum"):
        return rf"{BIG[expr.head]}_{{{ends[0]} \leq {name} \leq {ends[1]}}} {_print(body, tight)}"
    return rf"{BIG[expr.head]}_{{{name}={ends[0]}}}^{{{ends[1]}}} {_print(body, tight)}"


def _chain(expr: Expr) -> str:
    parts = [_print(expr.args[0], UNION)]
    for op, term in zip(expr.relations, expr.args[1:], strict=True):
        parts += [RELATIONS.get(op, op), _print(term, UNION)]
    return " ".join(part for part in parts if part)


def _sum(expr: Expr) -> str:
    text = ""
    for place, term in enumerate(expr.args):
        negative, later = term.head == "neg", expr.args[place + 1 :]
        plain = term.args[0] if negative else term
        least = TERM if place or negative or term.head == "add" else SUM  # (a + b) + c is not a + b + c
        least = FACTOR if _reaches(plain, later) else least
        text += (" - " if negative else " + ") if place else "-" * negative
        text += _print(plain, least)
    return text


def _reaches(term: Expr, later: tuple[Expr, ...]) -> bool:
    """Whether a later term speaks of what a sum at the end of a term binds, as if it stood in that sum."""
    last = term.args[-1] if term.head == "mul" else term
    return last.head in BIG and any(last.args[0].free & other.free for other in later)


def _product(expr: Expr) -> str:
    text, before = "", None
    for place, factor in enumerate(expr.args):
        last = place == len(expr.args) - 1
        part = _print(factor, TERM if last and factor.head in BIG else FACTOR)
        if before is not None:
            crowded = part[0].isdigit() or (part[0] == "(" and before.head in ("symbol", "entry", "dot"))
            text += r" \cdot " if crowded else " "
        text, before = text + part, factor
    return text


def _entry(expr: Expr) -> str:
    base, *indices = expr.args
    script = "".join(_print(i, ATOM) for i in indices) if all(i.head == "symbol" for i in indices) else ", ".join(
        _print(i, SUM) for i in indices
    )  # fmt: skip
    script = " ".join(_print(i, ATOM) for i in indices) if "\\" in script and "," not in script else script
    if base.head == "apply":
        return f"{_print(base.args[0], ATOM)}_{{{script}}}({_arguments(base)})"
    return f"{_print(base, ATOM)}_{{{script}}}"


def _arguments(expr: Expr) -> str:
    return "; ".join(_print(arg, SUM) for arg in expr.args[1:])


def _norm(expr: Expr) -> str:
    return rf"\|{_print(expr.args[0], SUM)}\|" + (f"_{{{expr.name}}}" if expr.name else "")


def _drawn(expr: Expr, word: str) -> str:
    body, *drawn = expr.args
    over = f"_{{{_print(drawn[0], SUM)}}}" if drawn else ""
    return rf"{word}{over}[{_print(body, CHAIN)}]"


def _family(expr: Expr) -> str:
    variable, low, high, body = expr.args
    return rf"\{{{_print(body, SUM)}\}}_{{{_print(variable, ATOM)}={_print(low, SUM)}}}^{{{_print(high, SUM)}}}"


def _space(expr: Expr) -> str:
    if expr.name == "[]":
        return f"[{_print(expr.args[0], SUM)}]"
    return r"\mathbb{R}" + (f"^{{{_print(expr.args[0], SUM)}}}" if expr.args else "")


def _gradient(expr: Expr, sign: str = r"\nabla") -> str:
    body, *by = expr.args
    over = f"_{{{_print(by[0], SUM)}}}" if by else ""
    return rf"{sign}{over} {_print(body, ATOM)}"


def _environment(name: str, rows: Iterable[str]) -> str:
    return rf"\begin{{{name}}} " + r" \\ ".join(rows) + rf" \end{{{name}}}"


def _case(expr: Expr) -> str:
    value, *condition = expr.args
    said = r"\text{if } " + _print(condition[0], ITEMS) if condition else r"\text{otherwise}"
    return f"{_print(value, SUM)} & {said}"


def _over(expr: Expr) -> str:
    variables, condition, body = expr.args
    tight = FACTOR if body.head == "mul" else TERM
    under = _print(condition if condition.head != "blank" else variables, ITEMS)
    if expr.name in MEANS:
        return rf"{MEANS[expr.name]}_{{{under}}}[{_print(body, CHAIN)}]"
    if expr.name == "int":
        where = "" if condition.head == "blank" else f"_{{{under}}}"
        return rf"\int{where} {_print(body, SUM)} d{_print(variables, ATOM)}"
    return rf"\{expr.name}_{{{under}}} {_print(body, tight)}"


def _conditional(expr: Expr) -> str:
    body, given, *drawn = expr.args
    word = MEANS.get(expr.name, rf"\mathrm{{{expr.name}}}")
    over = f"_{{{_print(drawn[0], SUM)}}}" if drawn else ""
    return rf"{word}{over}[{_print(body, ITEMS)} \mid {_print(given, ITEMS)}]"


def _sized(expr: Expr, word: str) -> str:
    return word + (f"_{{{_print(expr.args[0], SUM)}}}" if expr.args else "")


def _implies(expr: Expr) -> str:
    if expr.args[1].args and expr.args[1].args[0].head == "blank":  # a row that goes on from the one above
        return rf"{_print(expr.args[1], CHAIN)} \text{{ if }} {_print(expr.args[0], CHAIN)}"
    sign = r"\iff" if expr.name == "<=>" else r"\implies"
    return rf"{_print(expr.args[0], ITEMS)} {sign} {_print(expr.args[1], CHAIN)}"


def _base(expr: Expr) -> str:
    return _print(expr, ATOM if expr.head != "entry" else FACTOR)


_SPECIAL = {
    "items": lambda e: ", ".join(_print(arg, CHAIN) for arg in e.args),
    "chain": _chain,
    "forall": lambda e: r"\forall " + _print(e.args[0], CHAIN),
    "exists": lambda e: r"\exists " + _print(e.args[0], CHAIN),
    "union": lambda e: r" \cup ".join((_print(e.args[0], UNION), _print(e.args[1], SUM))),
    "intersection": lambda e: r" \cap ".join((_print(e.args[0], UNION), _print(e.args[1], SUM))),
    "add": _sum,
    "neg": lambda e: "-" + _print(e.args[0], TERM),
    "mul": _product,
    "div": lambda e: rf"\frac{{{_print(e.args[0], SUM)}}}{{{_print(e.args[1], SUM)}}}",
    "pow": lambda e: f"{_base(e.args[0])}^{{{_print(e.args[1], SUM)}}}",
    "root": lambda e: rf"\sqrt[{_print(e.args[0], SUM)}]{{{_print(e.args[1], SUM)}}}",
    "transpose": lambda e: rf"{_base(e.args[0])}^\top",
    "entry": _entry,
    "apply": lambda e: f"{_print(e.args[0], ATOM)}({_arguments(e)})",
    "dot": lambda e: rf"\dot{{{_print(e.args[0], ATOM)}}}",
    "norm": _norm,
    "E": lambda e: _drawn(e, r"\mathbb{E}"),
    "Pr": lambda e: _drawn(e, r"\Pr"),
    "not": lambda e: rf"\neg ({_print(e.args[0], CHAIN)})",
    "or": lambda e: rf"{_print(e.args[0], ITEMS)} \text{{ or }} {_print(e.args[1], CHAIN)}",
    "implies": _implies,
    "typed": lambda e: rf"{_print(e.args[0], CHAIN)} : {_print(e.args[1], CHAIN)}",
    "builder": lambda e: rf"\{{{_print(e.args[0], ITEMS)} \mid {_print(e.args[1], ITEMS)}\}}",
    "factorial": lambda e: f"{_print(e.args[0], ATOM)}!",
    "binom": lambda e: rf"\binom{{{_print(e.args[0], SUM)}}}{{{_print(e.args[1], SUM)}}}",
    "logb": lambda e: rf"\log_{{{_print(e.args[0], SUM)}}}({_print(e.args[1], CHAIN)})",
    "pnorm": lambda e: rf"\|{_print(e.args[0], SUM)}\|_{{{_print(e.args[1], SUM)}}}",
    "hadamard": lambda e: rf"{_print(e.args[0], TERM)} \odot {_print(e.args[1], FACTOR)}",
    "kronecker": lambda e: rf"{_print(e.args[0], TERM)} \otimes {_print(e.args[1], FACTOR)}",
    "pinv": lambda e: rf"{_base(e.args[0])}^\dagger",
    "hessian": lambda e: _gradient(e, r"\nabla^2"),
    "identity": lambda e: _sized(e, "I"),
    "ones": lambda e: _sized(e, r"\mathbf{1}"),
    "rows": lambda e: _environment("bmatrix", (" & ".join(_print(a, SUM) for a in row.args) for row in e.args)),
    "cases": lambda e: _environment("cases", map(_case, e.args)),
    "at": lambda e: rf"\left. {_base(e.args[0])} \right|_{{{_print(e.args[1], ITEMS)}}}",
    "upper": lambda e: rf"{_print(e.args[0], ATOM)}^{{({_print(e.args[1], ITEMS)})}}",
    "conditional": _conditional,
    "over": _over,
    "soft": lambda e: f"{e.name}({_print(e.args[0], SUM)})",
    "family": _family,
    "derivative": lambda e: rf"\frac{{d {_print(e.args[0], TERM)}}}{{d{_print(e.args[1], ATOM)}}}",
    "partial": lambda e: rf"\frac{{\partial {_print(e.args[0], TERM)}}}{{\partial {_print(e.args[1], TERM)}}}",
    "grad": _gradient,
    "landau": lambda e: f"{'O' if e.name == 'O' else chr(92) + e.name}({_print(e.args[0], SUM)})",
    "law": lambda e: rf"\text{{{e.name}}}({', '.join(_print(arg, SUM) for arg in e.args)})"
    if e.name != "uniform" else rf"\text{{uniform}}\{{{', '.join(_print(arg, SUM) for arg in e.args)}\}}",
    "space": _space,
    "dots": lambda e: r"\dots",
    "blank": lambda e: "",
}  # fmt: skip
