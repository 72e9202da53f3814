"""Routes: which road of the theatre the words of a report mean."""

import re
from collections.abc import Collection, Iterable

from siegeline.claims.claim import RouteRef
from siegeline.places.names import folded
from siegeline.places.resolve import PlaceResolver
from siegeline.theatre import Route, Theatre

_THROUGH = re.compile(r"\b(?:through|at|near|past|along|via|over|by|around)\b")


class RouteNames:
    """The names and descriptions of a theatre's roads, folded once for all its reports."""

    def __init__(self, theatre: Theatre) -> None:
        self.routes = theatre.routes
        names = [(folded(name), route) for route in theatre.routes for name in (route.name, *route.aliases)]
        told = [(folded(name), route) for route in theatre.routes for name in route.described]
        self._patterns = _longest_first(names)
        self._told = _longest_first((name, route) for name, route in told if len(name.split()) >= 2)
        self._area = {route.id: _area(theatre, route) for route in theatre.routes}
        self.words = {
            route.id: set(folded(" ".join((route.name, *route.aliases))).split()) for route in theatre.routes
        }

    def named(self, phrase: str) -> Route | None:
        """The road with the longest name that stands in a folded phrase."""
        return next((route for pattern, route in self._patterns if pattern.search(phrase)), None)

    def described(self, phrase: str, told: Collection[str]) -> Route | None:
        """The road that a folded phrase describes, of those on whose area the report is.

        ``told`` are the ids of the places that it names; the road with most of them is meant, then the longest
        description.
        """
        found = [route for pattern, route in self._told if pattern.search(phrase)]
        best = max(found, key=lambda route: len(self._area[route.id].intersection(told)), default=None)
        return best if best is not None and self._area[best.id].intersection(told) else None


def _longest_first(names: Iterable[tuple[str, Route]]) -> list[tuple[re.Pattern[str], Route]]:
    listed = sorted(names, key=lambda one: -len(one[0]))
    return [(re.compile(rf"\b{re.escape(name)}\b"), route) for name, route in listed]


def _area(theatre: Theatre, route: Route) -> set[str]:
    """The places that a road supplies or passes, and the cities that they are parts of."""
    ids = {*route.serves, *route.via}
    return ids | {whole for one in ids if (whole := theatre.place[one].part_of)}


class RouteResolver:
    """Resolves the roads of one report, in the order in which they stand in it."""

    def __init__(self, names: RouteNames, places: PlaceResolver) -> None:
        self._names = names
        self._places = places
        self._last: Route | None = None

    def resolve(self, phrase: str, start: int, tail: str = "") -> RouteRef:
        """The route that ``phrase`` at character ``start`` means; ``tail`` is what stands right after it.

        By name, else as the road through, or to, a place that the words name, else as the road told of before.
        """
        low = folded(phrase)
        route = self._names.named(low) or self._names.described(low, self._told()) or self._by_place(phrase, start)
        route = route or self._by_place(f"{phrase}{tail}", start)
        if route is None and len(low.split()) <= 2 and not low.endswith("s"):
            route = self._last
        if route is None:
            return RouteRef(phrase)
        self._last = route
        return RouteRef(phrase, route.id, route.name)

    def _told(self) -> set[str]:
        """The ids of the places that the report names, and of the cities that they are parts of."""
        named = [mention.candidates[0] for mention in self._places.mentions]
        return {one.id for one in named} | {one.part_of for one in named if one.part_of}

    def _by_place(self, words: str, start: int) -> Route | None:
        """The only route through the place named, or the only one that serves it."""
        if not re.search(r"\b(?:to|into|towards?|of|from|supply|supplies|at|through|near|along|running|runs)\b", words):
            return None
        found = self._places.peek(words, start)
        if found is None:
            return None
        through = [route for route in self._names.routes if found in route.via]
        serving = [route for route in self._names.routes if found in route.serves]
        for pool in (through, serving) if _THROUGH.search(words) else (serving, through):
            if len(pool) == 1:
                return pool[0]
            if pool and self._last in pool:
                return self._last
            ranked = sorted(pool, key=lambda route: self._fit(route, words), reverse=True)
            if len(ranked) > 1 and self._fit(ranked[0], words) > self._fit(ranked[1], words):
                return ranked[0]
        return None

    def _fit(self, route: Route, words: str) -> tuple[int, int]:
        """How many words of the description its names have, and how many places on it the report names."""
        named = {mention.candidates[0].id for mention in self._places.mentions}
        return len(self._names.words[route.id] & set(folded(words).split())), len(named & set(route.via))
