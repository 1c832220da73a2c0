"""What the Coq files say of themselves, read without Coq."""

import doctest

from ntkprops.statement.rules import RULES


def test_every_header_names_rules_that_exist(runner, sources):
    """"Backs:" in the header of a file names rules of the closed set, at least one."""
    for path in sources:
        rules = runner.backs(path)

        assert rules and set(rules) <= set(RULES), path.name


def test_every_rule_is_backed(runner, sources):
    """No rule of the closed set is without a Coq file."""
    backed = {rule for path in sources for rule in runner.backs(path)}

    assert backed == set(RULES)


def test_no_proof_is_left_open(sources):
    """No file says Admitted, admit or Axiom: what the axioms tell is also plain to the eye."""
    for path in sources:
        words = set(path.read_text().replace(".", " ").split())

        assert not words & {"Admitted", "admit", "Axiom", "Parameter", "Abort"}, path.name


def test_without_coq_it_is_skipped_with_a_clear_word(runner, monkeypatch, capsys):
    """No coqc: said so, exit 0; under --require, exit 2."""
    monkeypatch.setattr(runner.shutil, "which", lambda tool: None)

    assert (runner.main([]), runner.main(["--require"])) == (0, 2)
    assert capsys.readouterr().out.startswith("SKIPPED: no coqc here.")


def test_the_examples_in_the_runner_hold(runner):
    """Its doctests."""
    assert doctest.testmod(runner).failed == 0
