"""Two Ukrainian reports of our own, from their words to sieges and routes."""

from datetime import date
from pathlib import Path

import pytest

from siegeline import picture
from siegeline.claims.claim import Claim
from siegeline.cli.gather import make_reader
from siegeline.reports import read_paths
from siegeline.theatre import Theatre, load_theatre

FOLDER = Path(__file__).parent.parent / "data" / "ukraine"


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("ukraine")


@pytest.fixture(scope="module")
def told() -> list[Claim]:
    pytest.importorskip("onnxruntime", reason="reads with the network: install siegeline[learned]")
    reader = make_reader("ukraine")
    return [claim for _, claims in reader.read_all(read_paths([str(FOLDER)])) for claim in claims]


def where(claim: Claim) -> str | None:
    ref = claim.route if claim.kind.startswith("route_") else claim.place
    return ref.id if ref else None


@pytest.mark.parametrize(
    ("kind", "status", "place", "side"),
    [
        ("captured", "actual", "lohvynove", "separatists"),
        ("route_cut", "actual", "bakhmut-debaltseve", "separatists"),
        ("route_cut", "denied", "bakhmut-debaltseve", None),
        ("besieged", "actual", "debaltseve", None),
        ("held", "actual", "vuhlehirsk", "separatists"),
        ("withdrew", "actual", "debaltseve", "ukraine"),
        ("captured", "actual", "debaltseve", "separatists"),
        ("besieged", "actual", "mariupol", "russia"),
        ("captured", "actual", "volnovakha", "russia"),
        ("route_cut", "actual", "mariupol-corridor", None),
        ("captured", "actual", "illich-works", "russia"),
        ("besieged", "actual", "azovstal", None),
        ("captured", "planned", "azovstal", None),
        ("held", "actual", "berdiansk", "russia"),
    ],
)
def test_a_claim_is_told(told: list[Claim], kind: str, status: str, place: str, side: str | None) -> None:
    found = [claim for claim in told if (claim.kind, claim.status, where(claim)) == (kind, status, place)]
    assert found
    assert side is None or side in {claim.agent.side for claim in found if claim.agent}


def test_a_partisan_word_stays_and_resolves_to_a_neutral_name(told: list[Claim], theatre: Theatre) -> None:
    orcs = next(claim.agent for claim in told if claim.agent and claim.agent.text == "orcs")
    assert orcs.id is not None
    assert theatre.actor[orcs.id].name == "Russian Armed Forces"


@pytest.mark.parametrize(
    ("day", "besieged", "routes"),
    [
        (date(2015, 2, 12), {"debaltseve"}, {"bakhmut-debaltseve"}),
        (date(2022, 3, 20), {"mariupol"}, {"mariupol-corridor"}),
        (date(2022, 5, 10), {"mariupol", "azovstal"}, {"mariupol-corridor"}),
    ],
)
def test_sieges_and_routes_follow(
    told: list[Claim], theatre: Theatre, day: date, besieged: set[str], routes: set[str]
) -> None:
    assert {row.place.id for row in picture.sieges(told, theatre, on=day)} == besieged
    assert routes <= {row.route.id for row in picture.routes(told, theatre, on=day) if row.state != "open"}


def test_the_republics_are_counted_with_russia_from_2022_on(theatre: Theatre) -> None:
    for one in ("dpr", "lpr", "separatists", "first-army-corps", "vostok-battalion"):
        assert theatre.actor[one].side_on(date(2022, 2, 23)) == "separatists", one
        assert theatre.actor[one].side_on(date(2022, 2, 24)) == "russia", one
    assert theatre.actor["russian-armed-forces"].side_on(date(2014, 3, 1)) == "russia"
    assert theatre.actor["russian-armed-forces"].side_on(date(2014, 8, 27)) == "separatists"
    assert theatre.actor["wagner"].side_on(date(2023, 5, 20)) == "russia"
    assert theatre.actor["wagner"].side_on(date(2024, 1, 1)) is None
