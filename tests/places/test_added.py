"""Added: places from a user's file, and what is wrong in it by line."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from geonames_server import zipped
from siegeline.errors import InputError, UsageError
from siegeline.places.added import Added, countries_of, read_added, settled
from siegeline.places.place import Place

SHARED = Path(__file__).parents[3] / "shared" / "places"


def read(folder: Path, file: str, text: str, **columns: str) -> Added:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return read_added(path, table="ours", columns=columns)


def problems(added: Added) -> list[str]:
    return [str(problem).partition("ours.")[2] for problem in added.problems]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("name,lat,lon", "Castra,36.1,37.2"),
        ("Latitude;Longitude;Name_EN", "36.1;37.2;Castra"),
        ("settlement\ty\tx", "Castra\t36.1\t37.2"),
        ("PLACE_NAME,LAT_DD,LON_DD", "Castra,36.1,37.2"),
        ("village,lng,latitude", "Castra,37.2,36.1"),
        ("name;lat;lon", "Castra;36,1;37,2"),
    ],
)
def test_columns_by_their_usual_names(tmp_path: Path, head: str, row: str) -> None:
    [place] = read(tmp_path, "ours.csv", f"{head}\n{row}\n").places
    assert (place.name, place.lat, place.lon) == ("Castra", 36.1, 37.2)
    assert place.id.startswith("ours:")


def test_all_that_a_table_may_say(tmp_path: Path) -> None:
    added = read(
        tmp_path, "ours.csv",
        "id,name,name_ar,aliases,type,population,country,province,lat,lon,radius_km\n"
        '7,Castra,كسترا,Kastra; Qastra,town,"12,000",SY,North,36.1,37.2,3.5\n',
    )  # fmt: skip
    assert added.places == (
        Place(
            "ours:7", "Castra", "town", 36.1, 37.2, 3.5, ("Kastra", "Qastra"), 12000, None, "ours: ours.csv:2", False,
            "SY", "North", "town", ("كسترا",),
        ),
    )  # fmt: skip
    assert "name from 'name'" in added.columns
    assert "names in other languages from 'name_ar'" in added.columns


def test_a_column_that_is_named_goes_before_the_guess(tmp_path: Path) -> None:
    text = "name,Ort,lat,lon\nwrong,Castra,36.1,37.2\n"
    assert [place.name for place in read(tmp_path, "ours.csv", text).places] == ["wrong"]
    assert [place.name for place in read(tmp_path, "ours.csv", text, name="Ort").places] == ["Castra"]
    with pytest.raises(UsageError, match="no column 'Town'; it has 'name', 'Ort'"):
        read(tmp_path, "ours.csv", text, name="Town")
    with pytest.raises(UsageError, match="no field 'nom'"):
        read(tmp_path, "ours.csv", text, nom="Ort")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ort,lat,lon\nCastra,1,2\n", "has no column of names .* it has 'Ort', 'lat', 'lon'.*--column name=COLUMN"),
        ("name,place_x\nCastra,1\n", "has no columns of points"),
        ("", "has no row of column names"),
        ("just words\n", "has no row of column names"),
        ('name,lat,lon\n"Castra,1,2\n', r"ours\.csv:2: is no row of a table"),
    ],
)
def test_a_table_that_cannot_be_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(tmp_path, "ours.csv", text)


def test_bad_rows_are_told_by_line(tmp_path: Path) -> None:
    added = read(
        tmp_path, "ours.csv",
        "id,name,lat,lon,population\n"
        "1,Castra,36.1,37.2,\n"
        "2,,36.1,37.2,\n"
        "3,Turris,north,37.2,\n"
        "4,Turris,96.1,37.2,\n"
        "5,Turris,36.1\n"
        "6,Turris,36.1,,\n"
        "7,Turris,0,0,\n"
        "8,Turris,36.1,37.2,many\n"
        "1,Other,36.5,37.2,\n"
        "\n"
        "9,Turris,36.2,37.2,5\n",
    )  # fmt: skip
    assert [place.name for place in added.places] == ["Castra", "Turris"]
    assert problems(added) == [
        "csv:3: has no name; give it one or remove it",
        "csv:4: has the lat 'north'; write degrees such as 36.2",
        "csv:5: has the lat '96.1'; write degrees such as 36.2",
        "csv:6: has 3 columns, not 5; mend or remove it",
        "csv:7: has no lon; write degrees such as 36.2",
        "csv:8: has the point 0, 0; mend it: latitude, longitude in degrees",
        "csv:9: has the population 'many'; write a number, or leave it empty",
        f"csv:10: has the id 'ours:1' of {tmp_path}/ours.csv:2; give each its own",
    ]


def test_a_list_of_p_codes(tmp_path: Path) -> None:
    added = read(
        tmp_path, "ours.csv",
        "ADM3_EN,ADM3_AR,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,Latitude,Longitude\n"
        "#adm3+name,#adm3+name+ar,#adm3+code,#adm2+name,#adm2+code,#adm1+name,#adm1+code,#country,#country+code,#lat,#lon\n"
        "Castra,كسترا,XA010203,Mid,XA0102,North,XA01,Xland,XA,36.1,37.2\n"
        ",,,Mid,XA0102,North,XA01,Xland,XA,36.2,37.3\n",
    )  # fmt: skip
    assert added.problems == ()
    castra, mid = added.places
    assert (castra.id, castra.name, castra.kind, castra.country) == ("ours:XA010203", "Castra", "district", "XA")
    assert (castra.admin, castra.native) == ("Mid, North", ("كسترا",))
    assert (mid.id, mid.name, mid.kind, mid.admin) == ("ours:XA0102", "Mid", "region", "North")


def test_p_codes_of_populated_places(tmp_path: Path) -> None:
    text = "admin4Name_en,admin4Pcode,admin1Name_en,admin1Pcode,center_lat,center_lon\nCastra,C1,North,XA01,36.1,37.2\n"
    [place] = read(tmp_path, "ours.csv", text).places
    assert (place.id, place.name, place.kind, place.admin) == ("ours:C1", "Castra", "village", "North")


def test_geojson_of_points_and_areas(tmp_path: Path) -> None:
    square = [[[37.0, 36.0], [37.2, 36.0], [37.2, 36.2], [37.0, 36.2], [37.0, 36.0]]]
    features = [
        {"type": "Feature", "id": 5, "properties": {"name": "Castra"},
         "geometry": {"type": "Point", "coordinates": [37.2, 36.1]}},
        {"type": "Feature", "properties": {"name": "Field", "kind": "area"},
         "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None},
        {"type": "Feature", "properties": {"name": "Bad"}, "geometry": {"type": "Point", "coordinates": ["a", "b"]}},
        {"type": "Feature", "properties": {"name": "Far"}, "geometry": {"type": "Point", "coordinates": [37, 136]}},
        7,
    ]  # fmt: skip
    added = read(tmp_path, "ours.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    castra, field = added.places
    assert (castra.id, castra.lat, castra.lon) == ("ours:5", 36.1, 37.2)
    assert (field.lat, field.lon) == pytest.approx((36.1, 37.1), abs=0.01)
    assert field.radius_km == pytest.approx(11, abs=0.5)
    told = [problem.partition(": ")[2] for problem in problems(added)]
    assert [one.partition(":")[0] for one in told] == [f"feature {number}" for number in (3, 4, 5, 6)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"type": "FeatureCollection"', "is no JSON"),
        ('{"type": "FeatureCollection", "features": 3}', "no list of features"),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},'
            ' "features": []}',
            "3857.*4326",
        ),
    ],
)
def test_geojson_that_is_none(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(tmp_path, "ours.geojson", text)


WOF = (
    {"wof_id": 1, "type": "region", "name": "North", "lat": 36.5, "lon": 37.5, "pop": 0, "gn": None, "names": {}},
    {
        "wof_id": 2, "type": "locality", "name": "Castra", "lat": 36.1, "lon": 37.2, "pop": 7000, "gn": 99,
        "hier": [{"region_id": 1}], "names": {"ara_x_preferred": ["كسترا"], "eng_x_variant": ["Kastra"]},
    },
    {"wof_id": 3, "type": "locality", "name": "كسترا", "lat": 36.11, "lon": 37.2, "gn": 99, "names": {"x": ["Qastra"]}},
    {"wof_id": 4, "type": "locality", "name": "Turris", "lat": 33.1, "lon": 36.2, "pop": 0, "gn": 99, "names": {}},
    {"wof_id": 5, "type": "country", "name": "Xland", "lat": 36.5, "lon": 37.5, "names": {}},
)  # fmt: skip


def test_json_lines_of_who_s_on_first(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(one) for one in WOF).encode()))
    added = read_added(path, table="ours")
    assert added.problems == ()
    north, castra, turris = added.places
    assert (north.id, north.kind, north.admin) == ("wof:1", "region", "")
    assert (castra.id, castra.name, castra.kind, castra.population) == ("geonames:99", "Castra", "town", 7000)
    assert (castra.aliases, castra.native, castra.admin) == (("Kastra", "Qastra"), ("كسترا",), "North")
    assert turris.id == "wof:4"  # far from Castra: the GeoNames id it gives is not its own


def test_json_lines_that_are_none(tmp_path: Path) -> None:
    added = read(tmp_path, "ours.jsonl", '{"name": "Castra", "lat": 1, "lon": 2}\n{"name":\n[1]\n')
    assert len(added.places) == 1
    assert [problem.partition(" ")[0] for problem in problems(added)] == ["jsonl:2:", "jsonl:3:"]


def test_a_name_in_other_letters_gives_way_to_one_in_latin_letters(tmp_path: Path) -> None:
    [place] = read(tmp_path, "ours.csv", "name,aliases,lat,lon\nКастра,Kastra,48,37\n").places
    assert (place.name, place.native) == ("Kastra", ("Кастра",))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x1f\x8b\x08broken", "cut short or no gzip"),
        (b"name,lat,lon\nCastr\xe9,1,2\n", r"ours\.csv:2: is not in UTF-8"),
        (b"PK\x03\x04 no", "is a zip archive"),
    ],
)
def test_bytes_that_are_no_table(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "ours.csv").write_bytes(data)
    with pytest.raises(InputError, match=told):
        read_added(tmp_path / "ours.csv", table="ours")


def test_a_workbook_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ours.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "")
    with pytest.raises(InputError, match="is a workbook; save it as CSV"):
        read_added(tmp_path / "ours.xlsx", table="ours")
    with pytest.raises(InputError, match="No such file"):
        read_added(tmp_path / "gone.csv", table="ours")


def test_a_country_s_archive_from_geonames_fetched_by_hand(tmp_path: Path) -> None:
    cells = "7\tCastra\tCastra\tKastra\t36.1\t37.2\tP\tPPL\tXA\t\t\t\t\t\t900\t\t300\tAsia/Xland\t2020-01-01"
    (tmp_path / "any name.zip").write_bytes(zipped("XA.txt", [cells]))
    added = read_added(tmp_path / "any name.zip", table="ours")
    assert [(place.id, place.country, place.aliases) for place in added.places] == [("geonames:7", "XA", ("Kastra",))]
    assert added.form == "GeoNames"
    (tmp_path / "names.zip").write_bytes(zipped("XA.txt", ["1\t7\ten\tKastra\t\t\t\t\t\t"]))
    with pytest.raises(InputError, match=r"XA\.txt:1: has 10 columns, not 19"):
        read_added(tmp_path / "names.zip", table="ours")


@pytest.mark.slow
def test_the_country_of_places_that_do_not_say_it() -> None:
    near_aleppo = [Place(f"t:{number}", "x", "village", 36.1 + number / 100, 37.2) for number in range(20)]
    near_kyiv = [Place("t:99", "x", "village", 50.4, 30.5)]
    assert countries_of([*near_aleppo, *near_kyiv]) == {"SY"}
    assert countries_of([*near_aleppo[:5], *near_kyiv]) == {"SY", "UA"}
    assert {place.country for place in settled(near_aleppo, {"SY"})} == {"SY"}
    assert {place.country for place in settled(near_aleppo, {"SY", "UA"})} == {""}
    assert countries_of([Place("t:1", "x", "village", 36, 37, country="TR")]) == {"TR"}


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared places are not here ({SHARED})")
def test_syria_s_settlements_are_read_without_loss() -> None:
    added = read_added(SHARED / "syria.jsonl.gz", table="syria")
    assert added.problems == ()
    assert len(added.places) == 10_421  # all 10,422 rows but the country's own
    assert sum(place.name == "An Nasiriyah" for place in added.places) == 12
