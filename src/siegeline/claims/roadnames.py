"""Road names: the names and descriptions of a theatre's roads, and the places on them, made ready for all reports."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from siegeline.places.names import folded, plain
from siegeline.theatre import Route, Theatre

# what a description says otherwise and means alike: "the last remaining supply route into the western districts"
_ALIKE = (
    (re.compile(r"\b(?:supply line|lifeline)s?\b"), "supply road"),
    (re.compile(r"\b(?:roads|routes?|highways?|motorways?|artery|arteries|ways?|passages?)\b"), "road"),
    (re.compile(r"\b(?:last|sole|single|remaining|only)(?: (?:last|sole|single|remaining|only|one))*\b"), "only"),
    (re.compile(r"\b(?:into|towards?)\b"), "to"),
    (re.compile(r"\bout of\b"), "from"),
    (re.compile(r"\b(north|south|east|west)ern\b"), r"\1"),
    (
        re.compile(r"\b(north|south|east|west) (?:part|half|side|sector|districts?|neighbou?rhoods|quarters|areas)\b"),
        r"\1",
    ),
    (re.compile(r"\b(?:the|a|an|its|their)\b"), " "),
    (re.compile(r"\s+"), " "),
)
_PLAIN = frozenset(
    ("road", "roads", "street", "highway", "motorway", "route", "way", "main", "ring", "bypass", "avenue")
)


def described_form(words: str) -> str:
    """A folded description in which words that mean alike are the same: of roads, "the only", "into", "eastern"."""
    for pattern, by in _ALIKE:
        words = pattern.sub(by, words)
    return words.strip()


class RouteNames:
    """The names and descriptions of a theatre's roads, folded once for all its reports."""

    def __init__(self, theatre: Theatre) -> None:
        self.routes = theatre.routes
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        for place in theatre.places:
            if place.part_of:
                self._parts[place.part_of].add(place.id)
        self._patterns = _longest_first(
            (folded(name), route)
            for route in theatre.routes
            for name in (route.name, *route.aliases)
            if not set(folded(name).split()) <= _PLAIN
        )
        told = ((described_form(folded(name)), route) for route in theatre.routes for name in route.described)
        self._told = _longest_first((name, route) for name, route in told if len(name.split()) >= 2)
        self.stops = {route.id: {*route.via, *(passed.place for passed in route.chain)} for route in theatre.routes}
        self._area = {route.id: self._area_of(theatre, route) for route in theatre.routes}
        self._joined = {route.id: self._named_in(theatre, route) for route in theatre.routes}
        self.words = {route.id: set(folded(" ".join((route.name, *route.aliases))).split()) for route in theatre.routes}

    def _area_of(self, theatre: Theatre, route: Route) -> set[str]:
        """The places that a road supplies or passes, and the cities that they are parts of."""
        ids = {*route.serves, *self.stops[route.id]}
        return ids | {whole for one in ids if (place := theatre.place.get(one)) and (whole := place.part_of)}

    def _named_in(self, theatre: Theatre, route: Route) -> set[str]:
        """The places that a road supplies or passes, and those that its name joins: "Palmyra–Deir ez-Zor road"."""
        ids = {*route.serves, *self.stops[route.id]}
        if is_imported(route):
            return ids  # its places are known, and there may be thousands of roads
        text = " ".join(f" {plain(name)} " for name in (route.name, *route.aliases))
        text = f" {' '.join(text.split())} "
        return ids | {
            place.id for place in theatre.places for name in (place.name, *place.aliases) if f" {plain(name)} " in text
        }

    def named(self, phrase: str, told: Collection[str] = ()) -> Route | None:
        """The road with the longest name that stands in a folded phrase.

        ``told`` are the ids of the places that the report names. Of roads of one name the one with most of them is
        meant. An imported road that has only a name ("Airport Road") is meant only where the report is on its area.
        """
        for name, pattern, routes in self._patterns:
            if name in phrase and pattern.search(phrase) and (found := self._of_one_name(routes, told)):
                return found
        return None

    def _of_one_name(self, routes: Sequence[Route], told: Collection[str]) -> Route | None:
        def near(route: Route) -> int:
            return len(self._area[route.id].intersection(told))

        own = [route for route in routes if not is_imported(route)]
        if own:
            return max(own, key=near)
        numbered = any(letter.isdigit() for route in routes for letter in route.name)
        best = max(routes, key=near)
        alone = sum(near(route) == near(best) for route in routes) == 1
        return best if alone and (near(best) or numbered or not told) else None

    def described(self, phrase: str, told: Collection[str]) -> Route | None:
        """The road that a folded phrase describes, of those on whose area the report is.

        ``told`` are the ids of the places that it names; the road with most of them is meant, then the longest
        description.
        """
        form = described_form(phrase)
        found = [
            route for name, pattern, routes in self._told if name in form and pattern.search(form) for route in routes
        ]
        best = max(found, key=lambda route: len(self._area[route.id].intersection(told)), default=None)
        return best if best is not None and self._area[best.id].intersection(told) else None

    def between(self, named: Iterable[Collection[str]]) -> Route | None:
        """The only road that runs by, supplies or is named by two places, each given by the ids that it may have.

        Those of the theatre itself go before imported ones.
        """
        groups = list(named)
        found = [
            route for route in self.routes if sum(bool(self._joined[route.id].intersection(ids)) for ids in groups) >= 2
        ]
        own = [route for route in found if not is_imported(route)]  # they stand before what was imported
        return next(iter(own or found)) if len(own or found) == 1 else None

    def serving(self, place: str) -> list[Route]:
        """The roads that supply a place, or one of its parts."""
        return [route for route in self.routes if {place, *self._parts[place]}.intersection(route.serves)]

    def passed(self, route: Route, told: Collection[str], *, but: str) -> int:
        """How many of the places told of lie on a road, without one place, its parts, and what it is part of."""
        known = {but, *self._parts[but], *(whole for whole, parts in self._parts.items() if but in parts)}
        return len(self._area[route.id].intersection(told) - known)


def is_imported(route: Route) -> bool:
    """Whether a road was taken from a network and nobody has said whom it supplies."""
    return bool(route.chain) and not route.serves


def _longest_first(names: Iterable[tuple[str, Route]]) -> list[tuple[str, re.Pattern[str], list[Route]]]:
    by_name: Mapping[str, dict[str, Route]] = defaultdict(dict)
    for name, route in names:
        if name:
            by_name[name].setdefault(route.id, route)
    listed = sorted(by_name.items(), key=lambda one: -len(one[0]))
    return [(name, re.compile(rf"\b{re.escape(name)}\b"), list(routes.values())) for name, routes in listed]
