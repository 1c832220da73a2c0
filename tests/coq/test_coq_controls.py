"""Negative controls of the Coq runner: wrong obligations, gaps and smuggled axioms must all be noticed."""

import pytest

TACTICS = "Proof. intros. first [lra | nra | field; lra]. Qed."

# Each name: an obligation of the lecture that these tactics prove, and the same with one symbol wrong.
TWINS = {
    "width, 512 and 511": (
        "forall n m D : R, 512 * n ^ 5 * D ^ 2 <= PI * m -> 4 * n * D ^ 2 * (128 * n ^ 4) <= PI * m",
        "forall n m D : R, 511 * n ^ 5 * D ^ 2 <= PI * m -> 4 * n * D ^ 2 * (128 * n ^ 4) <= PI * m",
    ),
    "radius and squared radius": (
        "forall r c : R, 0 < c -> r ^ 2 <= c ^ 2 -> r <= c",
        "forall r c : R, 0 < c -> r ^ 2 <= c -> r <= c",
    ),
    "2 and s": (
        "forall e s t : R, 0 <= e <= 1 -> 0 <= s <= t -> 2 * (1 - e) <= 2",
        "forall e s t : R, 0 <= e <= 1 -> 0 <= s <= t -> 2 * (1 - e) <= s",
    ),
    "decay and growth": (
        "forall e p q : R, 0 < e <= 1 -> 0 <= q -> p <= e * q -> p <= q",
        "forall e p q : R, 1 <= e -> 0 <= q -> p <= e * q -> p <= q",
    ),
    "eq-14, 4 and 8": (
        "forall n s d l : R, 0 < n -> 0 < s -> 4 * n ^ 2 / s * (s * d * l / (16 * n ^ 2)) = d * l / 4",
        "forall n s d l : R, 0 < n -> 0 < s -> 8 * n ^ 2 / s * (s * d * l / (16 * n ^ 2)) = d * l / 4",
    ),
}


def test_the_true_twins_are_proved(audited):
    """The control of the controls: the true obligations pass, by the same tactics, on the reals' axioms."""
    true = [right for right, _ in TWINS.values()]

    found = audited("".join(f"Lemma t{i} : {right}.\n{TACTICS}\n" for i, right in enumerate(true)))

    assert (found.problems, len(found.lemmas)) == ((), len(TWINS))


@pytest.mark.parametrize("wrong", [wrong for _, wrong in TWINS.values()], ids=TWINS)
def test_a_wrong_obligation_is_refused(audited, wrong):
    """The false twin falls."""
    found = audited(f"Lemma twin : {wrong}.\n{TACTICS}\n")

    assert found.problems and not found.lemmas


def test_admitted_is_noticed(audited):
    """coqc accepts Admitted and exits 0; the axioms of the lemma tell."""
    found = audited("Lemma gap : 1 = 2.\nAdmitted.\n")

    assert found.problems == ("NtkProps.Planted.gap rests on Planted.gap, which is not on the whitelist",)


def test_a_lemma_that_uses_an_admitted_one_is_noticed(audited):
    """A complete proof that rests on an incomplete one falls with it."""
    found = audited("Lemma gap : 1 = 2.\nAdmitted.\nLemma whole : 1 = 3.\nProof. pose proof gap. lra. Qed.\n")

    assert any(line.startswith("NtkProps.Planted.whole rests on Planted.gap") for line in found.problems)


def test_an_admitted_definition_is_noticed(audited):
    """A definition may be left open as well."""
    assert audited("Definition proof : 1 = 2.\nAdmitted.\n").problems


@pytest.mark.parametrize("word", ["Axiom", "Parameter", "Conjecture"])
def test_a_declared_axiom_is_noticed(audited, word):
    """Whatever is declared without a proof is named, used or not."""
    found = audited(f"{word} cheat : 1 = 2.\n")

    assert found.problems == ("NtkProps.Planted.cheat is declared without a proof",)


def test_an_axiom_under_a_whitelisted_name_is_noticed(audited):
    """A module of our own cannot lend its name to a gap."""
    found = audited("Module Classical_Prop.\nLemma classic : 1 = 2.\nAdmitted.\nEnd Classical_Prop.\n")

    assert found.problems


def test_unguarded_recursion_is_noticed(audited):
    """Switching the termination checker off proves False without an axiom; Coq still tells."""
    found = audited("Unset Guard Checking.\nFixpoint loop (n : nat) : False := loop n.\n")

    assert any("assumed to be guarded" in line for line in found.problems)


def test_interval_is_for_counterexamples_only(audited):
    """Interval computes with axioms on machine numbers; only the file of counterexamples may rest on them."""
    text = "From Interval Require Import Tactic.\nLemma pi_is_small : PI < 4.\nProof. interval. Qed.\n"

    assert any("PrimInt63" in line for line in audited(text).problems)


def test_counterexamples_may_compute(runner):
    """What elsewhere is a problem is allowed there, unless we declare the name ourselves."""
    add, own = "PrimInt63.add", frozenset({"NtkProps.Counterexamples.PrimInt63.add"})

    assert runner.is_allowed(add, file="Counterexamples", own=frozenset())
    assert not runner.is_allowed(add, file="Lecture12", own=frozenset())
    assert not runner.is_allowed(add, file="Counterexamples", own=own)


def test_a_file_may_rest_on_another(audited):
    """A lemma proved by one of the library passes: what was compiled before is found."""
    found = audited(
        "From NtkProps Require Import Bridges.\n"
        "Lemma root (x y : R) : 0 <= x -> 0 <= y -> x ^ 2 <= y ^ 2 -> x <= y.\n"
        "Proof. intros Hx Hy. now apply le_iff_squares. Qed.\n",
        needs=("Bridges",),
    )

    assert found.problems == ()
