r"""The drawing of what leans on what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ntkprops.report.graph import GAP, graph, leaning

from .samples import PROVED, SAMPLE, claim

LABELS = [f"c{number}" for number in range(8)]


def test_what_is_cited_stands_to_the_left() -> None:
    """Columns follow the citations; what nothing cites and that cites nothing is counted and left out."""
    found = graph(SAMPLE.claims)
    at = {node.claim.label: node.x for node in found.nodes}

    assert at["first"] < at["second"] < at["third"] < at["fourth"]
    assert found.alone == 1 and "fifth" not in at


def test_only_what_is_wrong_and_not_corrected_is_leaned_on() -> None:
    """A confirmed erratum mends what cites it."""
    assert leaning(SAMPLE.claims) == {"fourth"}


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), max_size=20))
def test_any_graph_can_be_drawn(edges: list[tuple[str, str]]) -> None:
    """With circles, too, all claims that cite are drawn, within the picture, and no two overlap."""
    claims = [claim(one, PROVED, cites=tuple(b for a, b in edges if a == one)) for one in LABELS]
    found = graph(claims)

    assert {a for a, b in edges if a != b} <= {node.claim.label for node in found.nodes}
    for node in found.nodes:
        assert node.x >= 0 and node.x + node.width <= found.width
        assert node.y >= 0 and node.y + node.height <= found.height
        above = [other for other in found.nodes if other.x == node.x and other.y < node.y]
        assert all(other.y + other.height + GAP - 0.01 <= node.y for other in above)
