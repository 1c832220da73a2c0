r"""With which probability does a witness fail, exactly? ``exact_chance(claim, recipe)``.

Where a witness is small and its numbers are rational, the space of draws is paved by cells of certified mass (see
``trial.chance``), and the failure probability has a certified lower bound: then no statistics carry the refutation.
For one sample and one neuron, and a ball of radius r in which the weight may move, it is often
:math:`\Pr[|z| \leq r] = \mathrm{erf}(r/\sqrt 2)`, said where it agrees with the bound to four digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import flint

from ntkprops.language.latex import to_latex
from ntkprops.meaning import scalar
from ntkprops.meaning.exact.enclosures import interval
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.measure.events import radius_formula
from ntkprops.trial.flow import Data
from ntkprops.trial.refute import failing_mass
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_networks import NetworkSetting
from ntkprops.trial.world import Effort

DIGITS = 6
CLOSE = flint.arb("1e-4")
SIMPLE = 1000  # denominators of the fractions that doubles are taken for
EFFORT = 20_000


def exact_chance(claim: Claim, recipe: Mapping[str, Any]) -> dict[str, str] | None:
    """What a witness file says of the failure probability: ``at_least``, and a ``closed_form`` where there is one.

    Args:
        claim: the one that the recipe refutes.
        recipe: of a claim with probability p over the draw, without trajectories.

    Returns:
        None where the instance is too large, its numbers are not simple, or the bound does not refute.
    """
    if recipe["kind"] != "chance" or recipe["times"]:
        return None
    setting = _setting(claim, recipe)
    scalars = {name: _fraction(value) for name, value in recipe["scalars"].items()}
    mass = failing_mass(claim.asked, setting, scalars, place=recipe["place"], effort=EFFORT)  # type: ignore[arg-type]
    if mass is None or not mass.lo > flint.arb(recipe["delta"]):
        return None
    lower = _rounded_down(mass.lo)
    form = _closed_form(claim, setting, scalars)
    if form is None or not abs(form[1] - mass.lo) < CLOSE * form[1]:
        return {"at_least": lower}
    return {"at_least": lower, "closed_form": form[0]}


def exact_words(found: Mapping[str, str]) -> str:
    """In a line.

    >>> exact_words({"at_least": "0.500000"})
    'with probability at least 0.500000'
    """
    form = f" = {found['closed_form']}" if "closed_form" in found else ""
    return f"with probability at least {found['at_least']}{form}"


def _setting(claim: Claim, recipe: Mapping[str, Any]) -> NetworkSetting:
    inputs = tuple(tuple(map(_fraction, row)) for row in recipe["data"]["X"])
    return NetworkSetting(claim.frame.roles, Data(inputs, tuple(map(_fraction, recipe["data"]["y"]))), recipe["m"])


def _fraction(value: float) -> Fraction:
    """The simple fraction that a double stands for, else the decimal that it prints."""
    simple = Fraction(value).limit_denominator(SIMPLE)
    return simple if float(simple) == value else Fraction(repr(float(value)))


def _rounded_down(value: flint.arb) -> str:
    scaled = (value.lower() * 10**DIGITS).floor().lower()
    return f"{round(float(scaled)) / 10**DIGITS:.{DIGITS}f}"


def _closed_form(
    claim: Claim, setting: NetworkSetting, scalars: Mapping[str, Fraction]
) -> tuple[str, flint.arb] | None:
    r"""The formula :math:`\mathrm{erf}(r/\sqrt 2)` with the claim's radius, and its value."""
    asked = claim.asked
    radius = next((r for fact in asked.drawn if (r := radius_formula(fact.relation, claim.frame.roles.weights))), None)
    if radius is None or setting.size != (1, 1) or setting.data.dimension != 1:
        return None
    place, known = (asked.notation, setting.fixed, setting), (scalars, asked.definitions, asked.usage)
    scene = Scene(*place, *known, Effort(EFFORT))  # type: ignore[arg-type]
    try:
        found = interval(scalar(radius, scene))
    except Undetermined:
        return None
    value = (found.lo.union(found.hi) / flint.arb(2).sqrt()).erf()
    return rf"\mathrm{{erf}}({to_latex(radius)} / \sqrt{{2}})", value
