r"""Where a formula is evaluated: one instance, the values of parameters, what is defined, the work that is
left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.language.notation import Notation
from ntkprops.proof.facts import Rewrite
from ntkprops.trial.tensor import Value
from ntkprops.trial.values import Undetermined
from ntkprops.trial.world import Effort, Instance, Setting, Usage

MOST_UNFOLDED = 32  # definitions within definitions


@dataclass(frozen=True)
class Scene:
    """Where a formula is evaluated.

    Args:
        notation: the symbols.
        instance: gives most symbols their values.
        setting: what stays when ``E`` or ``Pr`` draws anew.
        parameters: the values chosen for free scalars.
        definitions: what the lecture defines, by spelling.
        usage: what the formulas at hand mention.
        rule: whether a family chosen after the draw obeys the hypotheses, for use under ``E`` and ``Pr``.
        effort: the work that is left.
        bound: the values of bound variables; they come first.
        depth: how many definitions have been unfolded to come here.
    """

    notation: Notation
    instance: Instance
    setting: Setting
    parameters: Mapping[str, Value]
    definitions: Mapping[str, Sequence[Rewrite]]
    usage: Usage
    effort: Effort
    rule: Callable[[Scene], bool | None] | None = None
    bound: Mapping[str, Value] = field(default_factory=dict)
    depth: int = 0

    def unfolded(self) -> Scene:
        """The scene inside a definition.

        Raises:
            Undetermined: where definitions lean on themselves.
        """
        if self.depth >= MOST_UNFOLDED:
            raise Undetermined("a definition that leans on itself")
        return replace(self, depth=self.depth + 1)

    def bind(self, name: str, value: Value) -> Scene:
        """The scene inside a binder."""
        return replace(self, bound={**self.bound, name: value})

    def given_parameter(self, name: str, value: Value) -> Scene:
        """The scene with one more parameter."""
        return self.given({name: value})

    def given(self, values: Mapping[str, Value]) -> Scene:
        """The scene with these parameters."""
        return replace(self, parameters={**self.parameters, **values})

    def scalar(self, name: str) -> Value | None:
        """The value of a bound variable or a parameter."""
        return self.bound[name] if name in self.bound else self.parameters.get(name)
