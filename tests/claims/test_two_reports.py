"""The two reports that the program was made for, against what a careful reader found in them."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from siegeline.claims.claim import Claim
from siegeline.cli.gather import make_reader
from siegeline.reports import read_paths

SHARED = Path(__file__).parents[3] / "shared" / "reports"
LIST = yaml.safe_load((Path(__file__).parents[1] / "data" / "two_reports.yaml").read_text(encoding="utf-8"))
WANTED = 39  # of the 40 statements on the list

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the two reports are not here ({SHARED})")


@cache
def claims_of(name: str) -> list[Claim]:
    return make_reader("syria").read(next(iter(read_paths([str(SHARED / name)]))))


def fits(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    statuses = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
    told = {
        "agent": claim.agent and claim.agent.side,
        "target": claim.target and claim.target.side,
        "place": claim.place and claim.place.id,
        "route": claim.route and claim.route.id,
        "speaker": claim.speaker and claim.speaker.text,
        "start": claim.when.interval.first,
        "begun_by": claim.when.interval.start.latest,
    }
    said = " ".join(claim.quote.replace("’", "'").split())
    return (
        wanted["in"] in said
        and claim.kind in wanted["kind"]
        and claim.status in statuses
        and all(told[name] == wanted[name] for name in told if name in wanted)
    )


def missing() -> Iterator[int]:
    for report in LIST.values():
        found = claims_of(report["file"])
        for statement in report["statements"]:
            if not any(fits(claim, statement) for claim in found):
                yield statement["n"]


def test_most_statements_come_out_right() -> None:
    lost = list(missing())
    count = sum(len(report["statements"]) for report in LIST.values())
    assert count - len(lost) >= WANTED, f"not found: {lost}"


@pytest.mark.parametrize("report", LIST.values(), ids=LIST)
def test_what_must_never_come_out(report: Mapping[str, Any]) -> None:
    for claim in claims_of(report["file"]):
        for never in report["never"]:
            same = claim.kind == never["kind"] and claim.status == never.get("status", claim.status)
            place = "place" not in never or (claim.place is not None and claim.place.id == never["place"])
            assert not (same and place and never.get("in", "") in claim.quote), claim


@pytest.mark.parametrize("report", LIST.values(), ids=LIST)
def test_quotes_are_the_original_text(report: Mapping[str, Any]) -> None:
    text = next(iter(read_paths([str(SHARED / report["file"])]))).text
    for claim in claims_of(report["file"]):
        assert text[claim.start : claim.end] == claim.quote
