r"""One scalar obligation as a lemma: ``lemma(name, goal, given)``.

The assumptions of the symbols and the hypotheses stand explicitly. Coq divides by zero without a word, so the lemma
also concludes that nothing divides by zero, and that no root and no logarithm is of anything that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import sympy as sp

from ntkprops.proof.coq.script import script
from ntkprops.proof.coq.term import Names, NotCovered, proposition, term
from ntkprops.proof.scalar import Inequality

READABLE = re.compile(r"\\?([A-Za-z]+(?:_[A-Za-z0-9]+)?'?)")
TAKEN = frozenset(
    {
        *("R", "PI", "exp", "ln", "sqrt", "Rabs", "Rmax", "Rmin", "S", "O", "I", "sin", "cos", "tan", "nat", "is"),
        *("Set", "Prop", "SProp", "Type", "as", "at", "by", "cofix", "else", "end", "exists", "exists2", "fix", "for"),
        *("forall", "fun", "if", "in", "let", "match", "mod", "return", "then", "using", "where", "with"),
    }
)
INTRODUCED = re.compile(r"[acghlqper]+\d+")  # by proofs
NAMELESS = re.compile(r"x\d+")


def lemma(name: str, goal: Inequality, given: Sequence[Inequality] = ()) -> str:
    """The lemma with its proof, and a legend of the letters that are not the notes' own.

    Raises:
        NotCovered: a symbol is not known to be real, or an expression is not one of Coq's.

    >>> x = sp.Symbol("x", positive=True)
    >>> print(lemma("smaller", Inequality(1 / x, "<=", 2 / x)))
    Lemma smaller (x : R) :
      0 < x ->
      x <> 0 /\\ (1 / x) <= (2 / x).
    Proof.
      intros a1. split; [nonzero|].
      about_functions.
      apply (over_le _ _ 1 x); [positive | field; nonzero | ].
      first [ lra | solve [refine (multiple_le _ 1 (1) _ _ _); [positive | ring | nonnegative]] | nra ].
    Qed.
    """
    names = spellings((goal, *given))
    assumed, hypotheses = list(assumptions(names)), {f"h{i}": fact for i, fact in enumerate(given, 1)}
    conditions = list(dict.fromkeys(_conditions((goal, *given), names)))
    arrows = [*assumed, *(f"{proposition(fact, names)}" for fact in given)]
    introduced = " ".join(["intros", *(f"a{i}" for i, _ in enumerate(assumed, 1)), *hypotheses])
    conclusion = r" /\ ".join([*(text for text, _ in conditions), proposition(goal, names)])
    splits = "".join(f" split; [{way}|]." for _, way in conditions)
    bound = f" ({' '.join(names.values())} : R)" if names else ""
    return "\n".join(
        [
            *_legend(names),
            *(f"(* h{i}: {_quoted(fact.name)} *)" for i, fact in enumerate(given, 1) if fact.name),
            f"Lemma {name}{bound} :",
            *(f"  {fact} ->" for fact in arrows),
            f"  {conclusion}.",
            "Proof.",
            f"  {introduced}.{splits}" if arrows else f" {splits}",
            *(f"  {line}" for line in script(goal, hypotheses, names)),
            "Qed.",
        ]
    )


def spellings(facts: Iterable[Inequality]) -> dict[sp.Symbol, str]:
    r"""A name in Coq for every symbol: the notes' own where Coq can read it, ``x1, x2, ...`` for anything else.

    >>> spellings([Inequality(sp.Symbol(r"\lambda_0", real=True), "<=", sp.Symbol(r"\|u\|", real=True))]).values()
    dict_values(['lambda_0', 'x1'])
    """
    found = {symbol for fact in facts for symbol in fact.symbols}
    symbols = sorted(found, key=lambda symbol: (_readable(symbol) is None, symbol.name, sp.default_sort_key(symbol)))
    names: dict[sp.Symbol, str] = {}
    for symbol in symbols:
        name = _readable(symbol)
        if name is None or name in names.values():
            name = f"x{sum(NAMELESS.fullmatch(known) is not None for known in names.values()) + 1}"
        names[symbol] = name
    return names


def _readable(symbol: sp.Symbol) -> str | None:
    match = READABLE.fullmatch(symbol.name)
    name = match.group(1) if match else ""
    taken = name in TAKEN or INTRODUCED.fullmatch(name) or NAMELESS.fullmatch(name)
    return None if not name or taken else name


def _legend(names: Names) -> Iterator[str]:
    """What the letters stand for, where they are not the notes' own."""
    for symbol, name in names.items():
        if name != symbol.name.lstrip("\\"):
            yield f"(* {name} = {_quoted(symbol.name)} *)"


def _quoted(text: str) -> str:
    """Text that neither opens nor closes a comment or a string of Coq."""
    return text.replace("(*", "( *").replace("*)", "* )").replace('"', "''")


def assumptions(names: Names) -> Iterator[str]:
    """What the prover takes for granted of each symbol: counts are at least 1."""
    for symbol, name in names.items():
        if not symbol.is_real:
            raise NotCovered(f"{symbol} is not known to be real")
        if symbol.is_integer and symbol.is_positive:
            yield f"1 <= {name}"
        elif symbol.is_positive or symbol.is_negative:
            yield f"0 < {name}" if symbol.is_positive else f"{name} < 0"
        elif symbol.is_nonnegative or symbol.is_nonpositive:
            yield f"0 <= {name}" if symbol.is_nonnegative else f"{name} <= 0"
        elif symbol.is_nonzero:
            yield f"{name} <> 0"


def _conditions(facts: Iterable[Inequality], names: Names) -> Iterator[tuple[str, str]]:
    """Everything that must hold for the sides to mean something, with the tactic that shows it."""
    for fact in facts:
        for side in (fact.left, fact.right):
            for part in sp.postorder_traversal(side):
                yield from _condition(part, names)


def _condition(part: sp.Basic, names: Names) -> Iterator[tuple[str, str]]:
    if isinstance(part, sp.Pow) and part.exp.is_negative and not part.base.is_number:
        yield f"{term(part.base, names)} <> 0", "nonzero"
    if isinstance(part, sp.Pow) and not part.exp.is_integer and not part.base.is_number:
        yield f"0 <= {term(part.base, names)}", "nonnegative"
    if isinstance(part, sp.log) and not part.args[0].is_number:
        yield f"0 < {term(part.args[0], names)}", "positive"
