"""Claims on a name that two villages bear: listed, decided by a person, and read so from then on."""

import json
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from siegeline.claims import claim_from_json

from .conftest import Ask

BY = ("--who", "A. Reader", "--why", "the map of the district shows it")
TWO = (("tell-hamra-north", 36.2, 37.6), ("tell-hamra-south", 32.7, 36.1))


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A theatre with two villages of one name, a report that names it, and the options that say so."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(str(resources.files("siegeline") / "theatres" / "syria")), tmp_path / "mine")
    places = tmp_path / "mine" / "places.yaml"
    told = yaml.safe_load(places.read_text(encoding="utf-8"))
    rows = told["places"] if isinstance(told, dict) else told
    rows += [
        {"id": one, "name": "Tell Hamra", "kind": "village", "lat": lat, "lon": lon, "radius_km": 2, "source": "ours"}
        for one, lat, lon in TWO
    ]
    places.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    (tmp_path / "one.txt").write_text("The army captured Tell Hamra on 3 August 2016.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("The army captured Tell Hamra on 5 August 2016.\n", encoding="utf-8")
    return ("--theatre", "mine", "--record", str(tmp_path / "record.db"))


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(*words, "--as", "jsonl").stdout.splitlines()]


def read(ask: Ask, name: str, asked: tuple[str, ...]) -> None:
    assert ask("read", name, "--published", "2016-08-06", *asked).exit_code == 0


def test_undecided_then_decided_by_a_person_and_kept_for_the_next_report(ask: Ask, asked: tuple[str, ...]) -> None:
    read(ask, "one.txt", asked)
    [claim] = rows(ask, "claims", "--undecided", *asked)
    place = claim["place"]
    assert [place[name] for name in ("text", "id", "name", "lat", "lon", "radius_km")] == ["Tell Hamra", *[None] * 5]
    assert {one["id"] for one in place["candidates"]} == {one for one, _, _ in TWO}
    assert place["probability"] < 0.6
    assert rows(ask, "control", "--on", "2016-08-06", *asked) == []
    told = ask("claims", "--undecided", *asked)
    assert claim["id"] in told.stdout
    assert "36.20 37.60" in " ".join(told.stdout.split())
    assert "siegeline judge place CLAIM ID" in told.stderr

    ask("judge", "place", claim["id"], "tell-hamra-south", *BY, "--record", asked[-1])
    assert rows(ask, "claims", "--undecided", *asked) == []
    [row] = [one for one in rows(ask, "control", "--on", "2016-08-06", *asked) if one["basis"] == "claims"]
    assert (row["place"]["id"], row["for"]) == ("tell-hamra-south", [claim["id"]])

    read(ask, "two.txt", asked)
    later = next(one for one in rows(ask, "claims", *asked, "--without-judgements") if one["file"].endswith("two.txt"))
    assert (later["place"]["id"], later["place"]["lat"]) == ("tell-hamra-south", 32.7)
    assert later["place"]["candidates"][0]["reasons"][0].startswith("chosen by A. Reader on 20")
    assert ask("record", "verify", "--record", asked[-1]).exit_code == 0


def test_a_choice_that_was_withdrawn_is_not_kept(ask: Ask, asked: tuple[str, ...]) -> None:
    read(ask, "one.txt", asked)
    [claim] = rows(ask, "claims", "--undecided", *asked)
    told = ask("judge", "place", claim["id"], "tell-hamra-south", *BY, "--record", asked[-1]).stdout.strip()
    ask("judge", "withdraw", told, *BY, "--record", asked[-1])
    read(ask, "two.txt", asked)
    assert len(rows(ask, "claims", "--undecided", *asked)) == 2


def test_another_place_in_the_report_decides_and_ids_do_not_hang_on_it(ask: Ask, asked: tuple[str, ...]) -> None:
    report = Path("three.txt")
    report.write_text("Rebels hold Nawa. The army captured Tell Hamra on 3 August 2016.\n", encoding="utf-8")
    options = asked[:2]
    found = [one for one in rows(ask, "read", str(report), *options) if one["kind"] == "captured"]
    assert [one["place"]["id"] for one in found] == ["tell-hamra-south"]
    for one in found:
        claim = claim_from_json(one)
        assert claim.as_json() == one
        assert claim_from_json({**one, "place": {"text": one["place"]["text"]}, "id": ""}).id == one["id"]
