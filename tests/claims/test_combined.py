"""The joined readers, on sentences of our own."""

import pytest

from siegeline.claims.frame import Frame

pytest.importorskip("onnxruntime")


def frames(sentence: str) -> dict[str, Frame]:
    from siegeline.claims.combined import CombinedReader

    return {frame.kind: frame for frame in CombinedReader().frames([sentence])[0]}


def test_who_holds_a_road_that_is_closed_has_closed_it() -> None:
    sentence = "The Salma road is held by government forces along its whole length and is closed to all traffic."
    agent = frames(sentence)["route_cut"].agent
    assert agent is not None
    assert sentence[agent.start : agent.end] == "government forces"


def test_who_holds_another_road_has_not() -> None:
    sentence = "The Salma road is held by government forces, and the Idlib highway is closed."
    assert frames(sentence)["route_cut"].agent is None
