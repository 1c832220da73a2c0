"""What is no user's mistake is told as a bug of this tool, with its place; a name that nobody knows, with its like."""

from __future__ import annotations

import pytest

from ntkprops.errors import InputError, InternalError, LectureError, guarded, nearest
from ntkprops.language.tree import number, relation
from ntkprops.verdict import Outcome, Verdict, reached

WORDS = "internal error, please report: "


def deep(depth: int = 0) -> int:
    """Calls itself until the interpreter gives up."""
    return deep(depth + 1)


class MuteError(Exception):
    """Cannot even say what is wrong."""

    def __str__(self) -> str:
        raise ValueError("more digits than may be printed")


@pytest.mark.parametrize("error", [MemoryError("no room"), ValueError("zoo"), IndexError("pop"), AssertionError()])
def test_a_bug_is_told_with_its_type_and_its_message(error: Exception) -> None:
    """Whatever is raised becomes one kind of error, from the first."""
    with pytest.raises(InternalError, match=f"{WORDS}{type(error).__name__}.*{error}") as found, guarded():
        raise error

    assert found.value.__cause__ is error


def test_endless_recursion_is_a_bug_like_any_other() -> None:
    """There is room to say it once the stack is unwound."""
    with pytest.raises(InternalError, match="RecursionError: maximum recursion depth exceeded"), guarded():
        deep()


def test_a_bug_is_told_with_the_line_of_this_package() -> None:
    """Not where a library raised, but where it was called from."""
    with pytest.raises(InternalError, match=r"\(line \d+ of language/tree\.py\)$"), guarded():
        relation(number(1), "=", None).free  # type: ignore[arg-type]  # noqa: B018


def test_a_long_message_is_cut_and_a_broken_one_survives() -> None:
    """A formula of a million characters fills no screen; an exception without words is still told."""
    with pytest.raises(InternalError) as found, guarded():
        raise ValueError("9 " * 10**6)
    with pytest.raises(InternalError, match="MuteError"), guarded():
        raise MuteError

    assert len(found.value.message) < 300


@pytest.mark.parametrize("error", [InputError("n is 0"), LectureError("no such folder"), StopIteration()])
def test_what_is_known_passes(error: Exception) -> None:
    """A user's mistake, and what the caller expects, is no bug."""
    with pytest.raises(type(error)), guarded(StopIteration):
        try:
            raise error
        except StopIteration as known:
            raise known from None


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_ends_the_run_ends_it(error: type[BaseException]) -> None:
    """Ctrl-C is no bug of a claim."""
    with pytest.raises(error):
        reached(lambda: (_ for _ in ()).throw(error()))


def test_a_bug_becomes_an_undecided_verdict() -> None:
    """It says nothing about the formula, and is marked, so that nobody takes it for an open question."""
    found = reached(lambda: 1 // 0)

    assert isinstance(found, Verdict)
    assert (found.outcome, found.is_bug) == (Outcome.UNDECIDED, True)
    assert found.because.startswith(f"{WORDS}ZeroDivisionError")


def test_a_users_mistake_becomes_an_undecided_verdict_without_a_bug() -> None:
    """Negative control of the mark."""

    def cites_nothing() -> Verdict:
        raise LectureError("nothing of that name")

    assert reached(cites_nothing) == Verdict(Outcome.UNDECIDED, "nothing of that name")


def test_a_name_is_answered_with_its_like() -> None:
    """Of many labels only the nearest are named; of few all."""
    many = [f"claim-{k}" for k in range(60)] + ["lemma-4"]

    assert nearest("lema-4", many).startswith("Did you mean lemma-4")
    assert nearest("zzz", many) == "None of the 61 labels is like it; ntkprops check lists them."
    assert nearest("zzz", ["a", "b"]) == "Known: a, b."
