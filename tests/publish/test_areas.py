"""Provinces, districts and their P-codes in the files that have columns for them; nothing withheld among them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from exports import FIRST, LAST, samples

from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.release import load_release
from siegeline.theatre import load_theatre


def rows(form: str, told: Extract) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS[form].write(told).decode())))


def test_the_samples_places_have_provinces() -> None:
    told = [row for row in rows("acled", samples("internal")) if row["siegeline_place"]]
    assert {row["admin1"] for row in told} == {"Aleppo"} | {
        row["admin1"] for row in told if row["siegeline_place"].startswith("geonames:")
    }


def test_hxl_has_names_and_codes_that_libhxl_reads() -> None:
    hxl = pytest.importorskip("hxl")
    cells = list(csv.reader(io.StringIO(FORMATS["hxl"].write(samples("public")).decode())))
    found = [row.dictionary for row in hxl.data(cells).with_rows("#meta+layer=siege")]
    assert found
    assert {(row["#adm1+name"], row["#adm1+code"]) for row in found} == {("Aleppo", "SY02")}


def test_a_withheld_name_is_not_told_as_that_of_a_province(claims_in: Any) -> None:
    """Aleppo is withheld; Anadan, which is no part of it, lies in the province of that name."""
    claims = claims_in("Anadan is besieged. Madaya is besieged.", published=date(2016, 7, 7))
    release = load_release("public").model_copy(update={"places": ("aleppo",)})
    told = extract(claims, load_theatre("syria"), release, first=FIRST, last=LAST, released_on=LAST)
    for form in ("acled", "hxl"):
        written = FORMATS[form].write(told).decode()
        assert "Anadan" in written
        assert "Rural Damascus" in written
        assert "Aleppo" not in written
        assert "SY02" not in written
