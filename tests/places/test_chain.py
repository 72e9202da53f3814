"""Chain: the places that a road runs by, in order."""

from siegeline.places.chain import Ground
from siegeline.places.place import Place

PATH = [(37.0, 36.0), (37.4, 36.0)]


def place(one: str, name: str, lon: float, lat: float, kind: str = "village", **more: object) -> Place:
    return Place(one, name, kind, lat, lon, **{"radius_km": 1.0, **more})  # type: ignore[arg-type]


def chain(*places: Place, near_km: float = 2.0) -> list[tuple[str, float]]:
    return [(passed.place, passed.km) for passed in Ground(places).along(PATH, near_km=near_km)]


def test_places_stand_in_the_order_of_the_road() -> None:
    east, west = place("t:1", "Castra", 37.3, 36.01), place("t:2", "Turris", 37.1, 35.99)
    assert chain(east, west) == [("t:2", 9.0), ("t:1", 27.0)]


def test_what_lies_too_far_off_is_left_out_but_for_large_places() -> None:
    far, city = place("t:1", "Castra", 37.3, 36.04), place("t:2", "Urbs", 37.2, 36.04, "city", radius_km=5.0)
    assert [one for one, _ in chain(far, city)] == ["t:2"]
    assert [one for one, _ in chain(far, city, near_km=5)] == ["t:2", "t:1"]


def test_regions_and_areas_are_no_stops() -> None:
    assert chain(place("t:1", "North", 37.1, 36.0, "region"), place("t:2", "East", 37.1, 36.0, "area")) == []


def test_two_records_of_one_place_are_one_stop() -> None:
    known = place("castra", "Castra", 37.3, 36.01, "town", overlay=True, aliases=("Al Castra Town",))
    assert [one for one, _ in chain(place("t:1", "Castra", 37.305, 36.0), known)] == ["castra"]
    assert [one for one, _ in chain(place("t:1", "Castra", 37.1, 36.0), known)] == ["t:1", "castra"]


def test_no_places_at_all() -> None:
    assert chain() == []
