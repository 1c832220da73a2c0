r"""Does a claim break on data that nobody thought of? ``suspects(claim, constant, look=...)``, smallest first.

Hypothesis draws data sets, widths and failure probabilities, is steered by how much speaks against the claim, and
shrinks what it finds. The layers of an example are keyed by the example itself, so that the search repeats itself;
nothing that it sees counts as evidence: what it hands out is decided on fresh draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, Phase, find, settings, target
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from ntkprops.draw import datasets, failure_probabilities, labels, unit_rows, widths
from ntkprops.draw.sphere import Rows, as_array
from ntkprops.errors import InputError
from ntkprops.proof.reading import CONSTANT
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.frame import Case, Frame, obeys_before
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.numbers import mended
from ntkprops.sampling.points import Points
from ntkprops.sampling.widths import bounds_of_width, least_width

try:
    from hypothesis.internal.conjecture.providers import HypothesisProvider
except ImportError:  # older versions draw no constants
    HypothesisProvider = None

EXAMPLES = 100
MOST_WIDTH = 64
SIZES = [(n, d) for n in range(1, 7) for d in (1, 2, 3)]  # each as likely; shrinks to the first
NOTHING = -1e6  # speaks against a claim
TRIED = 3  # suspects that are decided on fresh draws
SIMPLE = tuple(map(Fraction, ("1", "1/2", "2", "1/4", "4", "1/10")))
HOW = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.target, Phase.shrink),
    suppress_health_check=list(HealthCheck),  # type: ignore[arg-type]
)


@dataclass(frozen=True)
class Example:
    """Exact data, a width (None: the least that obeys what is given) and exact scalars."""

    rows: Rows
    labels: tuple[Fraction, ...]
    width: int | None
    scalars: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The data in exact numbers."""
        rows = ", ".join("(" + ", ".join(map(str, row)) + ")" for row in self.rows)
        return f"rows {rows}; labels {', '.join(map(str, self.labels))}"


def is_cheap(claim: Claim) -> bool:
    """Whether a claim may be searched so: no trajectory and no adversary has to be computed for every draw."""
    return not claim.asked.usage.timed and not claim.asked.usage.chosen and not claim.frame.free


def suspects(claim: Claim, constant: float, *, look: Callable[[Case, str], float]) -> list[tuple[str, Case]]:
    """Cases that look false, the smallest that was found first.

    Args:
        claim: a cheap one.
        constant: fills a hidden constant.
        look: how much speaks against the claim on a case, on draws keyed by a text; positive if it looks false.

    Returns:
        At most ``TRIED`` cases, each with the key of its draws.
    """
    found: dict[str, Case] = {}

    def looks_false(example: Example) -> bool:
        try:
            case = _case(claim.frame, example, constant)
            against = look(case, key_of(example)) if case is not None else NOTHING
        except (Unmeasured, InputError):
            return False
        target(max(against, NOTHING))
        if against > 0 and case is not None:
            found[key_of(example)] = case
        return against > 0

    try:
        with _no_constants_of_other_modules():
            smallest = find(_examples(claim.frame), looks_false, settings=HOW, random=Random(claim.frame.seed))
    except (NoSuchExample, Unsatisfiable):
        return []
    first = key_of(smallest)
    others = sorted((item for item in found.items() if item[0] != first), key=lambda item: item[1].size)
    return [(first, found[first]), *others[: TRIED - 1]]


@contextmanager
def _no_constants_of_other_modules() -> Iterator[None]:
    """Newer versions of Hypothesis also draw constants that they read in whatever modules are loaded, and keep them in
    the working directory: then a search would depend on the process that runs it."""
    if HypothesisProvider is None or not hasattr(HypothesisProvider, "_maybe_draw_constant"):
        yield
        return
    with patch.object(HypothesisProvider, "_maybe_draw_constant", lambda self, *choice, **how: None):
        yield


def key_of(example: Example) -> str:
    """What the draws of an example hang on: its numbers and nothing else."""
    return hashlib.sha256(repr(example).encode()).hexdigest()[:16]


def _case(frame: Frame, example: Example, constant: float) -> Case | None:
    y = np.array([float(label) for label in example.labels])
    points = Points(example.name, as_array(example.rows), y)
    scalars = {name: float(value) for name, value in example.scalars.items()}
    scalars = mended(frame, points, scalars) | ({CONSTANT: constant} if frame.has_constant else {})
    width = example.width if example.width is not None else least_width(frame, points, scalars)
    if width is None or width > frame.most_width:
        return None
    case = Case(points, width, scalars)
    return case if obeys_before(frame, case) else None


def _examples(frame: Frame) -> st.SearchStrategy[Example]:
    """Shrinks to one row (1,), the label 1, one neuron, and the simplest scalars."""
    needs_lambda = frame.roles.least_eigenvalue in frame.asked.usage.names
    width = st.none() if bounds_of_width(frame) else widths(at_most=MOST_WIDTH)
    scalars = st.fixed_dictionaries({name: _scalar(sort.kind) for name, sort in frame.asked.parameters})
    data = _with_lambda() if needs_lambda else _any_rows()
    return st.builds(lambda drawn, m, values: Example(drawn[0], drawn[1], m, values), data, width, scalars)


def _with_lambda() -> st.SearchStrategy[tuple[Rows, tuple[Fraction, ...]]]:
    sizes = st.sampled_from([(n, d) for n, d in SIZES if d > 1 or n <= 2])
    drawn = sizes.flatmap(lambda size: datasets(n=size[0], d=size[1], lambda_0_at_least=0.01))
    return drawn.map(lambda exact: (exact.rows, exact.labels))


def _any_rows() -> st.SearchStrategy[tuple[Rows, tuple[Fraction, ...]]]:
    return st.sampled_from(SIZES).flatmap(lambda size: st.tuples(unit_rows(*size), labels(size[0])))


def _scalar(kind: str) -> st.SearchStrategy[Fraction]:
    if kind == "probability":
        return failure_probabilities(max_denominator=20, at_least=Fraction(1, 20))
    if kind == "count":
        return st.integers(1, 4).map(Fraction)
    if kind == "sign":
        return st.sampled_from((Fraction(1), Fraction(-1)))
    return st.sampled_from(SIMPLE)
