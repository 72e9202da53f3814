"""The quick reader: a small network that was taught to give what the large one gives."""

import json
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("onnxruntime")

from siegeline.claims.claim import Claim
from siegeline.cli.gather import make_reader
from siegeline.cli.main import siegeline
from siegeline.reports import read_paths


def told(name: str) -> list[Claim]:
    reader = make_reader("syria", name)
    samples = read_paths([str(resources.files("siegeline") / "samples")])
    return [claim for _, claims in reader.read_all(samples) for claim in claims]


def key(claim: Claim) -> tuple[object, ...]:
    where = claim.place or claim.route
    return claim.report, claim.kind, claim.status, where and where.text


def test_quick_gives_nearly_what_the_large_network_gives_on_the_samples() -> None:
    quick, large = told("quick"), told("combined")
    assert {one.reader.split()[0] for one in quick} == {"quick"}
    shared = (Counter(map(key, quick)) & Counter(map(key, large))).total()
    assert 2 * shared / (len(quick) + len(large)) > 0.75
    assert shared < len(large)


def test_a_user_can_ask_for_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The rebels cut the Castello road on 17 July.\n", encoding="utf-8")
    result = CliRunner().invoke(
        siegeline, ["read", str(path), "--published", "2016-07-18", "--reader", "quick", "--as", "jsonl"]
    )
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["kind"], one["reader"].split()[0]) for one in claims] == [("route_cut", "quick")]
