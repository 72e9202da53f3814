"""Our claims beside another data set's events: an exported file shows no difference, and a changed one does."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exports import FIRST, LAST, samples

from siegeline.claims.events import Taker, events_in
from siegeline.publish.compare import Comparison, compare
from siegeline.publish.extract import extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.release import load_release
from siegeline.theatre import load_theatre

THEIRS = Path(__file__).parent.parent / "data/events"
Change = Callable[[list[dict[str, str]]], Any]


def compared(path: Path, dataset: str, release: str = "public") -> Comparison:
    return compare(samples(release), events_in([str(path)], own=True), dataset)


def exported(tmp_path: Path, form: str, release: str, change: Change = lambda rows: None) -> Path:
    path = tmp_path / f"{form}.csv"
    path.write_bytes(FORMATS[form].write(samples(release)))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("release", ["public", "partner", "internal"])
@pytest.mark.parametrize("form", ["acled", "ucdp"])
def test_our_own_file_read_back_has_no_difference(tmp_path: Path, form: str, release: str) -> None:
    found = compared(exported(tmp_path, form, release), form, release)
    assert (found.only_ours, found.only_theirs) == ((), ())
    assert found.both
    assert len(found.both) == len(found.matched)


def _without_companions(rows: list[dict[str, str]]) -> None:
    for row in rows:
        row.update({name: "" for name in row if name.startswith("siegeline_") and name != "siegeline_made"})


def test_it_is_told_by_their_columns_alone(tmp_path: Path) -> None:
    found = compared(exported(tmp_path, "acled", "public", _without_companions), "acled")
    assert (found.only_ours, found.only_theirs) == ((), ())


@pytest.mark.parametrize(
    ("column", "value"), [("event_date", "2016-09-01"), ("sub_event_type", "Suicide bomb"), ("latitude", "33.0")]
)
def test_another_day_type_or_place_is_a_difference_on_both_sides(tmp_path: Path, column: str, value: str) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        moved = [row for row in rows if row["location"] == "Bani Zeid"]
        assert moved
        for row in moved:
            row[column] = value
            if column == "latitude":
                row["location"] = "Elsewhere"

    found = compared(exported(tmp_path, "acled", "public", change), "acled")
    assert {one.name for one in found.only_ours} == {"Bani Zeid"}
    assert len(found.only_theirs) == len(found.only_ours)


def test_a_row_that_is_gone_is_only_ours_and_one_that_was_added_only_theirs(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        gone = [row for row in rows if row["location"] == "Bani Zeid"]
        assert gone
        rows[:] = [row for row in rows if row not in gone]
        rows.append({**rows[0], "event_id_cnty": "SYR1", "event_date": "2016-08-01", "sub_event_type": "Grenade"})

    found = compared(exported(tmp_path, "acled", "public", change), "acled")
    assert {one.name for one in found.only_ours} == {"Bani Zeid"}
    assert [(one.id, one.type.rpartition(": ")[2]) for one in found.only_theirs] == [("SYR1", "Grenade")]


def test_beside_theirs(claims_in: Any) -> None:
    syria = load_theatre("syria")
    claims = claims_in(
        "The rebels captured the Ramouseh artillery base on 6 August 2016. Saraqib was shelled on 9 August 2016.",
        published=date(2016, 8, 10),
    )
    told = extract(claims, syria, load_release("internal"), first=FIRST, last=LAST)
    events = list(events_in([str(THEIRS / "acled.csv")]))
    found = compare(told, events, "acled")
    assert {one.id for one in found.matched} == {"SYR90002"}
    rows = list(found.rows())
    assert [(row["only_in"], row["place"]) for row in rows if row["first"] == "2016-08-09"] == [
        ("theirs", "Saraqib"),  # bombed from the air, they say
        ("ours", "Saraqib"),  # shelled, we say
    ]
    assert {row["id"] for row in rows if row["only_in"] == "theirs"} == {one.id for one in events} - {"SYR90002"}
    for by in ("type", "place", "day", "month"):
        counts = list(found.counts(by))
        assert sum(row["only_ours"] for row in counts) == len(found.only_ours) == 1
        assert sum(row["only_theirs"] for row in counts) == len(events) - 1
        assert sum(row["ours_told_by_both"] for row in counts) == len(found.both)


def test_events_of_other_days_are_not_held_against_us() -> None:
    told = extract(
        samples("internal").claims, load_theatre("syria"), load_release("internal"), first=date(2016, 8, 1), last=LAST
    )
    found = compare(told, events_in([str(THEIRS / "acled.csv")]), "acled")
    assert "SYR90001" not in {one.id for one in found.only_theirs}  # 27 July


def test_claims_that_were_imported_are_none_of_ours() -> None:
    syria = load_theatre("syria")
    taker = Taker(syria)
    imported = [claim for event in events_in([str(THEIRS / "ucdp.csv")]) for claim in taker.take([event]).claims]
    told = extract(imported, syria, load_release("internal"), first=FIRST, last=LAST)
    found = compare(told, events_in([str(THEIRS / "ucdp.csv")]), "ucdp")
    assert (found.both, found.only_ours, len(found.only_theirs)) == ((), (), 12)


def test_what_their_types_do_not_have_is_counted_apart() -> None:
    viina = [str(THEIRS / name) for name in ("viina_info.csv", "viina_labels.csv")]
    found = compare(samples("internal"), events_in(viina), "viina")
    kinds = {one.type for one in found.only_ours}
    assert "besieged" not in kinds
    assert "airstrike" in kinds
    assert found.apart == sum(claim.status == "actual" for claim in samples("internal").claims) - len(found.only_ours)
