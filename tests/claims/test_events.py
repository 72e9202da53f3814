"""Events of other data sets, in their own columns, and the claims that they make; all rows are invented."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from siegeline.claims import claim_from_json
from siegeline.claims.events import DATASETS, Taker, events_in, is_imported
from siegeline.errors import InputError, UsageError
from siegeline.theatre import load_theatre

DATA = Path(__file__).parent.parent / "data/events"
ACLED, UCDP = str(DATA / "acled.csv"), str(DATA / "ucdp.csv")
VIINA = [str(DATA / "viina_info.csv"), str(DATA / "viina_labels.csv")]
FILES: dict[str, Sequence[str]] = {"acled": [ACLED], "ucdp": [UCDP], "viina": VIINA}


def claims_of(dataset: str, theatre: str = "syria"):
    taker = Taker(load_theatre(theatre))
    return {
        (event.id, claim.kind): claim
        for event in events_in(FILES[dataset], dataset)
        for claim in taker.take([event]).claims
    }


@pytest.mark.parametrize("dataset", FILES)
def test_a_file_is_known_by_its_columns(dataset: str) -> None:
    assert {event.dataset for event in events_in(FILES[dataset])} == {dataset}
    assert len({event.id for event in events_in(FILES[dataset])}) >= 12


def test_acled_says_who_takes_a_place() -> None:
    told = claims_of("acled")
    state, other = told["SYR90001", "captured"], told["SYR90002", "captured"]
    assert (state.agent.side, state.target.side, state.place.id) == ("government", "opposition", "bani-zeid")
    assert (other.agent.side, other.target.side) == ("opposition", "government")
    assert told["SYR90009", "handed_over"].agent.id == "syrian-army"


def test_actors_are_found_behind_their_codes() -> None:
    told = claims_of("acled")
    assert told["SYR90004", "airstrike"].agent.id == "russia"
    clash = told["SYR90005", "clash"]
    assert (clash.agent.id, clash.target.id) == ("islamic-state", "sdf")
    assert told["SYR90006", "bombing"].agent.id is None  # unidentified stays so
    assert claims_of("viina", "ukraine")["1", "shelled"].agent.side == "russia"


def test_days_are_as_exact_as_their_codes() -> None:
    told = claims_of("acled")
    assert told["SYR90001", "captured"].when.interval.edtf == "2016-07-27"
    assert told["SYR90005", "clash"].when.interval.edtf == "[2016-08-07..2016-08-13]"
    assert told["SYR90006", "bombing"].when.interval.edtf == "2016-08"
    assert claims_of("ucdp")["900002", "clash"].when.interval.edtf == "[2016-08-01..2016-08-07]"


def test_what_lies_near_a_place_or_in_a_region_is_not_told_of_the_place() -> None:
    told = claims_of("acled")
    region = told["SYR90011", "clash"].place
    assert (region.id, region.relation, region.geo_precision) == (None, "region", 3)
    assert told["SYR90012", "clash"].place.lat is None
    near = claims_of("ucdp")["900002", "clash"].place
    assert (near.id, near.relation, near.where_prec) == (None, "near", 2)


def test_each_row_has_its_source_and_words_in_its_text() -> None:
    taker = Taker(load_theatre("syria"))
    for event in events_in([UCDP]):
        taken = taker.take([event])
        for claim in taken.claims:
            assert [one.text for one in claim.chain] == ["UCDP GED", event.source]
            assert taken.report.text[claim.start : claim.end] == claim.quote == event.cells["source_headline"]
            assert claim_from_json(claim.as_json()) == claim
            assert is_imported(claim) == "ucdp"
            killed = (int(event.cells["low"]), int(event.cells["high"]))
            assert [(one.low, one.high) for one in claim.quantities] == [killed]
            assert all(taken.report.text[one.start : one.end] == one.text for one in claim.quantities)


def test_a_row_of_viina_makes_a_claim_for_each_label() -> None:
    rows = [event for event in events_in(VIINA) if event.id == "1"]
    assert {event.kind for event in rows} == {"shelled", "civilians_harmed"}
    assert len({claim.id for claim in Taker(load_theatre("ukraine")).take(rows).claims}) == 2
    assert {event.kind for event in events_in(VIINA) if event.id in {"5", "6"}} == {None}


def test_the_same_row_is_the_same_report() -> None:
    one, other = (Taker(load_theatre("syria")).take([next(events_in([ACLED]))]) for _ in range(2))
    assert (one.report.sha256, one.claims) == (other.report.sha256, other.claims)


BROKEN = [
    ("event_date", "yesterday", "line 2: event_date 'yesterday' is no day"),
    ("event_date", "", "line 2: event_date is empty"),
    ("latitude", "north", "are no point"),
    ("latitude", "97.1", "are no point"),
    ("fatalities", "many", "fatalities 'many' is no number"),
    ("geo_precision", "9", "geo_precision 9 is no code"),
]


@pytest.mark.parametrize(("column", "cell", "told"), BROKEN)
def test_a_bad_row_is_one_line_and_the_others_are_read(tmp_path: Path, column: str, cell: str, told: str) -> None:
    with Path(ACLED).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = cell
    path = tmp_path / "bad.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    problems: list[InputError] = []
    assert len(list(events_in([str(path)], on_problem=problems.append))) == len(rows) - 1
    assert len(problems) == 1
    assert told in str(problems[0])
    assert "\n" not in str(problems[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "has the columns of none of ACLED, UCDP GED, VIINA"),
        ("a,a\n1,2\n", "has two columns called 'a'"),
        ("a,b\n1,2,3\n", "line 2 has 3 columns where the first line has 2"),
        ('a,b\n"1,2\n', "is no CSV"),
        ("event_id,t_mil_b\n1,1\n", "holds labels without the events"),
        (
            ",".join(DATASETS["acled"].columns) + ",siegeline_made\n" + "1," * 7 + "x\n",
            "was written by siegeline itself",
        ),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as error:
        list(events_in([str(path)]))
    assert "\n" not in str(error.value)


def test_what_else_cannot_be_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no data set is called 'gdelt'"):
        list(events_in([ACLED], "gdelt"))
    with pytest.raises(InputError, match="has no column id, type_of_violence"):
        list(events_in([ACLED], "ucdp"))
    with pytest.raises(InputError, match="no such file"):
        list(events_in([str(tmp_path / "none.csv")]))
    latin = tmp_path / "latin.csv"
    latin.write_bytes(Path(ACLED).read_bytes().replace(b"Invented for a test", b"Invent\xe9"))
    with pytest.raises(InputError, match="is no UTF-8"):
        list(events_in([str(latin)]))


@pytest.mark.parametrize("written", ["06 August 2016", "20160806", "2016-08-06", "2016-08-06 00:00:00.000"])
def test_days_as_the_data_sets_write_them(tmp_path: Path, written: str) -> None:
    path = tmp_path / "days.csv"
    path.write_text(",".join(DATASETS["acled"].columns) + f"\nX1,{written},Battles,Armed clash,Aleppo,36.2,37.1\n")
    (event,) = events_in([str(path)])
    assert (event.first, event.kind) == (date(2016, 8, 6), "clash")
