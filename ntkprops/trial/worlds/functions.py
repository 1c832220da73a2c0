r"""What may a function be that the notes declare and do not define? ``forms_of(row, notation)``: a small catalogue.

Each form is a formula, so that its values, gradients and rates are those of what it says: affine, quadratic, cubic
and exponential functions of a number or a vector; constants, affine, saturating and exponential functions of time.
``C`` and ``D`` in a form are free constants; their names in a witness are ``C_f`` and ``D_f``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ntkprops.language.notation import Notation, Sort, Symbol, count, declare, real, vector
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, replace_free, symbol, transform
from ntkprops.proof.facts import Rewrite, plain_norms
from ntkprops.trial.worlds.meant import traits_of

TIMES = ("time", "start")
NOTATION = Notation((
    declare("d", count), declare("s", real), declare("C", real), declare("D", real),
    declare("z", vector("d")), declare("B", vector("d")),
))  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A formula in its argument, with its derivative by time; ``least`` is the sort that its values keep to.

    ``traits`` are words that are true of it; ``constants`` its free constants: C of the sort of the values, D a slope,
    N one that is not negative, B a vector like the argument.
    """

    body: str
    traits: str = ""
    least: str = "real"
    constants: str = ""
    rate: str = ""


OF_TIME = (
    Form("C", "bounded continuous lipschitz smooth", "any", "C", "0 C"),
    Form("C + s D", "continuous lipschitz smooth", "real", "CD", "D"),
    Form("C + s D", "continuous lipschitz smooth", "positive", "CN", "D"),
    Form(r"\exp(s) C", "continuous", "positive", "C", r"\exp(s) C"),
    Form(r"\exp(-s) C", "bounded continuous lipschitz smooth", "probability", "C", r"-\exp(-s) C"),
    Form(r"C + \frac{s}{1 + s} D", "bounded continuous lipschitz smooth", "real", "CD", r"\frac{1}{(1 + s)^2} D"),
    Form(r"C + \frac{s}{1 + s} D", "bounded continuous lipschitz smooth", "positive", "CN", r"\frac{1}{(1 + s)^2} D"),
)
OF_NUMBER = (
    Form(r"\frac{1}{2} s^2", "convex strong smooth continuous", "nonnegative"),
    Form(r"s", "convex concave linear smooth lipschitz increasing continuous"),
    Form(r"s^2", "convex strong smooth continuous", "nonnegative"),
    Form(r"C", "convex concave smooth lipschitz bounded continuous", "any", "C"),
    Form(r"C + s D", "convex concave smooth lipschitz continuous", constants="CD"),
    Form(r"\exp(s)", "convex increasing continuous", "positive"),
    Form(r"s^3", "increasing continuous"),
    Form(r"-s^2", "concave smooth continuous"),
    Form(r"1 + s^2", "convex strong smooth continuous", "positive"),
)
OF_VECTOR = (
    Form(r"\frac{1}{2} \|z\|_2^2", "convex strong smooth continuous", "nonnegative"),
    Form(r"\langle B, z \rangle", "convex concave linear smooth lipschitz continuous", constants="B"),
    Form(r"\|z\|_2^2", "convex strong smooth continuous", "nonnegative"),
    Form(r"\langle B, z \rangle^2", "convex smooth continuous", "nonnegative", "B"),
    Form(r"C", "convex concave smooth lipschitz bounded continuous", "any", "C"),
    Form(r"\langle B, z \rangle^3", "continuous", constants="B"),
    Form(r"\exp(\langle B, z \rangle)", "convex continuous", "positive", "B"),
    Form(r"-\|z\|_2^2", "concave smooth continuous"),
    Form(r"1 + \|z\|_2^2", "convex strong smooth continuous", "positive"),
)
KEPT = {  # the sorts that values of a form keep to
    "any": ("real", "nonnegative", "positive", "probability", "time", "count", "sign"),
    "real": ("real",),
    "nonnegative": ("real", "nonnegative", "time"),
    "positive": ("real", "nonnegative", "positive", "time"),
    "probability": ("real", "nonnegative", "positive", "probability", "time"),
}


@dataclass(frozen=True)
class Chosen(Rewrite):
    """A rewriting that no notes say: what a function is on an instance."""


@dataclass(frozen=True)
class Choice:
    """What a function is: the rewritings that say it, and the constants in them, declared like other symbols."""

    rules: tuple[Rewrite, ...]
    constants: tuple[Symbol, ...]


def is_time(row: Symbol) -> bool:
    """Whether a symbol is a function of time."""
    return len(row.of) == 1 and row.of[0] in TIMES


def choices_of(row: Symbol) -> list[Choice]:
    """The functions that a symbol may be, simplest first; none where none here is of its kind, or its name is known.

    >>> choice = choices_of(declare("g", real, of=(real,)))[0]
    >>> choice.rules[0].body == read(r"\\frac{1}{2} s^2", NOTATION)
    True
    """
    traits = traits_of(row)
    if len(row.of) != 1 or traits is None:
        return []
    kind = row.of[0]
    if is_time(row):
        forms, argument = OF_TIME, "s"
    elif isinstance(kind, Sort) and row.sort.is_scalar and not row.over and (kind.is_scalar or kind.kind == "vector"):
        forms, argument = (OF_NUMBER, "s") if kind.is_scalar else (OF_VECTOR, "z")
    else:
        return []
    wanted = row.sort.kind if row.sort.is_scalar else "real"
    fitting = [f for f in forms if wanted in KEPT[f.least] and traits <= {*f.traits.split()}]
    return [_choice(form, row, argument) for form in fitting]


def _choice(form: Form, row: Symbol, argument: str) -> Choice:
    names = {letter: symbol(_constant(letter, row)) for letter in "CDB"}

    def rule(pattern: Expr, text: str) -> Chosen:
        body = replace_free(transform(read(text, NOTATION), plain_norms), names)
        return Chosen(pattern, body, frozenset({argument}), row.name)

    rules = [rule(Expr("apply", (symbol(row.name), symbol(argument))), form.body)]
    if form.rate:
        rules.append(rule(Expr("apply", (Expr("dot", (symbol(row.name),)), symbol(argument))), form.rate))
    own = replace(row, of=(), random=False, law="", meaning="")
    slopes = {"C": own.sort, "D": real, "N": Sort("nonnegative"), "B": row.of[0]}
    sorts = {letter: own.sort if not own.sort.is_scalar else sort for letter, sort in slopes.items() if letter != "B"}
    sorts["B"] = slopes["B"]  # type: ignore[assignment]
    constants = (replace(own, name=_constant(letter, row), sort=sorts[letter],
                         over=() if letter == "B" else own.over) for letter in form.constants)  # fmt: skip
    return Choice(tuple(rules), tuple(constants))


def _constant(letter: str, row: Symbol) -> str:
    return f"{'D' if letter == 'N' else letter}_{{{row.name}}}"
