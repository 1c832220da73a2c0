"""The width comes out of what is cited: its constants, its shares, and what a changed constant does to it."""

from __future__ import annotations

import pytest
import sympy as sp

from ntkprops.errors import LectureError
from ntkprops.proof.scalar import Countermodel, Inequality, decide
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.verdict import Kind
from ntkprops.width import Derivation, derive

n = sp.Symbol("n", positive=True, integer=True)
lambda_0, delta, *shares = sp.symbols(r"\lambda_0 \delta \delta_1 \delta_2 \delta_3", positive=True)
d1, d2, d3 = shares


def main(derivation: Derivation) -> sp.Expr:
    """The bound that the weights' movement asks."""
    (bound,) = [bound for bound in derivation.bounds if len(bound.parts) > 1]
    return bound.value


def test_the_residual_width_has_512(derivation: Derivation) -> None:
    """R' < R is equivalent to m > 512 n^5 |u(0)-y|^2 / (pi delta^2 lambda_0^4)."""
    (bound,) = [bound for bound in derivation.bounds if len(bound.parts) > 1]
    (residual,) = bound.exact.free_symbols - {n, lambda_0, d2}

    assert bound.exact == 512 * n**5 * residual**2 / (sp.pi * d2**2 * lambda_0**4)
    assert [step.why for step in bound.steps] == ["necessary", "sufficient", "on the event"]


def test_markov_makes_it_768(derivation: Derivation) -> None:
    """With the residual at most 3n/(2 delta_3) the width is (768/pi) n^6 / (delta_2^2 delta_3 lambda_0^4)."""
    assert main(derivation) == 768 * n**6 / (sp.pi * d2**2 * d3 * lambda_0**4)


def test_lemma_3_asks_its_own_width(derivation: Derivation) -> None:
    """Lemma 3 at a quarter of lambda_0 asks (8 n^2/lambda_0^2) log(2 n^2/delta_1)."""
    assert derivation.bounds[0].value == 8 * n**2 * sp.log(2 * n**2 / d1) / lambda_0**2


def test_every_step_is_checked(derivation: Derivation) -> None:
    """No step rests on the solver alone."""
    kinds = {step.proof.kind for bound in derivation.bounds for step in bound.steps}

    assert kinds <= {Kind.IDENTITY, Kind.KERNEL, Kind.BALL, Kind.RULE}


def test_the_claim_is_found_without_its_label(derivation: Derivation) -> None:
    """The only claim that bounds a count from below and uses several events is the theorem."""
    assert derivation.label == "theorem-1"
    assert [str(share.symbol) for share in derivation.shares] == [r"\delta_1", r"\delta_2", r"\delta_3"]


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ([(r"{16n^2}", r"{8n^2}")], sp.Rational(1, 4)),
        ([(r"{16n^2}", r"{32n^2}")], sp.Integer(4)),
        ([(r"2\sqrt{n} \|u(0) - y\|_2", r"4\sqrt{n} \|u(0) - y\|_2")], sp.Integer(4)),
        ([(r"\leq \frac{3n}{2}", r"\leq 3n"), (r"\frac{3n}{2\delta}", r"\frac{3n}{\delta}")], sp.Integer(2)),
        ([(r"{16n^2}", r"{16n}")], 1 / n**2),
        ([(r"\sqrt{2\pi}\delta\lambda_0}{16n^2}", r"\sqrt{2\pi}\delta^2\lambda_0}{16n^2}")], 1 / d2**2),
    ],
    ids=["16-to-8", "16-to-32", "2-to-4", "3/2-to-3", "n^2-to-n", "delta-to-delta^2"],
)
def test_a_changed_constant_changes_the_width(altered, derivation: Derivation, changes, factor) -> None:
    """Every constant comes from the page: R has one over it squared, R' its square, the residual itself."""
    changed = derive(altered(*changes))

    assert sp.simplify(main(changed) / main(derivation) - factor) == 0


def test_lemma_3_follows_its_epsilon(altered, derivation: Derivation) -> None:
    """Half the accuracy asks four times the width of Lemma 3."""
    changed = derive(altered((r'QUARTER = r"\frac{\lambda_0}{4}"', r'QUARTER = r"\frac{\lambda_0}{8}"')))

    assert sp.simplify(changed.bounds[0].value / derivation.bounds[0].value) == 4


def test_a_claim_without_events_keeps_its_residual() -> None:
    """The width condition by itself is solved in terms of the residual."""
    bound = derive(load_lecture(bundled_lecture()), "width-condition").bounds[0]

    assert bound.value == bound.exact
    assert sp.simplify(bound.value * sp.pi * delta**2 * lambda_0**4 / n**5).has(sp.Integer(512))


def test_an_unbounded_residual_is_refused(altered) -> None:
    """Where no event bounds the residual there is no width, and this is said."""
    lecture = altered(('                cite("initial-residual-markov", THIRD),\n', ""))

    with pytest.raises(LectureError, match="no cited event bounds"):
        derive(lecture)


def test_an_unknown_label_is_refused() -> None:
    """A label that is no statement's is answered with those that are."""
    with pytest.raises(LectureError, match=r"Known: .*theorem-1"):
        derive(load_lecture(bundled_lecture()), "theorem-2")


def test_a_claim_without_a_width_is_refused() -> None:
    """A claim that bounds no count from below has no width."""
    with pytest.raises(LectureError, match="must bound a count from below"):
        derive(load_lecture(bundled_lecture()), "least-eigenvalue-bound")


def test_a_smaller_constant_is_refuted(derivation: Derivation) -> None:
    """Negative control: from 511 in the place of 512 the movement's bound does not follow, on exact numbers."""
    (bound,) = [bound for bound in derivation.bounds if len(bound.parts) > 1]
    smaller = Inequality(derivation.width, ">", bound.exact * sp.Rational(511, 512))

    assert isinstance(decide(bound.asked, [smaller]), Countermodel)
