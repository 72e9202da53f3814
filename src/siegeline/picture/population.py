"""Population: how many people a besieged place holds: the range that the sources span, each source with its figure.

Three kinds of sources: claims that tell of the siege and number the people in it, the theatre's own figure, and
GeoNames. GeoNames counts the whole place, mostly before the war: it is the other end of the range where only one other
figure is told, stands alone where none is, and says so both times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from siegeline.claims.claim import Claim
from siegeline.picture.parameters import parameters
from siegeline.theatre import Theatre


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """How many people live in a place: a range and who says so."""

    low: int
    high: int
    source: str


def population_of(place: str | None, theatre: Theatre, claims: Iterable[Claim] = ()) -> Population | None:
    """The people of a place by its id; ``claims`` are those that tell of its siege. None: nobody tells."""
    told = [*_told(claims), *_own(place, theatre)]
    registered = _registered(place, theatre) if len({(one.low, one.high) for one in told}) < 2 else None
    return _span(
        sorted([*told, *([registered] if registered is not None else [])], key=lambda one: (one.low, one.high))
    )


def population_of_all(places: Sequence[str], theatre: Theatre) -> Population | None:
    """The people of several places together; says so where some of them have no figure."""
    found = [one for place in places if (one := population_of(place, theatre)) is not None]
    if not found:
        return None
    some = "" if len(found) == len(places) else f"; of {len(found)} of {len(places)} places"
    sources = "; ".join(dict.fromkeys(one.source for one in found))
    return Population(low=sum(one.low for one in found), high=sum(one.high for one in found), source=sources + some)


def _span(every: Sequence[Population]) -> Population | None:
    if not every:
        return None
    alike = len({(one.low, one.high) for one in every}) == 1
    sources = dict.fromkeys(one.source if alike else f"{_figure(one)}: {_who(one)}" for one in every)
    return Population(low=min(one.low for one in every), high=max(one.high for one in every), source="; ".join(sources))


def _who(one: Population) -> str:
    """Who says so; of a place's source, what it says of the people."""
    return one.source.partition("; population: ")[2] or one.source


def _figure(one: Population) -> str:
    return f"{one.low:,}" if one.low == one.high else f"{one.low:,} to {one.high:,}"


def _told(claims: Iterable[Claim]) -> Iterable[Population]:
    """What claims number as people of the place: in words for inhabitants, not fighters, dead or families."""
    words = parameters().sieges.inhabitants
    for claim in claims:
        for one in claim.quantities:
            least, most = one.low if one.low is not None else one.high, one.high if one.high is not None else one.low
            if one.what != "people" or one.unit != "people" or least is None or most is None or most <= 0:
                continue
            if one.text.lower().endswith(words):
                # no name: who is quoted may be kept back where the row is published; its claims are named beside it
                when = f" on {claim.stated}" if claim.stated is not None else ""
                yield Population(low=int(least), high=int(most), source=f"told with the siege{when}")


def _own(place: str | None, theatre: Theatre) -> Iterable[Population]:
    known = theatre.place.get(place or "")
    if known is not None and known.population:
        yield Population(low=known.population, high=known.population, source=known.source)


def _registered(place: str | None, theatre: Theatre) -> Population | None:
    known = theatre.place.get(place or "")
    number = known.geonames if known is not None else (place or "").partition("geonames:")[2]
    people = _geonames(f"geonames:{number}", tuple(theatre.countries)) if number else None
    source = f"GeoNames {number} (of the whole place, undated, not counted in the siege)"
    return Population(low=people, high=people, source=source) if people else None


@lru_cache(maxsize=4096)
def _geonames(one: str, countries: tuple[str, ...]) -> int | None:
    """GeoNames' figure of a place in the countries' lists that come with the program."""
    from siegeline.places.embedded import embedded  # late: opens files

    for code in countries:
        index = embedded(code)
        if (row := index.row(one)) is not None:
            return int(index.population[row]) or None
    return None
