"""Kinds: what sort of place a source's own words mean, and how far its point may be from what is meant."""

_CITY_PEOPLE, _TOWN_PEOPLE = 100_000, 5_000
RADIUS_KM = {"city": 5.0, "town": 2.0, "village": 1.0, "district": 2.0, "region": 25.0, "area": 5.0, "hill": 2.0}

# GeoNames feature codes (https://www.geonames.org/export/codes.html) that reports of a conflict name
FEATURES = {
    **dict.fromkeys(("ADM1", "ADM1H", "ADM2", "ADM2H", "ADM3", "RGN", "RGNH", "ISL", "PEN"), "region"),
    **dict.fromkeys(("ADM4", "ADM5", "ADMD", "AREA", "INDS", "OILF", "GASF", "PLN", "VAL", "MESA", "RESF"), "area"),
    **dict.fromkeys(("AIRB", "AIRF", "AIRP"), "airbase"),
    **dict.fromkeys(("MILB", "INSM", "NVB", "FT"), "base"),
    **dict.fromkeys(("DAM", "DAMQ"), "dam"),
    **dict.fromkeys(("BDG", "BDGQ"), "bridge"),
    **dict.fromkeys(("CSTM", "PSTB"), "crossing"),
    **dict.fromkeys(("HLL", "HLLS", "MT", "MTS", "PK", "RDGE", "PASS", "TMLU"), "hill"),
    **dict.fromkeys(
        ("CMP", "CMPRF", "PRN", "HSP", "PS", "MN", "MNQ", "UNIV", "FCTY", "PRT", "RSTN", "OILR"), "facility"
    ),
    "PPLX": "district",
}
_WORDS = {
    **dict.fromkeys(("region", "county", "province", "governorate", "state", "oblast", "raion"), "region"),
    **dict.fromkeys(("neighbourhood", "neighborhood", "suburb", "quarter", "borough", "district"), "district"),
    **dict.fromkeys(("hamlet", "village", "farm", "isolated_dwelling"), "village"),
    **dict.fromkeys(("campus", "facility", "camp", "hospital", "school", "factory", "prison"), "facility"),
    **dict.fromkeys(("airbase", "airport", "airfield", "air base", "aerodrome"), "airbase"),
    **dict.fromkeys(("base", "military", "military base", "barracks"), "base"),
    **dict.fromkeys(("checkpoint", "crossing", "border crossing", "border_control"), "crossing"),
    **dict.fromkeys(("hill", "peak", "mountain", "ridge"), "hill"),
    **{one: one for one in ("city", "town", "area", "bridge", "dam")},
    **dict.fromkeys(("macrocounty", "localadmin"), "area"),
}  # fmt: skip


def settlement(people: int | None) -> str:
    """City, town or village by the number of people; a village where nobody says."""
    if not people or people < _TOWN_PEOPLE:
        return "village"
    return "city" if people >= _CITY_PEOPLE else "town"


def kind_of_feature(feature_class: str, code: str, people: int | None) -> str | None:
    """The kind of a GeoNames feature; None for what reports of a conflict hardly name (wells, springs, shops)."""
    if code in FEATURES:
        return FEATURES[code]
    if feature_class != "P" or code in {"PPLQ", "PPLW", "PPLCH"}:
        return None
    if code == "PPLC":
        return "city"
    by_people = settlement(people)
    return "town" if code in {"PPLA", "PPLA2"} and by_people == "village" else by_people


def kind_of_word(word: str, people: int | None) -> str:
    """The kind that another source's word or feature code means; by people where it is a settlement or not known."""
    low = word.strip().lower()
    return _WORDS.get(low) or FEATURES.get(word.strip().upper()) or settlement(people)
